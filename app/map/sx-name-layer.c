/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-name-layer.h"

#include <math.h>

#include "map/sx-tile-grid.h"
#include "base/sx-thread-time.h"

#define FAR 0.25   /* of the view's size: moved by so much, names are placed anew */
#define ZOOM 0.001 /* of the scale: changed by so much, likewise */
#define CUT 1.0    /* pixels of a name beyond an edge that are no more than its halo */
#define REST 150   /* ms without a move, after which names at the edges are placed anew */

struct _SxNameLayer
{
  ShumateLayer parent_instance;
  guint reference_size;
  SxPicture *picture;
  SxPictureLayer *parcels;
  SxVillages *villages; /* of the parcels; NULL: not looked for yet */
  gboolean is_planar;
  double plots_from;
  GArray *names;      /* SxMapName; NULL: none */
  SxNamesView placed; /* what they are for */
  gboolean is_stale;  /* they are of another picture */
  gboolean is_placing;
  guint rest; /* a timeout: names are cut by an edge; 0: none */
  double frame_ms;
  guint n_shown, n_cut; /* in the last frame */
};

G_DEFINE_FINAL_TYPE (SxNameLayer, sx_name_layer, SHUMATE_TYPE_LAYER)

/* ---- on the thread */

typedef struct
{
  SxNameLayer *layer;
  SxPicture *picture;
  SxPictureLayer *parcels;
  SxVillages *villages;
  SxNamesView view;
  GArray *names;
} Job;

static void
job_free (Job *self)
{
  g_object_unref (self->layer);
  sx_picture_unref (self->picture);
  sx_picture_layer_unref (self->parcels);
  sx_villages_unref (self->villages);
  g_clear_pointer (&self->names, g_array_unref);
  g_free (self);
}

static gboolean
stands_there (const SxMapName *a, const SxMapName *b)
{
  return a->at.x == b->at.x && a->at.y == b->at.y && a->dx == b->dx && a->dy == b->dy
         && a->is_plot == b->is_plot && sx_tile_image_equal (a->image, b->image);
}

/* Names that stay keep their images, so that a frame redraws no more of the map than changed; both lists are
 * in the order of importance. Whether anything did. */
static gboolean
keep_images (GArray *names, const GArray *old)
{
  guint next = 0, n_kept = 0;

  for (guint i = 0; i < names->len; i++)
    {
      SxMapName *name = &g_array_index (names, SxMapName, i);
      guint k = next;

      while (k < old->len && !stands_there (name, &g_array_index (old, SxMapName, k)))
        k++;
      if (k == old->len)
        continue;
      sx_tile_image_unref (name->image);
      name->image = sx_tile_image_ref (g_array_index (old, SxMapName, k).image);
      next = k + 1;
      n_kept++;
    }
  return n_kept < names->len || n_kept < old->len;
}

static void keep_up (SxNameLayer *self);

/* On the main thread. What was placed for an older picture or view shows until the newer is there. */
static gboolean
placed (gpointer data)
{
  Job *job = data;
  SxNameLayer *self = job->layer;
  gboolean is_changed = TRUE;

  self->is_placing = FALSE;
  if (self->picture)
    {
      if (self->parcels == job->parcels && !self->villages && job->villages)
        self->villages = sx_villages_ref (job->villages);
      if (self->names)
        is_changed = keep_images (job->names, self->names);
      g_clear_pointer (&self->names, g_array_unref);
      self->names = g_steal_pointer (&job->names);
      self->placed = job->view;
      self->is_stale = self->picture != job->picture || self->parcels != job->parcels;
      if (is_changed)
        gtk_widget_queue_draw (GTK_WIDGET (self));
      keep_up (self);
    }
  job_free (job);
  return G_SOURCE_REMOVE;
}

static void
place (gpointer data, gpointer nothing)
{
  Job *job = data;

  if (job->parcels && !job->villages)
    job->villages = sx_villages_new (job->parcels);
  job->names = sx_map_names_place (job->picture, job->villages, &job->view);
  g_idle_add_full (G_PRIORITY_DEFAULT, placed, job, NULL);
}

/* One thread for all maps: it keeps the fonts. */
static GThreadPool *
placers (void)
{
  static GThreadPool *pool;

  if (!pool)
    pool = g_thread_pool_new (place, NULL, 1, TRUE, NULL);
  return pool;
}

/* ---- a frame */

static double
text_scale (GtkWidget *widget)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? dpi / 1024.0 / 96 : 1;
}

static SxNamesView
current_view (SxNameLayer *self)
{
  SxTileGrid grid = sx_tile_grid_of (SHUMATE_LAYER (self), self->reference_size, 0);

  return (SxNamesView){ .middle
                        = { grid.left + grid.width / 2 / grid.size, grid.top + grid.height / 2 / grid.size },
                        .world = grid.size,
                        .width = grid.width,
                        .height = grid.height,
                        .scale = grid.scale,
                        .text_scale = text_scale (GTK_WIDGET (self)),
                        .metric = { self->picture->plane, self->is_planar },
                        .unit = (SxAreaUnit)g_settings_get_enum (sx_settings_get (), SX_SETTING_AREA_UNIT) };
}

static gboolean
is_good (SxNameLayer *self, const SxNamesView *view)
{
  const SxNamesView *had = &self->placed;

  return self->names && !self->is_stale && had->scale == view->scale && had->unit == view->unit
         && had->width == view->width && had->height == view->height && had->text_scale == view->text_scale
         && fabs (had->world / view->world - 1) < ZOOM
         && fabs (had->middle.x - view->middle.x) * view->world < FAR * view->width
         && fabs (had->middle.y - view->middle.y) * view->world < FAR * view->height;
}

static void
start_placing (SxNameLayer *self, const SxNamesView *view)
{
  Job *job = g_new0 (Job, 1);

  job->layer = g_object_ref (self);
  job->picture = sx_picture_ref (self->picture);
  job->parcels = self->parcels ? sx_picture_layer_ref (self->parcels) : NULL;
  job->villages = self->villages ? sx_villages_ref (self->villages) : NULL;
  job->view = *view;
  self->is_placing = TRUE;
  g_thread_pool_push (placers (), job, NULL);
}

/* Has them placed for what is shown now, where they are not. */
static void
keep_up (SxNameLayer *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  SxNamesView view;

  if (!self->picture || self->is_placing || !gtk_widget_get_mapped (widget)
      || gtk_widget_get_width (widget) < 1 || gtk_widget_get_height (widget) < 1)
    return;
  view = current_view (self);
  if (!is_good (self, &view))
    start_placing (self, &view);
}

static gboolean
has_moved (SxNameLayer *self, const SxNamesView *view)
{
  const SxNamesView *had = &self->placed;

  return fabs (had->middle.x - view->middle.x) * view->world > 1
         || fabs (had->middle.y - view->middle.y) * view->world > 1;
}

static gboolean
has_rested (gpointer data)
{
  SxNameLayer *self = data;

  if (self->is_placing)
    return G_SOURCE_CONTINUE;
  self->rest = 0;
  self->is_stale = TRUE;
  keep_up (self);
  return G_SOURCE_REMOVE;
}

/* Names that the view's edges cut since it moved get other places once it rests. */
static void
wait_for_rest (SxNameLayer *self, const SxNamesView *view)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  if (self->n_cut > 0 && has_moved (self, view))
    self->rest = g_timeout_add (REST, has_rested, self);
}

/* Names of what is in view, and others that are wholly in view. */
static void
draw_names (SxNameLayer *self, GtkSnapshot *snapshot, const SxNamesView *view)
{
  gboolean is_software = sx_tile_image_is_software (GTK_WIDGET (self));
  double s = view->scale;

  for (guint i = 0; i < self->names->len; i++)
    {
      const SxMapName *name = &g_array_index (self->names, SxMapName, i);
      double at_x = (name->at.x - view->middle.x) * view->world + view->width / 2,
             at_y = (name->at.y - view->middle.y) * view->world + view->height / 2;
      double x = at_x + name->dx, y = at_y + name->dy;
      gboolean is_cut = x < -CUT || y < -CUT || x + name->width > view->width + CUT
                        || y + name->height > view->height + CUT;

      if (x > view->width || y > view->height || x + name->width < 0 || y + name->height < 0)
        continue;
      if (name->is_plot && at_x < self->plots_from)
        continue;
      if (is_cut && (at_x < 0 || at_y < 0 || at_x > view->width || at_y > view->height))
        continue;
      sx_tile_image_append (name->image, snapshot,
                            &GRAPHENE_RECT_INIT ((float)(rint (x * s) / s), (float)(rint (y * s) / s),
                                                 (float)name->width, (float)name->height),
                            is_software);
      self->n_shown++;
      self->n_cut += is_cut;
    }
}

static void
sx_name_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SxNameLayer *self = SX_NAME_LAYER (widget);
  double start = sx_thread_busy_ms ();
  SxNamesView view;

  self->n_shown = self->n_cut = 0;
  if (!self->picture || gtk_widget_get_width (widget) < 1 || gtk_widget_get_height (widget) < 1)
    return;
  view = current_view (self);
  if (!self->is_placing && !is_good (self, &view))
    start_placing (self, &view);
  if (self->names)
    {
      draw_names (self, snapshot, &view);
      wait_for_rest (self, &view);
    }
  self->frame_ms = sx_thread_busy_ms () - start;
}

/* ---- the widget */

static void
sx_name_layer_constructed (GObject *object)
{
  static const char *const moves[] = { "notify::zoom-level", "notify::latitude", "notify::longitude" };
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (object));

  G_OBJECT_CLASS (sx_name_layer_parent_class)->constructed (object);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    g_signal_connect_object (viewport, moves[i], G_CALLBACK (gtk_widget_queue_draw), object,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (sx_settings_get (), "changed::" SX_SETTING_AREA_UNIT,
                           G_CALLBACK (gtk_widget_queue_draw), object, G_CONNECT_SWAPPED);
}

static void
sx_name_layer_dispose (GObject *object)
{
  SxNameLayer *self = SX_NAME_LAYER (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  sx_name_layer_set_picture (self, NULL);
  G_OBJECT_CLASS (sx_name_layer_parent_class)->dispose (object);
}

static void
sx_name_layer_class_init (SxNameLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = sx_name_layer_constructed;
  object_class->dispose = sx_name_layer_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = sx_name_layer_snapshot;
}

static void
sx_name_layer_init (SxNameLayer *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

SxNameLayer *
sx_name_layer_new (ShumateViewport *viewport, guint reference_size)
{
  SxNameLayer *self = g_object_new (SX_TYPE_NAME_LAYER, "viewport", viewport, NULL);

  self->reference_size = reference_size;
  return self;
}

/* Villages are found once for the parcels, whatever else changes. */
static void
set_parcels (SxNameLayer *self, SxPictureLayer *parcels)
{
  if (parcels == self->parcels)
    return;
  g_clear_pointer (&self->villages, sx_villages_unref);
  g_clear_pointer (&self->parcels, sx_picture_layer_unref);
  self->parcels = parcels ? sx_picture_layer_ref (parcels) : NULL;
}

void
sx_name_layer_set_picture (SxNameLayer *self, SxPicture *picture)
{
  SxPicture *old = self->picture;
  SxPictureLayer *parcels = NULL;

  SX_ASSERT_MAIN_THREAD ();
  for (guint i = 0; picture && i < picture->n_entries; i++)
    if (g_str_equal (picture->entries[i].layer->style->table, "DLTB"))
      parcels = picture->entries[i].layer;
  set_parcels (self, parcels);
  self->picture = picture ? sx_picture_ref (picture) : NULL;
  sx_picture_unref (old);
  self->is_stale = TRUE;
  if (!picture)
    g_clear_pointer (&self->names, g_array_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  keep_up (self);
}

void
sx_name_layer_set_plots_from (SxNameLayer *self, double x)
{
  if (x == self->plots_from)
    return;
  self->plots_from = x;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
sx_name_layer_set_planar (SxNameLayer *self, gboolean is_planar)
{
  self->is_planar = is_planar;
}

gboolean
sx_name_layer_is_idle (SxNameLayer *self)
{
  SxNamesView view;

  if (!self->picture || !gtk_widget_get_mapped (GTK_WIDGET (self))
      || gtk_widget_get_width (GTK_WIDGET (self)) < 1)
    return TRUE;
  view = current_view (self);
  return !self->is_placing && !self->rest && is_good (self, &view);
}

double
sx_name_layer_get_frame_ms (SxNameLayer *self)
{
  return self->frame_ms;
}

guint
sx_name_layer_get_n_shown (SxNameLayer *self)
{
  return self->n_shown;
}

guint
sx_name_layer_get_n_cut (SxNameLayer *self)
{
  return self->n_cut;
}
