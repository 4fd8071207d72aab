/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-session-private.h"

#define SX_DEFAULT_RULES "anhui-2026"

enum
{
  PROP_PHASE = 1,
  PROP_PROGRESS,
  PROP_PROGRESS_TEXT,
  PROP_TITLE,
  PROP_IS_READ_ONLY,
  PROP_SELECTION_SIZE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
guint sx_session_signals[SX_SESSION_N_SIGNALS];

G_DEFINE_FINAL_TYPE (SxSession, sx_session, G_TYPE_OBJECT)

static void
spot_clear (gpointer data)
{
  SxSpot *spot = data;

  sx_shape_unref (spot->shape);
  g_free (spot->label);
}

static void
sx_session_finalize (GObject *object)
{
  SxSession *self = SX_SESSION (object);

  g_clear_pointer (&self->final_result, sx_result_unref);
  g_clear_pointer (&self->preview_result, sx_result_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->previewed); i++)
    g_clear_pointer (&self->previewed[i], g_ptr_array_unref);
  g_clear_pointer (&self->state, sx_scheme_state_unref);
  g_clear_pointer (&self->found_draft, sx_draft_unref);
  g_clear_pointer (&self->plan, sx_plan_unref);
  g_clear_pointer (&self->rules, sx_rule_profile_unref);
  g_clear_pointer (&self->catalogue, sx_catalogue_free);
  g_clear_object (&self->layers);
  g_clear_object (&self->target);
  g_clear_error (&self->read_only);
  g_clear_error (&self->failure);
  g_clear_error (&self->unsaved_why);
  g_ptr_array_unref (self->unsaved);
  g_array_unref (self->selection);
  g_array_unref (self->spotlight);
  g_free (self->file);
  g_free (self->first_scheme);
  g_free (self->rules_id);
  g_free (self->progress_text);
  G_OBJECT_CLASS (sx_session_parent_class)->finalize (object);
}

static char *
dup_title (SxSession *self)
{
  g_autofree char *base = self->file ? g_path_get_basename (self->file) : NULL;
  char *title = base ? g_filename_display_name (base) : NULL;

  if (title && g_str_has_suffix (title, ".gpkg"))
    title[strlen (title) - strlen (".gpkg")] = '\0';
  return title;
}

static void
sx_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SxSession *self = SX_SESSION (object);

  switch (id)
    {
    case PROP_PHASE:
      g_value_set_int (value, (int)self->phase);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_PROGRESS_TEXT:
      g_value_set_string (value, self->progress_text);
      break;
    case PROP_TITLE:
      g_value_take_string (value, dup_title (self));
      break;
    case PROP_IS_READ_ONLY:
      g_value_set_boolean (value, self->read_only != NULL);
      break;
    case PROP_SELECTION_SIZE:
      g_value_set_uint (value, self->selection->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static guint
new_signal (const char *name, GType parameter)
{
  return g_signal_new (name, SX_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       parameter == G_TYPE_NONE ? 0 : 1, parameter);
}

static void
sx_session_class_init (SxSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  static const char *const names[]
      = { "scheme-changed",  "result-changed", "selection-changed", "spotlight-changed",
          "unsaved-changed", "draft-found",    "resume-draft" };

  object_class->finalize = sx_session_finalize;
  object_class->get_property = sx_session_get_property;
  properties[PROP_PHASE]
      = g_param_spec_int ("phase", NULL, NULL, SX_SESSION_EMPTY, SX_SESSION_OPEN, SX_SESSION_EMPTY, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_PROGRESS_TEXT] = g_param_spec_string ("progress-text", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_IS_READ_ONLY] = g_param_spec_boolean ("is-read-only", NULL, NULL, FALSE, flags);
  properties[PROP_SELECTION_SIZE] = g_param_spec_uint ("selection-size", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  sx_session_signals[SX_SESSION_LAYER_ADDED] = new_signal ("layer-added", SX_TYPE_LAYER_ITEM);
  sx_session_signals[SX_SESSION_OPENED] = new_signal ("opened", G_TYPE_NONE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    sx_session_signals[SX_SESSION_SCHEME_CHANGED + i] = new_signal (names[i], G_TYPE_NONE);
  sx_session_signals[SX_SESSION_TROUBLE] = new_signal ("trouble", G_TYPE_STRING);
}

static void
sx_session_init (SxSession *self)
{
  self->catalogue = sx_catalogue_load ();
  self->rules_id = g_strdup (SX_DEFAULT_RULES);
  self->layers = g_list_store_new (SX_TYPE_LAYER_ITEM);
  self->target = sx_target_new ();
  self->unsaved = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_edit_unref);
  self->selection = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->spotlight = g_array_new (FALSE, TRUE, sizeof (SxSpot));
  g_array_set_clear_func (self->spotlight, spot_clear);
}

SxSession *
sx_session_new (void)
{
  return g_object_new (SX_TYPE_SESSION, NULL);
}

void
sx_session_close (SxSession *self)
{
  SX_ASSERT_MAIN_THREAD ();
  g_clear_handle_id (&self->behind_timeout, g_source_remove);
  if (self->phase == SX_SESSION_OPEN && !self->is_closing)
    {
      /* The program and the session live until both threads have done what they were given. */
      self->is_closing = TRUE;
      if (g_application_get_default ())
        g_application_hold (g_application_get_default ());
      g_object_ref (self);
      sx_engine_stop (self->engine);
      sx_scheme_writer_stop (self->writer);
    }
  self->phase = SX_SESSION_EMPTY;
}

static void
check_closed (SxSession *self)
{
  if (self->engine || self->writer)
    return;
  if (g_application_get_default ())
    g_application_release (g_application_get_default ());
  g_object_unref (self);
}

void
_sx_session_engine_stopped (gpointer data)
{
  SxSession *self = data;

  sx_engine_free (g_steal_pointer (&self->engine));
  check_closed (self);
}

void
_sx_session_writer_stopped (const GError *error, gpointer data)
{
  SxSession *self = data;

  if (error)
    g_message ("%s", error->message);
  sx_scheme_writer_free (g_steal_pointer (&self->writer));
  check_closed (self);
}

/* ---- what the session's other files set */

void
_sx_session_set_phase (SxSession *self, SxSessionPhase phase)
{
  self->phase = phase;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHASE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

void
_sx_session_set_progress (SxSession *self, double progress, const char *text)
{
  self->progress = CLAMP (progress, 0, 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
  if (g_strcmp0 (self->progress_text, text) == 0)
    return;
  g_free (self->progress_text);
  self->progress_text = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS_TEXT]);
}

void
_sx_session_trouble (SxSession *self, const char *sentence)
{
  g_signal_emit (self, sx_session_signals[SX_SESSION_TROUBLE], 0, sentence);
}

/* ---- what is open */

void
sx_session_set_rules (SxSession *self, const char *id_or_file)
{
  g_return_if_fail (self->phase == SX_SESSION_EMPTY);
  g_free (self->rules_id);
  self->rules_id = g_strdup (id_or_file ? id_or_file : SX_DEFAULT_RULES);
}

const char *
sx_session_get_rules_id (SxSession *self)
{
  return self->rules_id;
}

void
sx_session_set_first_scheme (SxSession *self, const char *name)
{
  g_free (self->first_scheme);
  self->first_scheme = g_strdup (name);
}

void
sx_session_set_area_mode (SxSession *self, SxAreaMode mode)
{
  g_return_if_fail (self->phase == SX_SESSION_EMPTY);
  self->area_mode = mode;
}

SxAreaMode
sx_session_get_area_mode (SxSession *self)
{
  return self->area_mode;
}

SxSessionPhase
sx_session_get_phase (SxSession *self)
{
  return self->phase;
}

const char *
sx_session_get_file (SxSession *self)
{
  return self->file;
}

SxPlan *
sx_session_get_plan (SxSession *self)
{
  return self->plan;
}

SxPlane
sx_session_get_plane (SxSession *self)
{
  return self->plane;
}

SxRuleProfile *
sx_session_get_rules (SxSession *self)
{
  return self->rules;
}

GListModel *
sx_session_get_layers (SxSession *self)
{
  return G_LIST_MODEL (self->layers);
}

SxLayerItem *
sx_session_find_layer (SxSession *self, const char *table)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->layers)); i++)
    {
      g_autoptr (SxLayerItem) item = g_list_model_get_item (G_LIST_MODEL (self->layers), i);

      if (g_str_equal (sx_layer_item_get_table (item), table))
        return item; /* the store holds it */
    }
  return NULL;
}

SxTarget *
sx_session_get_target (SxSession *self)
{
  return self->target;
}

SxSchemeState *
sx_session_get_state (SxSession *self)
{
  return self->state;
}

const SxScheme *
sx_session_get_scheme (SxSession *self)
{
  return self->state ? self->state->snapshot->scheme : NULL;
}

SxAdjustment *
sx_session_find_adjustment (SxSession *self, gint64 fid)
{
  const SxScheme *scheme = sx_session_get_scheme (self);

  for (guint i = 0; scheme && i < scheme->adjustments->len; i++)
    {
      SxAdjustment *item = g_ptr_array_index (scheme->adjustments, i);

      if (item->fid == fid)
        return item;
    }
  return NULL;
}

gboolean
sx_session_is_read_only (SxSession *self, const char **why)
{
  if (why)
    *why = self->read_only ? self->read_only->message : NULL;
  return self->read_only != NULL;
}

SxResult *
sx_session_get_result (SxSession *self)
{
  return self->preview_result ? self->preview_result : self->final_result;
}

gboolean
sx_session_is_preview (SxSession *self)
{
  return self->preview_result != NULL;
}

SxResult *
sx_session_get_final_result (SxSession *self)
{
  return self->final_result;
}

SxResult *
sx_session_get_settled_result (SxSession *self)
{
  SxResult *result = self->final_result;

  return result && result->generation == self->final_generation ? result : NULL;
}

gboolean
sx_session_is_behind (SxSession *self)
{
  return self->is_behind;
}

const GError *
sx_session_get_failure (SxSession *self)
{
  return self->failure;
}

gboolean
sx_session_is_idle (SxSession *self)
{
  return self->phase == SX_SESSION_EMPTY
         || (self->phase == SX_SESSION_OPEN && self->state && self->n_sent == 0 && !self->is_closing
             && (self->failure || (self->final_result && !self->is_waiting)));
}

guint
sx_session_get_n_writing (SxSession *self)
{
  return self->n_sent;
}

double
sx_session_get_evaluate_ms (SxSession *self)
{
  return self->evaluate_ms;
}

SxEngine *
sx_session_get_engine (SxSession *self)
{
  return self->engine;
}

/* ---- the selection */

const gint64 *
sx_session_get_selection (SxSession *self, guint *n)
{
  *n = self->selection->len;
  return (const gint64 *)self->selection->data;
}

static gboolean
find_selected (SxSession *self, gint64 fid, guint *at)
{
  for (guint i = 0; i < self->selection->len; i++)
    if (g_array_index (self->selection, gint64, i) == fid)
      {
        *at = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
sx_session_is_selected (SxSession *self, gint64 fid)
{
  guint at;

  return find_selected (self, fid, &at);
}

static void
selection_changed (SxSession *self)
{
  g_signal_emit (self, sx_session_signals[SX_SESSION_SELECTION_CHANGED], 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTION_SIZE]);
}

void
sx_session_select (SxSession *self, const gint64 *fids, guint n)
{
  if (n == self->selection->len && (n == 0 || memcmp (fids, self->selection->data, n * sizeof *fids) == 0))
    return;
  g_array_set_size (self->selection, 0);
  for (guint i = 0; i < n; i++)
    if (sx_session_find_adjustment (self, fids[i]))
      g_array_append_val (self->selection, fids[i]);
  selection_changed (self);
}

void
sx_session_toggle_selected (SxSession *self, gint64 fid)
{
  guint at;

  if (find_selected (self, fid, &at))
    g_array_remove_index (self->selection, at);
  else
    g_array_append_val (self->selection, fid);
  selection_changed (self);
}

void
_sx_session_check_selection (SxSession *self)
{
  guint before = self->selection->len;

  for (guint i = before; i > 0; i--)
    if (!sx_session_find_adjustment (self, g_array_index (self->selection, gint64, i - 1)))
      g_array_remove_index (self->selection, i - 1);
  if (self->selection->len != before)
    selection_changed (self);
}

/* ---- the spotlight */

void
sx_session_set_spotlight (SxSession *self, const SxSpot *spots, guint n, guint current)
{
  g_autoptr (GArray) old = self->spotlight; /* spots may be of it */

  self->spotlight = g_array_new (FALSE, TRUE, sizeof (SxSpot));
  g_array_set_clear_func (self->spotlight, spot_clear);
  for (guint i = 0; i < n; i++)
    {
      SxSpot spot = { sx_shape_ref (spots[i].shape), g_strdup (spots[i].label) };

      g_array_append_val (self->spotlight, spot);
    }
  self->spot_current = n > 0 ? MIN (current, n - 1) : 0;
  g_signal_emit (self, sx_session_signals[SX_SESSION_SPOTLIGHT_CHANGED], 0);
}

const SxSpot *
sx_session_get_spotlight (SxSession *self, guint *n, guint *current)
{
  *n = self->spotlight->len;
  *current = self->spot_current;
  return (const SxSpot *)self->spotlight->data;
}
