/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-shape-wkb.h"
#include <string.h>

/* A collection in a collection in … : more than any program writes, less than the stack holds. */
#define MAX_DEPTH 8
#define MOST_HEAD 49      /* bytes of a blob before its parts */
#define MOST_RING_HEAD 13 /* and of a part of one ring before its points */

enum
{
  WKB_LINE = 2,
  WKB_POLYGON = 3,
  WKB_MULTI_POINT = 4,
  WKB_MULTI_LINE = 5,
  WKB_MULTI_POLYGON = 6,
  WKB_COLLECTION = 7,
  WKB_CIRCULAR_STRING = 8,
  WKB_SURFACE = 14,
  WKB_POLYHEDRAL_SURFACE = 15,
  WKB_TIN = 16,
  WKB_TRIANGLE = 17,
};

/* Reads forward in bytes that may end anywhere. */
typedef struct
{
  const guint8 *at, *end;
  SxShapeBuffer *out;
  gboolean is_line;
  guint flaws;
  gboolean has_points;     /* some coordinate was there */
  gboolean has_other_type; /* and some of a kind that does not belong here */
} Reader;

typedef struct
{
  guint32 type; /* 1 … 17 */
  guint stride; /* bytes a point */
  gboolean swap;
} Header;

static gsize
reader_left (const Reader *self)
{
  return (gsize)(self->end - self->at);
}

static gboolean
read_u32 (Reader *self, gboolean swap, guint32 *out)
{
  guint32 v;

  if (reader_left (self) < sizeof v)
    return FALSE;
  memcpy (&v, self->at, sizeof v);
  self->at += sizeof v;
  *out = swap ? GUINT32_SWAP_LE_BE (v) : v;
  return TRUE;
}

/* Byte order and type: ISO (1000s for Z and M) or EWKB (high bits, an SRID that is passed over). */
static gboolean
read_header (Reader *self, Header *out)
{
  guint32 type, srid;
  gboolean z, m;

  if (reader_left (self) < 1 || self->at[0] > 1)
    return FALSE;
  out->swap = self->at[0] == (G_BYTE_ORDER == G_LITTLE_ENDIAN ? 0 : 1);
  self->at++;
  if (!read_u32 (self, out->swap, &type))
    return FALSE;
  if ((type & 0x20000000u) && !read_u32 (self, out->swap, &srid))
    return FALSE;
  z = (type & 0x80000000u) != 0;
  m = (type & 0x40000000u) != 0;
  type &= 0x1fffffffu;
  if (type >= 4000)
    return FALSE;
  z |= type / 1000 == 1 || type / 1000 == 3;
  m |= type / 1000 >= 2;
  out->type = type % 1000;
  out->stride = 8 * (2 + (z != 0) + (m != 0));
  return out->type >= 1 && out->type <= WKB_TRIANGLE;
}

static double
double_at (const guint8 *at, gboolean swap)
{
  guint64 bits;
  double v;

  memcpy (&bits, at, sizeof bits);
  if (swap)
    bits = GUINT64_SWAP_LE_BE (bits);
  memcpy (&v, &bits, sizeof v);
  return v;
}

/* Copies n points, which are known to be there; FALSE where one is not finite. */
static gboolean
copy_points (Reader *self, const Header *h, guint32 n)
{
  SxPoint *p = sx_shape_buffer_add_points (self->out, n);
  gboolean bad = FALSE;

  if (h->stride == sizeof *p && !h->swap)
    memcpy (p, self->at, n * sizeof *p);
  else
    for (guint32 i = 0; i < n; i++)
      {
        p[i].x = double_at (self->at + (gsize)i * h->stride, h->swap);
        p[i].y = double_at (self->at + (gsize)i * h->stride + 8, h->swap);
      }
  for (guint32 i = 0; i < n; i++)
    bad |= !(fabs (p[i].x) <= G_MAXDOUBLE) | !(fabs (p[i].y) <= G_MAXDOUBLE);
  self->at += (gsize)n * h->stride;
  self->has_points = TRUE;
  return !bad;
}

/* One point sequence as a ring; a ring that is none is left out, and *ended tells. */
static SxWkbStatus
read_ring (Reader *self, const Header *h, gboolean is_shell, gboolean *ended)
{
  gsize first = self->out->n_points;
  guint32 n;

  *ended = FALSE;
  if (!read_u32 (self, h->swap, &n) || n > reader_left (self) / h->stride)
    return SX_WKB_UNREADABLE;
  if (n == 0)
    return SX_WKB_OK;
  if (!copy_points (self, h, n))
    return SX_WKB_NOT_FINITE;
  if (!self->is_line
      && (self->out->points[first].x != self->out->points[first + n - 1].x
          || self->out->points[first].y != self->out->points[first + n - 1].y))
    {
      SxPoint p = self->out->points[first];

      sx_shape_buffer_add_point (self->out, p);
      self->flaws |= SX_WKB_UNCLOSED;
      n++;
    }
  if (n < (self->is_line ? 2 : 4))
    {
      self->out->n_points = first;
      self->flaws |= SX_WKB_TOO_FEW;
      return SX_WKB_OK;
    }
  sx_shape_buffer_end_ring (self->out, is_shell);
  *ended = TRUE;
  return SX_WKB_OK;
}

/* Rings of one polygon. The holes of a shell that is none go with it. */
static SxWkbStatus
read_polygon (Reader *self, const Header *h)
{
  gsize points = self->out->n_points, rings = self->out->n_rings;
  gboolean has_shell = FALSE, ended;
  guint32 n;

  if (!read_u32 (self, h->swap, &n) || n > reader_left (self) / 4)
    return SX_WKB_UNREADABLE;
  for (guint32 r = 0; r < n; r++)
    {
      SxWkbStatus status = read_ring (self, h, r == 0, &ended);

      if (status != SX_WKB_OK)
        return status;
      if (r == 0)
        has_shell = ended;
    }
  if (!has_shell)
    {
      self->out->n_points = points;
      self->out->n_rings = rings;
    }
  return SX_WKB_OK;
}

/* Passes over the points of a point or a line that does not belong here. */
static SxWkbStatus
skip_points (Reader *self, const Header *h, gboolean counted)
{
  guint32 n = 1;

  if ((counted && !read_u32 (self, h->swap, &n)) || n > reader_left (self) / h->stride)
    return SX_WKB_UNREADABLE;
  /* POINT EMPTY is written as NaN */
  if (n > 0 && (counted || !isnan (double_at (self->at, h->swap))))
    self->has_other_type = TRUE;
  self->at += (gsize)n * h->stride;
  return SX_WKB_OK;
}

static SxWkbStatus
skip_polygon (Reader *self, const Header *h)
{
  guint32 n;

  if (!read_u32 (self, h->swap, &n) || n > reader_left (self) / 4)
    return SX_WKB_UNREADABLE;
  for (guint32 r = 0; r < n; r++)
    {
      SxWkbStatus status = skip_points (self, h, TRUE);

      if (status != SX_WKB_OK)
        return status;
    }
  return SX_WKB_OK;
}

static SxWkbStatus read_geometry (Reader *self, guint depth);

static SxWkbStatus
read_members (Reader *self, const Header *h, guint depth)
{
  guint32 n;

  /* the least a member takes is byte order, type and a count */
  if (depth >= MAX_DEPTH || !read_u32 (self, h->swap, &n) || n > reader_left (self) / 9)
    return SX_WKB_UNREADABLE;
  for (guint32 i = 0; i < n; i++)
    {
      SxWkbStatus status = read_geometry (self, depth + 1);

      if (status != SX_WKB_OK)
        return status;
    }
  return SX_WKB_OK;
}

static SxWkbStatus
read_geometry (Reader *self, guint depth)
{
  gboolean ended;
  Header h;

  if (!read_header (self, &h))
    return SX_WKB_UNREADABLE;
  switch (h.type)
    {
    case WKB_LINE:
      return self->is_line ? read_ring (self, &h, TRUE, &ended) : skip_points (self, &h, TRUE);
    case WKB_POLYGON:
    case WKB_TRIANGLE:
      return self->is_line ? skip_polygon (self, &h) : read_polygon (self, &h);
    case WKB_MULTI_POINT:
    case WKB_MULTI_LINE:
    case WKB_MULTI_POLYGON:
    case WKB_COLLECTION:
    case WKB_POLYHEDRAL_SURFACE:
    case WKB_TIN:
      return read_members (self, &h, depth);
    default:
      if (h.type >= WKB_CIRCULAR_STRING && h.type <= WKB_SURFACE)
        return SX_WKB_CURVE;
      return skip_points (self, &h, FALSE);
    }
}

SxWkbStatus
sx_shape_read_wkb (const guint8 *wkb, gsize size, gboolean is_line, SxShapeBuffer *out, guint *flaws)
{
  Reader reader = { wkb, wkb + size, out, is_line, 0, FALSE, FALSE };
  gsize points = out->n_points, rings = out->n_rings;
  SxWkbStatus status = read_geometry (&reader, 0);

  if (flaws)
    *flaws = reader.flaws;
  if (status == SX_WKB_OK && out->n_rings > rings)
    return SX_WKB_OK;
  out->n_points = points;
  out->n_rings = rings;
  if (status != SX_WKB_OK)
    return status;
  if (reader.has_points)
    return SX_WKB_COLLAPSED;
  return reader.has_other_type ? SX_WKB_WRONG_TYPE : SX_WKB_EMPTY;
}

gboolean
sx_gpkg_blob_parse (const guint8 *blob, gsize size, const guint8 **wkb, gsize *wkb_size)
{
  static const guint8 envelope_size[] = { 0, 32, 48, 48, 64 };
  gsize header;
  guint kind;

  if (size < 8 || blob[0] != 'G' || blob[1] != 'P' || blob[2] != 0)
    return FALSE;
  kind = (blob[3] >> 1) & 7;
  if (kind >= G_N_ELEMENTS (envelope_size) || (blob[3] & 0x20))
    return FALSE;
  header = 8 + envelope_size[kind];
  if (size < header)
    return FALSE;
  *wkb = blob + header;
  *wkb_size = size - header;
  return TRUE;
}

static void
append_u32 (GByteArray *out, guint32 v)
{
  v = GUINT32_TO_LE (v);
  g_byte_array_append (out, (const guint8 *)&v, sizeof v);
}

static void
append_double (GByteArray *out, double v)
{
  guint64 bits;

  memcpy (&bits, &v, sizeof bits);
  bits = GUINT64_TO_LE (bits);
  g_byte_array_append (out, (const guint8 *)&bits, sizeof bits);
}

static void
append_type (GByteArray *out, guint32 type)
{
  g_byte_array_append (out, (const guint8 *)"\1", 1);
  append_u32 (out, type);
}

static void
append_points (GByteArray *out, const SxShapeView *view, guint ring)
{
  guint n = view->ring_start[ring + 1] - view->ring_start[ring];
  const SxPoint *p = view->points + view->ring_start[ring];

  append_u32 (out, n);
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  g_byte_array_append (out, (const guint8 *)p, n * (guint)sizeof *p);
#else
  for (guint i = 0; i < n; i++)
    {
      append_double (out, p[i].x);
      append_double (out, p[i].y);
    }
#endif
}

static void
append_polygons (GByteArray *out, const SxShapeView *view)
{
  for (guint r = 0; r < view->n_rings;)
    {
      guint next = r + 1;

      while (next < view->n_rings && !view->ring_is_shell[next])
        next++;
      append_type (out, WKB_POLYGON);
      append_u32 (out, next - r);
      for (; r < next; r++)
        append_points (out, view, r);
    }
}

static void
append_lines (GByteArray *out, const SxShapeView *view)
{
  for (guint r = 0; r < view->n_rings; r++)
    {
      append_type (out, WKB_LINE);
      append_points (out, view, r);
    }
}

void
sx_gpkg_blob_append (GByteArray *out, const SxShapeView *view, gboolean is_line, gboolean is_single,
                     int srs_id)
{
  gboolean empty = view->n_rings == 0;
  SxBox box = empty ? SX_BOX_EMPTY : sx_shape_view_compute_box (view);
  /* little endian; envelope of x and y, or the empty flag and none */
  const guint8 magic[4] = { 'G', 'P', 0, empty ? 0x11 : 0x03 };

  g_byte_array_append (out, magic, sizeof magic);
  append_u32 (out, (guint32)srs_id);
  if (!empty)
    {
      append_double (out, box.x0);
      append_double (out, box.x1);
      append_double (out, box.y0);
      append_double (out, box.y1);
    }
  if (!is_single)
    {
      append_type (out, is_line ? WKB_MULTI_LINE : WKB_MULTI_POLYGON);
      append_u32 (out, is_line ? view->n_rings : sx_shape_view_n_parts (view));
    }
  if (is_line)
    append_lines (out, view);
  else
    append_polygons (out, view);
}

GBytes *
sx_gpkg_blob_new (const SxShapeView *view, gboolean is_line, int srs_id)
{
  guint n_points = view->n_rings ? view->ring_start[view->n_rings] - view->ring_start[0] : 0;
  GByteArray *out = g_byte_array_sized_new (MOST_HEAD + view->n_rings * MOST_RING_HEAD
                                            + n_points * (guint)sizeof (SxPoint));

  sx_gpkg_blob_append (out, view, is_line, FALSE, srs_id);
  return g_byte_array_free_to_bytes (out);
}
