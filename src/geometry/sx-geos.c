/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-geos.h"

#include <string.h>

typedef struct
{
  GEOSContextHandle_t handle;
  char message[512];
} Context;

static void
context_free (gpointer data)
{
  Context *self = data;

  GEOS_finish_r (self->handle);
  g_free (self);
}

static GPrivate contexts = G_PRIVATE_INIT (context_free);

static void
keep_message (const char *message, void *data)
{
  Context *self = data;

  g_strlcpy (self->message, message, sizeof self->message);
}

static Context *
context (void)
{
  Context *self = g_private_get (&contexts);

  if (!self)
    {
      self = g_new0 (Context, 1);
      self->handle = GEOS_init_r ();
      GEOSContext_setErrorMessageHandler_r (self->handle, keep_message, self);
      GEOSContext_setNoticeMessageHandler_r (self->handle, keep_message, self);
      g_private_set (&contexts, self);
    }
  return self;
}

GEOSContextHandle_t
sx_geos_context (void)
{
  return context ()->handle;
}

const char *
sx_geos_message (void)
{
  return context ()->message;
}

static GEOSCoordSequence *
sequence (GEOSContextHandle_t h, const SxShapeView *v, guint ring)
{
  return GEOSCoordSeq_copyFromBuffer_r (h, (const double *)(v->points + v->ring_start[ring]),
                                        v->ring_start[ring + 1] - v->ring_start[ring], 0, 0);
}

static GEOSGeometry *
ring (GEOSContextHandle_t h, const SxShapeView *v, guint r)
{
  GEOSCoordSequence *s = sequence (h, v, r);

  return s ? GEOSGeom_createLinearRing_r (h, s) : NULL;
}

/* one shell and its holes, rings [r, end) */
static GEOSGeometry *
polygon (GEOSContextHandle_t h, const SxShapeView *v, guint r, guint end)
{
  GEOSGeometry *shell = ring (h, v, r);
  g_autofree GEOSGeometry **holes = g_new0 (GEOSGeometry *, MAX (end - r, 1));
  guint n = 0;

  if (!shell)
    return NULL;
  for (guint i = r + 1; i < end; i++)
    {
      holes[n] = ring (h, v, i);
      if (!holes[n])
        {
          while (n > 0)
            GEOSGeom_destroy_r (h, holes[--n]);
          GEOSGeom_destroy_r (h, shell);
          return NULL;
        }
      n++;
    }
  return GEOSGeom_createPolygon_r (h, shell, holes, n);
}

static GEOSGeometry *
collection (GEOSContextHandle_t h, int type, GPtrArray *items)
{
  GEOSGeometry *g = GEOSGeom_createCollection_r (h, type, (GEOSGeometry **)items->pdata, items->len);

  if (!g)
    for (guint i = 0; i < items->len; i++)
      GEOSGeom_destroy_r (h, items->pdata[i]);
  return g;
}

GEOSGeometry *
sx_geos_from_view (const SxShapeView *v)
{
  GEOSContextHandle_t h = sx_geos_context ();
  g_autoptr (GPtrArray) parts = NULL;

  if (v->n_rings == 0)
    return GEOSGeom_createEmptyPolygon_r (h);
  if (sx_shape_view_n_parts (v) == 1)
    return polygon (h, v, 0, v->n_rings);
  parts = g_ptr_array_new ();
  for (guint r = 0, end; r < v->n_rings; r = end)
    {
      GEOSGeometry *g;

      for (end = r + 1; end < v->n_rings && !v->ring_is_shell[end]; end++)
        ;
      g = polygon (h, v, r, end);
      if (!g)
        {
          for (guint i = 0; i < parts->len; i++)
            GEOSGeom_destroy_r (h, parts->pdata[i]);
          return NULL;
        }
      g_ptr_array_add (parts, g);
    }
  return collection (h, GEOS_MULTIPOLYGON, parts);
}

GEOSGeometry *
sx_geos_lines_from_view (const SxShapeView *v)
{
  GEOSContextHandle_t h = sx_geos_context ();
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  for (guint r = 0; r < v->n_rings; r++)
    {
      GEOSCoordSequence *s = v->ring_start[r + 1] - v->ring_start[r] > 1 ? sequence (h, v, r) : NULL;
      GEOSGeometry *g = s ? GEOSGeom_createLineString_r (h, s) : NULL;

      if (g)
        g_ptr_array_add (parts, g);
    }
  return collection (h, GEOS_MULTILINESTRING, parts);
}

static void
append_sequence (GEOSContextHandle_t h, const GEOSGeometry *line, SxShapeBuffer *out)
{
  const GEOSCoordSequence *s = GEOSGeom_getCoordSeq_r (h, line);
  unsigned int n = 0;

  GEOSCoordSeq_getSize_r (h, s, &n);
  GEOSCoordSeq_copyToBuffer_r (h, s, (double *)sx_shape_buffer_add_points (out, n), 0, 0);
}

static void
append (const GEOSGeometry *g, SxShapeBuffer *out, gboolean lines)
{
  GEOSContextHandle_t h = sx_geos_context ();
  int type = GEOSGeomTypeId_r (h, g);

  if (GEOSisEmpty_r (h, g))
    return;
  if (type == GEOS_POLYGON && !lines)
    {
      append_sequence (h, GEOSGetExteriorRing_r (h, g), out);
      sx_shape_buffer_end_ring (out, TRUE);
      for (int i = 0; i < GEOSGetNumInteriorRings_r (h, g); i++)
        {
          append_sequence (h, GEOSGetInteriorRingN_r (h, g, i), out);
          sx_shape_buffer_end_ring (out, FALSE);
        }
    }
  else if ((type == GEOS_LINESTRING || type == GEOS_LINEARRING) && lines)
    {
      append_sequence (h, g, out);
      sx_shape_buffer_end_ring (out, TRUE);
    }
  else if (type >= GEOS_MULTIPOINT)
    for (int i = 0; i < GEOSGetNumGeometries_r (h, g); i++)
      append (GEOSGetGeometryN_r (h, g, i), out, lines);
}

void
sx_geos_append_to_buffer (const GEOSGeometry *g, SxShapeBuffer *out)
{
  gsize first = out->n_rings;

  append (g, out, FALSE);
  sx_shape_buffer_orient (out, first);
}

void
sx_geos_append_lines_to_buffer (const GEOSGeometry *g, SxShapeBuffer *out)
{
  append (g, out, TRUE);
}
