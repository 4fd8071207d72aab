/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-delivery-fields.h"

#include <math.h>
#include <string.h>

#include "export/sx-delivery-codes.h"
#include "export/sx-delivery-rounding.h"

#define DEFAULT_HXLX "11"
#define AREA_DECIMALS 2

/* The area fields of all tables. NET is gross less what is deducted. */
typedef enum
{
  AREA_GROSS,
  AREA_NET,
  AREA_DEDUCTED,
} AreaKind;

static const struct
{
  const char *name;
  AreaKind kind;
  gboolean counts; /* it is what the indicators sum: where it says nothing, the ground's own area counts */
} area_fields[] = {
  { "MJ", AREA_GROSS, TRUE },    { "TBMJ", AREA_GROSS, FALSE },  { "YJJBNTTBMJ", AREA_GROSS, FALSE },
  { "TBDLMJ", AREA_NET, FALSE }, { "YJJBNTMJ", AREA_NET, TRUE }, { "KCMJ", AREA_DEDUCTED, FALSE },
};
#define N_AREA_FIELDS G_N_ELEMENTS (area_fields)

struct _SxDeliveryFields
{
  const SxDatabaseMaker *maker;
  const SxAfterLayer *layer;
  GPtrArray *names; /* char *, of the source */
  GHashTable *rows; /* feature + 1 → SxRawRow * */
  gint area_column[N_AREA_FIELDS], bsm_column, ysdm_column;
  char *ysdm, *bsm; /* the highest so far */
  guint usual;      /* a base feature with the most usual GHFQDM */

  /* of the piece at hand */
  const SxAfterPiece *piece;
  const SxRawRow *row; /* whose fields it goes on with, or NULL */
  const GPtrArray *row_names;
  gint township;
  guint run_start, run_end;   /* pieces of one parent */
  double *run[N_AREA_FIELDS]; /* their areas, rounded together */
  double area[N_AREA_FIELDS];
};

static gint
find_name (const GPtrArray *names, const char *name)
{
  for (guint i = 0; names && i < names->len; i++)
    if (g_ascii_strcasecmp (names->pdata[i], name) == 0)
      return (gint)i;
  return -1;
}

/* The base feature whose GHFQDM most others have: what new ground of the boundary is taken for. */
static guint
find_usual (const SxLayer *base)
{
  const SxColumn *code = sx_layer_column (base, "GHFQDM");
  g_autofree guint *count = code ? g_new0 (guint, code->pool->len) : NULL;
  guint best = 0;

  for (guint f = 0; code && f < base->n_features; f++)
    if (++count[code->code[f]] > count[code->code[best]] || code->code[best] == 0)
      best = f;
  return best;
}

SxDeliveryFields *
sx_delivery_fields_new (const SxDatabaseMaker *maker, const SxTableSource *source, const SxAfterLayer *layer)
{
  SxDeliveryFields *self = g_new0 (SxDeliveryFields, 1);

  self->maker = maker;
  self->layer = layer;
  self->names = g_ptr_array_ref (source->names);
  self->rows = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)sx_raw_row_free);
  for (guint i = 0; i < N_AREA_FIELDS; i++)
    self->area_column[i] = find_name (self->names, area_fields[i].name);
  self->bsm_column = find_name (self->names, "BSM");
  self->ysdm_column = find_name (self->names, "YSDM");
  self->usual = find_usual (layer->base);
  return self;
}

void
sx_delivery_fields_free (SxDeliveryFields *self)
{
  for (guint i = 0; i < N_AREA_FIELDS; i++)
    g_free (self->run[i]);
  g_ptr_array_unref (self->names);
  g_hash_table_unref (self->rows);
  g_free (self->ysdm);
  g_free (self->bsm);
  g_free (self);
}

/* ---- identifiers */

static gboolean
is_number (const char *text)
{
  return text && *text && text[strspn (text, "0123456789")] == '\0';
}

/* Longer ones are higher; leading zeros count as digits, as identifiers have a fixed width. */
static gboolean
is_higher (const char *a, const char *b)
{
  return !b || strlen (a) > strlen (b) || (strlen (a) == strlen (b) && strcmp (a, b) > 0);
}

void
sx_delivery_fields_see (SxDeliveryFields *self, const SxTableSource *source)
{
  const char *bsm
      = self->bsm_column >= 0
            ? (const char *)sqlite3_value_text (sx_table_source_value (source, (guint)self->bsm_column))
            : NULL;

  if (is_number (bsm) && is_higher (bsm, self->bsm))
    {
      g_free (self->bsm);
      self->bsm = g_strdup (bsm);
    }
  if (!self->ysdm && self->ysdm_column >= 0)
    self->ysdm = g_strdup (
        (const char *)sqlite3_value_text (sx_table_source_value (source, (guint)self->ysdm_column)));
}

/* The highest identifier and one. */
static void
next_bsm (SxDeliveryFields *self)
{
  gsize at = self->bsm ? strlen (self->bsm) : 0;

  while (at > 0 && self->bsm[at - 1] == '9')
    self->bsm[--at] = '0';
  if (at > 0)
    self->bsm[at - 1]++;
  else if (self->bsm)
    {
      char *longer = g_strconcat ("1", self->bsm, NULL);

      g_free (self->bsm);
      self->bsm = longer;
    }
}

void
sx_delivery_fields_keep (SxDeliveryFields *self, SxRawRow *row, guint feature)
{
  g_hash_table_insert (self->rows, GUINT_TO_POINTER (feature + 1), row);
}

/* ---- areas */

static double
number_of (const sqlite3_value *value)
{
  sqlite3_value *v = (sqlite3_value *)value;
  int type = v ? sqlite3_value_numeric_type (v) : SQLITE_NULL;

  return type == SQLITE_INTEGER || type == SQLITE_FLOAT ? sqlite3_value_double (v) : (double)NAN;
}

static gboolean
is_measure (double number)
{
  return isfinite (number) && number >= 0;
}

/* The net share of new farmland's parcel (indicators.md, "Attribute area and geometry area"). */
static double
net_ratio (const SxDeliveryFields *self)
{
  SxLayer *land = sx_plan_layer (self->maker->delivery->plan, "DLTB");
  double gross, net;

  if (self->layer->line != SX_LINE_FARMLAND || self->piece->land < 0 || !land)
    return 1;
  gross = sx_column_number (sx_layer_column (land, "TBMJ"), (guint)self->piece->land);
  net = sx_column_number (sx_layer_column (land, "TBDLMJ"), (guint)self->piece->land);
  return is_measure (gross) && gross > 0 && is_measure (net) ? net / gross : 1;
}

/* The pieces of one parent share its areas, and their rounded areas add up to its rounded area. */
static void
start_run (SxDeliveryFields *self, guint first)
{
  const GPtrArray *pieces = self->layer->pieces;
  guint end = first + 1, n;

  while (end < pieces->len && ((SxAfterPiece *)pieces->pdata[end])->parent == self->piece->parent)
    end++;
  self->run_start = first;
  self->run_end = end;
  n = end - first;
  for (guint k = 0; k < N_AREA_FIELDS; k++)
    {
      double whole = self->area_column[k] >= 0 && self->row
                         ? number_of (self->row->values[self->area_column[k]])
                         : (double)NAN;

      self->run[k] = g_renew (double, self->run[k], n);
      for (guint i = 0; i < n; i++)
        {
          const SxAfterPiece *piece = pieces->pdata[first + i];

          self->run[k][i] = is_measure (whole)      ? whole * piece->share
                            : area_fields[k].counts ? piece->area
                                                    : (double)NAN;
        }
      sx_round_together (self->run[k], n, AREA_DECIMALS);
    }
}

static double
round_area (double area)
{
  sx_round_together (&area, 1, AREA_DECIMALS);
  return area;
}

static void
measure_piece (SxDeliveryFields *self, guint i)
{
  double ratio = net_ratio (self), gross = NAN, net = NAN;

  if (self->piece->parent >= 0 && !(i >= self->run_start && i < self->run_end))
    start_run (self, i);
  for (guint k = 0; k < N_AREA_FIELDS; k++)
    {
      if (self->piece->parent >= 0)
        self->area[k] = self->run[k][i - self->run_start];
      else
        self->area[k] = area_fields[k].kind == AREA_GROSS ? round_area (self->piece->area)
                        : area_fields[k].kind == AREA_NET ? round_area (self->piece->area * ratio)
                                                          : (double)NAN;
      if (self->area_column[k] >= 0 && area_fields[k].kind == AREA_GROSS && isnan (gross))
        gross = self->area[k];
      if (self->area_column[k] >= 0 && area_fields[k].kind == AREA_NET && isnan (net))
        net = self->area[k];
      if (area_fields[k].kind == AREA_DEDUCTED && isfinite (gross) && isfinite (net))
        self->area[k] = round_area (gross - net);
    }
}

/* ---- one piece */

void
sx_delivery_fields_set_piece (SxDeliveryFields *self, guint i)
{
  self->piece = self->layer->pieces->pdata[i];
  self->row = NULL;
  self->row_names = self->names;
  self->township = -1;
  if (self->piece->parent >= 0)
    self->row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (self->piece->parent + 1));
  else
    {
      if (self->piece->land >= 0)
        self->row = g_hash_table_lookup (self->maker->land, GUINT_TO_POINTER (self->piece->land + 1));
      self->row_names = self->maker->land_names;
      self->township = sx_delivery_fields_township (self, self->piece->shape);
    }
  measure_piece (self, i);
  if (!self->layer->base->is_line)
    next_bsm (self);
}

/* The name that base features with that code have. */
static const char *
name_of_code (const SxLayer *base, const char *code_field, const char *name_field, const char *code)
{
  const SxColumn *codes = sx_layer_column (base, code_field), *names = sx_layer_column (base, name_field);

  for (guint f = 0; codes && names && f < base->n_features; f++)
    if (g_str_equal (sx_column_text (codes, f), code))
      return sx_column_text (names, f);
  return NULL;
}

/* What a field of new ground says; NULL: nothing of its own. */
static const char *
text_of_new (const SxDeliveryFields *self, const char *name)
{
  const SxAfterPiece *piece = self->piece;
  const SxAdjustment *a = piece->adjustment;
  const char *text = NULL;

  if (g_str_equal (name, "XZQDM") || g_str_equal (name, "XZQMC"))
    return sx_delivery_fields_township_text (self, self->township, name);
  if (g_str_equal (name, "YSDM"))
    return sx_delivery_fields_ysdm (self);
  if (piece->road)
    return g_str_equal (name, "DLDJ")   ? piece->road->grade
           : g_str_equal (name, "DLMC") ? piece->road->name
                                        : NULL;
  if (g_str_equal (name, "HXLX") && self->layer->line == SX_LINE_REDLINE)
    return a && a->hxlx && *a->hxlx ? a->hxlx : DEFAULT_HXLX;
  if (g_str_equal (name, "MC") || g_str_equal (name, "HXMC"))
    return a ? a->name : NULL;
  if (self->layer->line == SX_LINE_BOUNDARY && (g_str_equal (name, "GHFQDM") || g_str_equal (name, "GHFQMC")))
    text = sx_column_text (sx_layer_column (self->layer->base, name), self->usual);
  return text && *text ? text : NULL;
}

/* What a field says where the code has changed. */
static const char *
text_of_code (const SxDeliveryFields *self, const char *name)
{
  static const char *const fields[][2] = { { "GHFQDM", "GHFQMC" }, { "YDYHFLDM", "YDYHFLMC" } };
  const SxAfterPiece *piece = self->piece;

  for (guint i = 0; piece->code && i < G_N_ELEMENTS (fields); i++)
    {
      if (g_str_equal (name, fields[i][0]))
        return piece->code;
      if (g_str_equal (name, fields[i][1]))
        return piece->name && *piece->name
                   ? piece->name
                   : name_of_code (self->layer->base, fields[i][0], fields[i][1], piece->code);
    }
  return NULL;
}

static gint
area_field (const SxDeliveryFields *self, guint column)
{
  for (guint k = 0; k < N_AREA_FIELDS; k++)
    if (self->area_column[k] == (gint)column)
      return (gint)k;
  return -1;
}

void
sx_delivery_fields_write (const SxDeliveryFields *self, SxWriterTable *table)
{
  for (guint c = 0; c < self->names->len; c++)
    {
      const char *name = self->names->pdata[c];
      gint k = area_field (self, c), from = self->row ? find_name (self->row_names, name) : -1;
      const char *text = self->piece->parent < 0 ? text_of_new (self, name) : text_of_code (self, name);

      if (from >= 0)
        sx_writer_table_value (table, c, self->row->values[from]);
      if (text)
        sx_writer_table_text (table, c, text);
      if (k >= 0)
        sx_writer_table_number (table, c, self->area[k]);
      if ((gint)c == self->bsm_column && self->bsm && !self->layer->base->is_line)
        sx_writer_table_text (table, c, self->bsm);
    }
}

const char *
sx_delivery_fields_ysdm (const SxDeliveryFields *self)
{
  return self->ysdm ? self->ysdm : sx_delivery_ysdm (self->layer->table);
}

gint
sx_delivery_fields_township (const SxDeliveryFields *self, const SxShape *shape)
{
  const SxLayer *townships = self->maker->townships;
  SxShapeView v = sx_shape_view (shape);
  double most = 0;
  gint best = -1;

  for (guint f = 0; townships && f < townships->n_features; f++)
    {
      SxShapeView t = sx_layer_shape (townships, f);
      double common = sx_box_overlaps (t.box, v.box) ? sx_overlap_planar (&t, &v) : 0;

      if (common > most)
        {
          most = common;
          best = (gint)f;
        }
    }
  return best;
}

const char *
sx_delivery_fields_township_text (const SxDeliveryFields *self, gint township, const char *field)
{
  const char *text
      = township < 0 ? "" : sx_column_text (sx_layer_column (self->maker->townships, field), (guint)township);

  return *text ? text : NULL;
}

char *
sx_delivery_fields_day (const SxDeliveryFields *self)
{
  g_auto (GStrv) parts = g_strsplit (self->maker->delivery->date, "-", -1);

  return g_strjoinv ("", parts);
}
