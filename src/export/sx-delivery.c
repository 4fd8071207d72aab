/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-delivery.h"

#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-parallel.h"
#include "plan/sx-catalogue.h"

#define POINTS_BETWEEN_LOOKS (1u << 18)
#define CODE_DIGITS 6 /* of a county */

/* ---- whose plan it is */

/* What all townships' codes begin with, at most a county's digits. */
static char *
common_code (const SxPlan *plan)
{
  SxLayer *layer = sx_plan_layer (plan, "XZQ");
  const SxColumn *column = layer ? sx_layer_column (layer, "XZQDM") : NULL;
  g_autofree char *code = NULL;
  gsize n = CODE_DIGITS;

  for (guint f = 0; column && f < layer->n_features; f++)
    {
      const char *text = sx_column_text (column, f);
      gsize same = 0;

      if (!*text)
        continue;
      if (!code)
        code = g_strdup (text);
      while (same < n && code[same] && code[same] == text[same])
        same++;
      n = same;
    }
  return code ? g_strndup (code, n) : g_strdup ("");
}

/* The package's name without suffix, where the plan says nothing of its name. */
static char *
file_stem (const SxPlan *plan)
{
  g_autofree char *base = g_path_get_basename (plan->file);
  g_autofree char *shown = g_filename_display_name (base);
  char *dot = strchr (shown, '.');

  return dot && dot != shown ? g_strndup (shown, (gsize)(dot - shown)) : g_strdup (shown);
}

/* The first "20xx" of the text; 0: none. */
static guint
year_in (const char *text)
{
  for (const char *p = text; p && *p; p++)
    if (p[0] == '2' && p[1] == '0' && g_ascii_isdigit (p[2]) && g_ascii_isdigit (p[3])
        && (p == text || !g_ascii_isdigit (p[-1])) && !g_ascii_isdigit (p[4]))
      return (guint)g_ascii_strtoull (p, NULL, 10);
  return 0;
}

static void
find_identity (SxDelivery *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  const char *code = sx_plan_parameter (self->plan, "plan.code");
  const char *name = sx_plan_parameter (self->plan, "plan.name");

  self->code = code ? g_strdup (code) : common_code (self->plan);
  self->name = name ? g_strdup (name) : file_stem (self->plan);
  self->is_city = g_strcmp0 (sx_plan_parameter (self->plan, "plan.level"), "city") == 0;
  self->year = year_in (sx_plan_parameter (self->plan, "plan.year"));
  if (!self->year)
    self->year = year_in (self->scheme->name);
  if (!self->year)
    self->year = (guint)g_date_time_get_year (now);
  self->date = g_date_time_format (now, "%Y-%m-%d");
}

/* A name of a file has 255 bytes at most: whose it is may take so many of them. */
#define MAX_OWNER_BYTES 120

/* Code and name of the place, at the end of a character. */
static char *
file_owner (const SxDelivery *self)
{
  g_autofree char *text = g_strconcat (self->code, self->name, NULL);
  char *valid = g_utf8_make_valid (text, -1);
  char *end = valid;

  while (*end && g_utf8_next_char (end) - valid <= MAX_OWNER_BYTES)
    end = g_utf8_next_char (end);
  *end = '\0';
  return valid;
}

char *
sx_delivery_file_name (const SxDelivery *self, const char *what, const char *suffix)
{
  g_autofree char *owner = file_owner (self);
  g_autofree char *text
      = g_strdup_printf ("%s%u年度%s国土空间总体规划动态维护%s%s%s", owner, self->year,
                         self->is_city ? "市级" : "县级", what, suffix ? "." : "", suffix ? suffix : "");
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) || (c < 128 && strchr ("/\\:*?\"<>|'`$", (int)c)))
        g_string_append_c (out, '_');
      else
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/* ---- the fingerprint */

static void
add_number (GChecksum *sum, gint64 number)
{
  gint64 little = GINT64_TO_LE (number);

  g_checksum_update (sum, (const guchar *)&little, sizeof little);
}

static void
add_text (GChecksum *sum, const char *text)
{
  add_number (sum, text ? (gint64)strlen (text) : -1);
  if (text)
    g_checksum_update (sum, (const guchar *)text, (gssize)strlen (text));
}

static void
add_data (GChecksum *sum, gconstpointer data, gsize size)
{
  g_checksum_update (sum, data, (gssize)size);
}

static void
add_shape (GChecksum *sum, const SxShape *shape)
{
  add_number (sum, shape->n_points);
  add_data (sum, shape->points, shape->n_points * sizeof (SxPoint));
  add_data (sum, shape->ring_start, (shape->n_rings + 1) * sizeof (guint32));
}

static void
add_column (GChecksum *sum, const SxLayer *layer, const SxColumn *column)
{
  add_text (sum, column->name);
  for (guint i = 0; column->type == SX_COLUMN_TEXT && i < column->pool->len; i++)
    add_text (sum, column->pool->pdata[i]);
  if (column->type == SX_COLUMN_TEXT)
    add_data (sum, column->code, layer->n_features * sizeof (guint32));
  else
    add_data (sum, column->number, layer->n_features * sizeof (double));
}

/* ---- which data count: the same whoever read the plan, and whatever it read beside them */

typedef struct
{
  SxCatalogue *catalogue;
  GHashTable *needed; /* as sx_rule_profile_needed_columns() gives it */
} Counted;

static gboolean
is_counted_layer (const Counted *counted, const char *table)
{
  return sx_catalogue_find (counted->catalogue, table) || g_hash_table_contains (counted->needed, table)
         || g_str_equal (table, SX_DELIVERY_CITY_ZONES);
}

static gboolean
is_counted_column (const Counted *counted, const char *table, const char *column)
{
  const SxCatalogueTable *known = sx_catalogue_find (counted->catalogue, table);
  const GPtrArray *needed = g_hash_table_lookup (counted->needed, table);

  if (known && sx_catalogue_table_field (known, column))
    return TRUE;
  for (guint i = 0; needed && i < needed->len; i++)
    if (g_ascii_strcasecmp (needed->pdata[i], column) == 0)
      return TRUE;
  return FALSE;
}

static gint
compare_columns (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const SxColumn *const *)a)->name, (*(const SxColumn *const *)b)->name);
}

static GPtrArray *
counted_columns (const Counted *counted, const SxLayer *layer)
{
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; i < layer->n_columns; i++)
    if (is_counted_column (counted, layer->name, layer->columns[i].name))
      g_ptr_array_add (columns, &layer->columns[i]);
  g_ptr_array_sort (columns, compare_columns);
  return columns;
}

/* What takes long; when cancelled, only some. */
static void
add_points (GChecksum *sum, const SxShapeBuffer *shapes, GCancellable *cancellable)
{
  for (gsize i = 0; i < shapes->n_points && !g_cancellable_is_cancelled (cancellable);
       i += POINTS_BETWEEN_LOOKS)
    add_data (sum, shapes->points + i, MIN (POINTS_BETWEEN_LOOKS, shapes->n_points - i) * sizeof (SxPoint));
}

static void
add_layer (GChecksum *sum, const SxLayer *layer, const Counted *counted, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) columns = counted_columns (counted, layer);

  add_text (sum, layer->name);
  add_number (sum, layer->n_features);
  add_data (sum, layer->fid, layer->n_features * sizeof (gint64));
  add_data (sum, layer->first_ring, (layer->n_features + 1) * sizeof (guint32));
  add_points (sum, &layer->shapes, cancellable);
  if (layer->shapes.n_rings)
    add_data (sum, layer->shapes.ring_start, (layer->shapes.n_rings + 1) * sizeof (guint32));
  for (guint i = 0; i < columns->len; i++)
    add_column (sum, layer, columns->pdata[i]);
}

/* The table's texts in the order of their keys, but those whose key begins with `but`. */
static void
add_table (GChecksum *sum, GHashTable *table, const char *but)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (table), (GCompareFunc)strcmp);

  for (GList *l = keys; l; l = l->next)
    {
      if (but && g_str_has_prefix (l->data, but))
        continue;
      add_text (sum, l->data);
      add_text (sum, g_hash_table_lookup (table, l->data));
    }
}

static void
add_adjustment (GChecksum *sum, const SxAdjustment *a)
{
  add_text (sum, sx_line_name (a->line));
  add_text (sum, sx_direction_name (a->direction));
  add_text (sum, a->situation);
  add_text (sum, a->name);
  add_text (sum, a->project);
  add_text (sum, a->basis);
  add_text (sum, a->hxlx);
  add_number (sum, a->uncounted);
  add_shape (sum, a->shape);
}

static void
add_scheme (GChecksum *sum, const SxScheme *scheme)
{
  add_text (sum, scheme->name);
  for (guint i = 0; i < scheme->adjustments->len; i++)
    add_adjustment (sum, scheme->adjustments->pdata[i]);
  for (guint i = 0; i < scheme->reclasses->len; i++)
    {
      const SxReclass *r = scheme->reclasses->pdata[i];

      add_number (sum, r->layer);
      add_text (sum, r->code);
      add_text (sum, r->name);
      add_shape (sum, r->shape);
    }
  for (guint i = 0; i < scheme->roads->len; i++)
    {
      const SxRoad *road = scheme->roads->pdata[i];

      add_number (sum, road->is_removal);
      add_text (sum, road->grade);
      add_shape (sum, road->shape);
    }
  for (guint i = 0; i < scheme->judgements->len; i++)
    {
      const SxJudgement *j = scheme->judgements->pdata[i];

      add_text (sum, j->indicator);
      add_text (sum, j->verdict);
      add_text (sum, j->reason);
    }
  for (guint i = 0; i < scheme->projects->len; i++)
    {
      const SxProject *project = scheme->projects->pdata[i];

      for (guint k = 0; k < SX_PROJECT_N_TEXTS; k++)
        add_text (sum, sx_project_text (project, k));
      add_data (sum, &project->area_ha, sizeof project->area_ha);
    }
  add_table (sum, scheme->parameters, NULL);
}

char *
sx_delivery_fingerprint (const SxPlan *plan, const SxScheme *scheme, const SxRuleProfile *rules,
                         GCancellable *cancellable, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (SxCatalogue) catalogue = sx_catalogue_load ();
  g_autoptr (GHashTable) needed = sx_rule_profile_needed_columns (rules);
  const Counted counted = { catalogue, needed };
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (plan->layers), (GCompareFunc)strcmp);

  add_number (sum, plan->epsg);
  for (GList *l = names; l; l = l->next)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (is_counted_layer (&counted, l->data))
        add_layer (sum, g_hash_table_lookup (plan->layers, l->data), &counted, cancellable);
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  add_table (sum, plan->parameters, "scheme."); /* the scheme has its own, as they are now */
  add_scheme (sum, scheme);
  return g_strdup (g_checksum_get_string (sum));
}

/* ---- the whole */

static void
check_invariants (SxDelivery *self)
{
  for (guint i = 0; i < self->after->layers->len; i++)
    {
      char *fault;

      if (!sx_after_layer_check (self->after, self->after->layers->pdata[i], &fault))
        g_ptr_array_add (self->faults, fault);
    }
}

typedef struct
{
  SxDelivery *delivery;
  GCancellable *cancellable;
} Preparation;

/* The two that take long. */
static gboolean
prepare (guint i, gpointer data, GError **error)
{
  const Preparation *preparation = data;
  SxDelivery *self = preparation->delivery;
  const SxRuleProfile *rules = self->result->rules;

  if (i == 0)
    self->after = sx_after_state_new (self->plan, self->scheme, &self->metric, rules->sliver_m2,
                                      preparation->cancellable, error);
  else
    self->fingerprint
        = sx_delivery_fingerprint (self->plan, self->scheme, rules, preparation->cancellable, error);
  return i == 0 ? self->after != NULL : self->fingerprint != NULL;
}

SxDelivery *
sx_delivery_new (SxPlan *plan, const SxScheme *scheme, SxResult *result, const SxMetric *metric,
                 GCancellable *cancellable, GError **error)
{
  SxDelivery *self;
  Preparation preparation;

  if (scheme->adjustments->len + scheme->reclasses->len + scheme->roads->len == 0)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   *scheme->name ? _ ("Scheme “%s” changes nothing, so there is nothing to hand in; draw a "
                                      "plot first.")
                                 : _ ("The package has no scheme%s, so there is nothing to hand in; draw a "
                                      "plot first."),
                   scheme->name);
      return NULL;
    }
  self = g_new0 (SxDelivery, 1);
  self->plan = sx_plan_ref (plan);
  self->scheme = scheme;
  self->result = sx_result_ref (result);
  self->metric = *metric;
  self->faults = g_ptr_array_new_with_free_func (g_free);
  self->accepted = g_ptr_array_new_with_free_func (g_free);
  find_identity (self);
  preparation = (Preparation){ self, cancellable };
  if (!sx_parallel (2, prepare, &preparation, cancellable, error))
    {
      sx_delivery_free (self);
      return NULL;
    }
  check_invariants (self);
  return self;
}

void
sx_delivery_set_name (SxDelivery *self, const char *name)
{
  char *copy = g_strdup (name);

  g_free (self->name);
  self->name = copy;
}

void
sx_delivery_free (SxDelivery *self)
{
  sx_plan_unref (self->plan);
  sx_result_unref (self->result);
  sx_after_state_free (self->after);
  g_ptr_array_unref (self->faults);
  g_ptr_array_unref (self->accepted);
  g_free (self->code);
  g_free (self->name);
  g_free (self->date);
  g_free (self->fingerprint);
  g_free (self);
}
