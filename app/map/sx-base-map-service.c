/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-base-map-service.h"

#include <string.h>

#include "map/sx-base-map-pyramid.h"

#include "base/sx-i18n.h"
#include "raster/sx-raster-address.h"
#include "raster/sx-raster-cache.h"
#include "raster/sx-raster-capabilities.h"
#include "raster/sx-raster-pixels.h"

#define TIMEOUT 15    /* seconds without a byte */
#define CONNECTIONS 6 /* to a server */
#define MOST_DESCRIPTION (16 << 20)
#define MOST_CACHE ((gint64)512 << 20)
#define DESCRIPTION "description" /* its name on disk */
#define DEGREE 111319.49079327358 /* metres */

/* A tile of the map, waited for. */
typedef struct
{
  SxBaseMapService *service;
  SxRasterTile tile;
  SxRasterSpan spans[2];
  GPtrArray *images[2]; /* GBytes * or NULL */
  guint n_waiting, n_failed;
} Job;

struct _SxBaseMapService
{
  SxBaseMapConfig *config;
  SxBaseMapServiceCalls calls;
  gpointer data;
  SoupSession *session;
  SxBaseMapHealth health;
  SxBaseMapPyramid *pyramids[2];
  SxRasterCapabilities *description; /* NULL: not known, or not needed */
  GCancellable *fetching;            /* of the description; NULL: not under way */
  GList *jobs;
  char *trouble; /* what stays wrong until the settings change; NULL: nothing */
  SxBox box;
  int max_zoom;
  char *provider, *layer;
};

void
sx_base_map_report_free (SxBaseMapReport *self)
{
  g_free (self->sentence);
  g_free (self->attribution);
  g_strfreev (self->layers);
  g_free (self->layer);
  g_free (self);
}

/* ---- reports */

static GStrv
list_layers (SxBaseMapService *self)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  if (!self->description)
    return NULL;
  for (guint i = 0; i < self->description->offers->len; i++)
    {
      const SxRasterOffer *offer = self->description->offers->pdata[i];

      g_strv_builder_add (list, offer->id);
      g_strv_builder_add (list, offer->title);
    }
  return g_strv_builder_end (list);
}

static char *
sentence_of (SxBaseMapService *self)
{
  g_autofree char *name = sx_base_map_config_name (self->config);

  if (self->trouble)
    return g_strdup (self->trouble);
  if (self->health.is_refused)
    return g_strdup_printf (_ ("The base map's server %s refuses to give tiles; check the key, its kind and "
                               "its "
                               "daily limit."),
                            name);
  if (self->health.n_failures > 0)
    return g_strdup_printf (
        _ ("The base map's server %s cannot be reached; what was looked at before is shown."), name);
  return NULL;
}

static void
report (SxBaseMapService *self)
{
  SxBaseMapReport *out = g_new0 (SxBaseMapReport, 1);

  out->sentence = sentence_of (self);
  out->is_good = !out->sentence;
  out->attribution = g_strdup (*self->config->attribution ? self->config->attribution : self->provider);
  out->max_zoom = self->max_zoom;
  out->box = self->box;
  out->retry_at = self->trouble || self->health.is_refused ? G_MAXINT64 : self->health.paused_until;
  out->layers = list_layers (self);
  out->layer = g_strdup (self->layer);
  self->calls.reported (self->data, out);
}

/* With a pause beginning, what is under way is not to be asked for either. */
static void
health_changed (gpointer data)
{
  SxBaseMapService *self = data;
  SxFetchResult result = self->health.is_refused ? SX_FETCH_REFUSED : SX_FETCH_UNREACHABLE;

  for (guint i = 0; i < G_N_ELEMENTS (self->pyramids) && self->health.n_failures > 0; i++)
    if (self->pyramids[i])
      sx_base_map_pyramid_give_up (self->pyramids[i], result);
  report (self);
}

/* ---- what there is */

static SxBox
square_of_degrees (SxBox degrees)
{
  SxBox box = SX_BOX_EMPTY;
  double most = 85.05;

  if (sx_box_is_empty (degrees))
    return (SxBox){ 0, 0, 1, 1 };
  sx_box_add (&box,
              (SxPoint){ degrees.x0 / 360 + 0.5,
                         0.5 - asinh (tan (CLAMP (degrees.y0, -most, most) * G_PI / 180)) / (2 * G_PI) });
  sx_box_add (&box,
              (SxPoint){ degrees.x1 / 360 + 0.5,
                         0.5 - asinh (tan (CLAMP (degrees.y1, -most, most) * G_PI / 180)) / (2 * G_PI) });
  return box;
}

static void
add_pyramid (SxBaseMapService *self, guint i, const char *address, SxRasterGrid *grid, double metres)
{
  g_autoptr (GError) error = NULL;

  self->max_zoom = sx_raster_grid_get_max_zoom (grid, metres);
  self->pyramids[i]
      = sx_base_map_pyramid_new (self->session, &self->health, address, self->config->key, grid, &error);
  if (!self->pyramids[i])
    self->trouble = g_strdup (error->message);
}

static void
set_up_tiles (SxBaseMapService *self)
{
  const SxBaseMapConfig *config = self->config;

  self->box = (SxBox){ 0, 0, 1, 1 };
  for (guint i = 0; i < G_N_ELEMENTS (self->pyramids) && config->addresses[i]; i++)
    {
      if (config->grid == SX_BASE_MAP_DEGREES)
        add_pyramid (self, i, config->addresses[i], sx_raster_grid_new_degrees (1, config->max_zoom), DEGREE);
      else
        add_pyramid (self, i, config->addresses[i], sx_raster_grid_new_mercator (0, config->max_zoom), 1);
    }
}

static void
set_up_layer (SxBaseMapService *self)
{
  const SxRasterOffer *offer = sx_raster_capabilities_find (self->description, self->config->layer);
  g_autofree char *address = NULL;
  gboolean is_degrees;

  if (!offer)
    offer = sx_raster_capabilities_find (self->description, NULL);
  /* a name without digits after it is no system of degrees that a server would give */
  is_degrees = g_str_equal (offer->grid->crs, "EPSG:4490") || g_str_equal (offer->grid->crs, "EPSG:4326")
               || g_str_equal (offer->grid->crs, "OGC:CRS84");
  address = sx_raster_address_join (offer->address, self->config->addresses[0]);
  self->box = square_of_degrees (offer->box);
  self->provider = g_strdup (self->description->provider);
  self->layer = g_strdup (offer->id);
  add_pyramid (self, 0, address, sx_raster_grid_copy (offer->grid), is_degrees ? DEGREE : 1);
}

static gboolean
take_description (SxBaseMapService *self, GBytes *xml, GError **error)
{
  self->description = sx_raster_capabilities_parse (xml, error);
  if (!self->description)
    return FALSE;
  set_up_layer (self);
  report (self);
  return TRUE;
}

static SxRasterCache *
description_cache (SxBaseMapService *self)
{
  g_autofree char *folder = sx_base_map_cache_folder ();

  return sx_raster_cache_new (folder, self->config->addresses[0], MOST_CACHE);
}

/* Without the server the one of an earlier day serves. */
static void
no_description (SxBaseMapService *self, SxFetchResult result)
{
  g_autoptr (SxRasterCache) cache = description_cache (self);
  double days;
  g_autoptr (GBytes) old = sx_raster_cache_get (cache, DESCRIPTION, 0, 0, &days);

  self->health.n_failures++;
  self->health.is_refused = result != SX_FETCH_UNREACHABLE;
  self->health.paused_until = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  if (!old || !take_description (self, old, NULL))
    report (self);
}

static void
description_fetched (gpointer data, SxFetchResult result, GBytes *body)
{
  SxBaseMapService *self = data;
  g_autoptr (GError) error = NULL;

  if (result == SX_FETCH_CANCELLED)
    return; /* it may be gone */
  g_clear_object (&self->fetching);
  if (result != SX_FETCH_GOOD)
    {
      no_description (self, result);
      return;
    }
  self->health.n_failures = 0;
  self->health.paused_until = 0;
  if (take_description (self, body, &error))
    {
      g_autoptr (SxRasterCache) cache = description_cache (self);

      sx_raster_cache_put (cache, DESCRIPTION, 0, 0, body);
      return;
    }
  self->trouble = g_strdup (error->message);
  report (self);
}

static void
fetch_description (SxBaseMapService *self)
{
  const SxRasterPlace place = { "", 0, 0, 1, self->config->key };
  g_autofree char *address = sx_raster_address_fill (self->config->addresses[0], &place);

  self->fetching = g_cancellable_new ();
  sx_base_map_fetch (self->session, address, MOST_DESCRIPTION, self->fetching, description_fetched, self);
}

SxBaseMapService *
sx_base_map_service_new (SxBaseMapConfig *config, SxBaseMapServiceCalls calls, gpointer data)
{
  SxBaseMapService *self = g_new0 (SxBaseMapService, 1);

  self->config = config;
  self->calls = calls;
  self->data = data;
  self->health.changed = health_changed;
  self->health.data = self;
  self->box = SX_BOX_EMPTY;
  self->session = g_object_new (SOUP_TYPE_SESSION, "user-agent", "Sanxian/" SX_VERSION, "timeout", TIMEOUT,
                                "max-conns", CONNECTIONS, "max-conns-per-host", CONNECTIONS, NULL);
  if (config->is_description)
    fetch_description (self);
  else
    {
      set_up_tiles (self);
      report (self);
    }
  return self;
}

static void
job_free (Job *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->images); i++)
    g_clear_pointer (&self->images[i], g_ptr_array_unref);
  g_free (self);
}

void
sx_base_map_service_free (SxBaseMapService *self)
{
  if (!self)
    return;
  if (self->fetching)
    g_cancellable_cancel (self->fetching);
  g_clear_object (&self->fetching);
  for (guint i = 0; i < G_N_ELEMENTS (self->pyramids); i++)
    sx_base_map_pyramid_free (self->pyramids[i]);
  g_list_free_full (self->jobs, (GDestroyNotify)job_free);
  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_clear_pointer (&self->description, sx_raster_capabilities_free);
  sx_base_map_config_free (self->config);
  g_free (self->trouble);
  g_free (self->provider);
  g_free (self->layer);
  g_free (self);
}

gboolean
sx_base_map_service_is_ready (SxBaseMapService *self)
{
  if (self->pyramids[0])
    return TRUE;
  if (self->config->is_description && !self->fetching && !self->trouble
      && !sx_base_map_health_is_paused (&self->health))
    fetch_description (self);
  return FALSE;
}

/* ---- tiles */

static GBytes *
draw (SxBaseMapService *self, Job *job, guint i)
{
  return sx_raster_placer_draw (sx_base_map_pyramid_get_placer (self->pyramids[i]), job->tile, &job->spans[i],
                                (GBytes *const *)job->images[i]->pdata, NULL, NULL);
}

static gboolean
has_any (GPtrArray *images)
{
  for (guint i = 0; i < images->len; i++)
    if (images->pdata[i])
      return TRUE;
  return FALSE;
}

/* The labels above the map. */
static GBytes *
lay_over (GBytes *below, GBytes *above)
{
  gsize size;
  guint32 *pixels;

  if (!below || !above)
    return below ? below : above ? g_bytes_ref (above) : NULL;
  pixels = g_bytes_unref_to_data (below, &size);
  sx_raster_lay_over (pixels, g_bytes_get_data (above, NULL), size / sizeof *pixels);
  return g_bytes_new_take (pixels, size);
}

static void
finish (Job *job)
{
  SxBaseMapService *self = job->service;
  SxRasterTile tile = job->tile;
  SxBaseMapAnswer answer = SX_BASE_TILE_EMPTY;
  g_autoptr (GBytes) pixels = NULL;

  self->jobs = g_list_remove (self->jobs, job);
  if (job->n_failed > 0)
    answer = SX_BASE_TILE_FAILED;
  else if (job->images[0] && !has_any (job->images[0]))
    answer = SX_BASE_TILE_MISSING;
  else if (job->images[0])
    {
      g_autoptr (GBytes) labels = job->images[1] && has_any (job->images[1]) ? draw (self, job, 1) : NULL;

      pixels = lay_over (draw (self, job, 0), labels);
      answer = pixels ? SX_BASE_TILE_DONE : SX_BASE_TILE_EMPTY;
    }
  job_free (job);
  self->calls.answered (self->data, tile, answer, pixels);
}

static void
part_done (Job *job, guint i, guint index, SxFetchResult result, GBytes *image)
{
  if (image)
    job->images[i]->pdata[index] = g_bytes_ref (image);
  job->n_failed += result == SX_FETCH_REFUSED || result == SX_FETCH_UNREACHABLE;
  if (--job->n_waiting == 0)
    finish (job);
}

static void
ground_done (gpointer data, guint index, SxFetchResult result, GBytes *image)
{
  part_done (data, 0, index, result, image);
}

static void
labels_done (gpointer data, guint index, SxFetchResult result, GBytes *image)
{
  part_done (data, 1, index, result, image);
}

static void
bytes_clear (gpointer bytes)
{
  if (bytes)
    g_bytes_unref (bytes);
}

/* What the tile needs of one of the two; nothing where there is nothing. */
static void
plan_parts (Job *job, guint i)
{
  SxBaseMapPyramid *pyramid = job->service->pyramids[i];
  guint n;

  if (!pyramid
      || !sx_raster_placer_span (sx_base_map_pyramid_get_placer (pyramid), job->tile, &job->spans[i]))
    return;
  n = (guint)(job->spans[i].columns * job->spans[i].rows);
  job->images[i] = g_ptr_array_new_with_free_func (bytes_clear);
  g_ptr_array_set_size (job->images[i], (int)n);
  job->n_waiting += n;
}

void
sx_base_map_service_ask (SxBaseMapService *self, SxRasterTile tile)
{
  static const SxPartDone done[] = { ground_done, labels_done };
  double n = exp2 (tile.zoom);
  SxBox box = { tile.x / n, tile.y / n, (tile.x + 1) / n, (tile.y + 1) / n };
  Job *job = g_new0 (Job, 1);

  job->service = self;
  job->tile = tile;
  job->n_waiting = 1; /* until all are asked for */
  self->jobs = g_list_prepend (self->jobs, job);
  for (guint i = 0; i < G_N_ELEMENTS (self->pyramids) && sx_box_overlaps (box, self->box); i++)
    plan_parts (job, i);
  for (guint i = 0; i < G_N_ELEMENTS (self->pyramids); i++)
    for (guint j = 0; job->images[i] && j < job->images[i]->len; j++)
      sx_base_map_pyramid_ask (self->pyramids[i], job->spans[i].matrix,
                               job->spans[i].x + (int)j % job->spans[i].columns,
                               job->spans[i].y + (int)j / job->spans[i].columns, done[i], job, j);
  if (--job->n_waiting == 0)
    finish (job);
}

void
sx_base_map_service_cancel (SxBaseMapService *self, SxRasterTile tile)
{
  for (GList *l = self->jobs, *next; l; l = next)
    {
      Job *job = l->data;

      next = l->next;
      if (job->tile.zoom != tile.zoom || job->tile.x != tile.x || job->tile.y != tile.y)
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (self->pyramids); i++)
        if (self->pyramids[i])
          sx_base_map_pyramid_forget (self->pyramids[i], job);
      self->jobs = g_list_delete_link (self->jobs, l);
      job_free (job);
    }
}
