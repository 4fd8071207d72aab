/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-gpkg-functions.h"

#include <string.h>

#define MAX_DEPTH 16

/* Reads WKB of any kind; every step is checked against the end, for the blob comes from a file. */
typedef struct
{
  const guint8 *data;
  gsize length, at;
  gboolean big_endian;
} Cursor;

typedef enum
{
  WKB_POINT = 1,
  WKB_LINE_STRING = 2,
  WKB_POLYGON = 3,
  WKB_MULTI_POINT = 4,
  WKB_COLLECTION = 7,
  WKB_CIRCULAR_STRING = 8,
  WKB_COMPOUND_CURVE = 9,
  WKB_MULTI_SURFACE = 12,
  WKB_POLYHEDRAL_SURFACE = 15,
  WKB_TIN = 16,
  WKB_TRIANGLE = 17,
} WkbType;

static gboolean
read_u8 (Cursor *c, guint8 *out)
{
  if (c->at >= c->length)
    return FALSE;
  *out = c->data[c->at++];
  return TRUE;
}

static gboolean
read_u32 (Cursor *c, guint32 *out)
{
  guint32 v;

  if (c->length - c->at < 4)
    return FALSE;
  memcpy (&v, c->data + c->at, 4);
  c->at += 4;
  *out = c->big_endian ? GUINT32_FROM_BE (v) : GUINT32_FROM_LE (v);
  return TRUE;
}

/* The caller has checked that 8 bytes are there. */
static double
read_double (Cursor *c)
{
  guint64 v;
  double d;

  memcpy (&v, c->data + c->at, 8);
  c->at += 8;
  v = c->big_endian ? GUINT64_FROM_BE (v) : GUINT64_FROM_LE (v);
  memcpy (&d, &v, 8);
  return d;
}

static gboolean
read_points (Cursor *c, gsize n, guint dimensions, SxBox *box)
{
  if (n > (c->length - c->at) / (8 * dimensions))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      SxPoint p;

      p.x = read_double (c);
      p.y = read_double (c);
      c->at += 8 * (dimensions - 2);
      /* An empty point is written as NaN. */
      if (!isnan (p.x) && !isnan (p.y))
        sx_box_add (box, p);
    }
  return TRUE;
}

static gboolean
read_counted_points (Cursor *c, guint dimensions, SxBox *box)
{
  guint32 n;

  return read_u32 (c, &n) && read_points (c, n, dimensions, box);
}

static gboolean
read_rings (Cursor *c, guint dimensions, SxBox *box)
{
  guint32 n;

  if (!read_u32 (c, &n))
    return FALSE;
  for (guint32 i = 0; i < n; i++)
    if (!read_counted_points (c, dimensions, box))
      return FALSE;
  return TRUE;
}

static gboolean read_geometry (Cursor *c, guint depth, SxBox *box);

static gboolean
read_members (Cursor *c, guint depth, SxBox *box)
{
  guint32 n;

  if (depth >= MAX_DEPTH || !read_u32 (c, &n))
    return FALSE;
  for (guint32 i = 0; i < n; i++)
    if (!read_geometry (c, depth + 1, box))
      return FALSE;
  return TRUE;
}

static gboolean
read_geometry (Cursor *c, guint depth, SxBox *box)
{
  static const guint dimensions_of[] = { 2, 3, 3, 4 };
  guint8 order;
  guint32 type, dimensions;

  if (!read_u8 (c, &order) || order > 1)
    return FALSE;
  c->big_endian = order == 0;
  if (!read_u32 (c, &type) || type / 1000 >= G_N_ELEMENTS (dimensions_of))
    return FALSE;
  dimensions = dimensions_of[type / 1000];
  type %= 1000;
  if (type == WKB_POINT)
    return read_points (c, 1, dimensions, box);
  if (type == WKB_LINE_STRING || type == WKB_CIRCULAR_STRING)
    return read_counted_points (c, dimensions, box);
  if (type == WKB_POLYGON || type == WKB_TRIANGLE)
    return read_rings (c, dimensions, box);
  if ((type >= WKB_MULTI_POINT && type <= WKB_COLLECTION)
      || (type >= WKB_COMPOUND_CURVE && type <= WKB_MULTI_SURFACE) || type == WKB_POLYHEDRAL_SURFACE
      || type == WKB_TIN)
    return read_members (c, depth, box);
  return FALSE;
}

/* The envelope in the header: min x, max x, min y, max y. */
static SxBox
read_envelope (Cursor *c)
{
  SxBox box;

  box.x0 = read_double (c);
  box.x1 = read_double (c);
  box.y0 = read_double (c);
  box.y1 = read_double (c);
  return box;
}

gboolean
sx_gpkg_blob_box (const guint8 *data, gsize length, SxBox *out)
{
  static const guint envelope_bytes[] = { 0, 32, 48, 48, 64 };
  Cursor c = { data, length, 8, FALSE };
  SxBox box = SX_BOX_EMPTY;
  guint flags, envelope;

  if (length < 8 || data[0] != 'G' || data[1] != 'P')
    return FALSE;
  flags = data[3];
  envelope = (flags >> 1) & 7;
  if (envelope >= G_N_ELEMENTS (envelope_bytes) || length - 8 < envelope_bytes[envelope])
    return FALSE;
  c.big_endian = !(flags & 1);
  if (flags & 0x10)
    {
      *out = box;
      return TRUE;
    }
  if (envelope > 0)
    box = read_envelope (&c);
  if (!sx_box_is_empty (box))
    {
      *out = box;
      return TRUE;
    }
  c.at = 8 + envelope_bytes[envelope];
  box = SX_BOX_EMPTY;
  if (!read_geometry (&c, 0, &box))
    return FALSE;
  *out = box;
  return TRUE;
}

static gboolean
value_box (sqlite3_value *value, SxBox *out)
{
  const guint8 *data;

  if (sqlite3_value_type (value) != SQLITE_BLOB)
    return FALSE;
  data = sqlite3_value_blob (value);
  return data != NULL && sx_gpkg_blob_box (data, (gsize)sqlite3_value_bytes (value), out);
}

static void
st_is_empty (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  SxBox box;

  if (value_box (values[0], &box))
    sqlite3_result_int (context, sx_box_is_empty (box));
}

/* One function for the four sides: the offset of the side in SxBox is its user data. */
static void
st_side (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  gsize offset = GPOINTER_TO_SIZE (sqlite3_user_data (context));
  SxBox box;
  double side;

  if (!value_box (values[0], &box) || sx_box_is_empty (box))
    return;
  memcpy (&side, (const guint8 *)&box + offset, sizeof side);
  sqlite3_result_double (context, side);
}

int
sx_gpkg_functions_register (sqlite3 *db)
{
  static const struct
  {
    const char *name;
    gsize offset;
  } sides[] = {
    { "ST_MinX", G_STRUCT_OFFSET (SxBox, x0) },
    { "ST_MaxX", G_STRUCT_OFFSET (SxBox, x1) },
    { "ST_MinY", G_STRUCT_OFFSET (SxBox, y0) },
    { "ST_MaxY", G_STRUCT_OFFSET (SxBox, y1) },
  };
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  int code = sqlite3_create_function_v2 (db, "ST_IsEmpty", 1, flags, NULL, st_is_empty, NULL, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sides) && code == SQLITE_OK; i++)
    code = sqlite3_create_function_v2 (db, sides[i].name, 1, flags, GSIZE_TO_POINTER (sides[i].offset),
                                       st_side, NULL, NULL, NULL);
  return code;
}
