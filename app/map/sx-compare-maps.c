/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-compare-maps.h"

#include "base/sx-i18n.h"
#include "tools/sx-compare-tool.h"

#define N_SIDES 2
#define SURROUNDINGS 0.6 /* of an item's size, seen around it */
#define LEAST_AROUND 60  /* metres */

struct _SxCompareMaps
{
  GtkWidget parent_instance;
  GtkWidget *box;
  SxMapView *views[N_SIDES];
  SxCompareTool *tools[N_SIDES];
};

enum
{
  PICKED,
  COPY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SxCompareMaps, sx_compare_maps, GTK_TYPE_WIDGET)

static guint
side_of (SxCompareMaps *self, SxCompareTool *tool)
{
  return tool == self->tools[0] ? 0 : 1;
}

static void
picked (SxCompareMaps *self, int kind, gint64 fid, SxCompareTool *tool)
{
  g_signal_emit (self, signals[PICKED], 0, side_of (self, tool), kind, fid);
}

static void
copy (SxCompareMaps *self, SxCompareTool *tool)
{
  g_signal_emit (self, signals[COPY], 0, side_of (self, tool));
}

static void
sx_compare_maps_dispose (GObject *object)
{
  SxCompareMaps *self = SX_COMPARE_MAPS (object);

  if (self->box)
    sx_compare_maps_set_view (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  for (guint side = 0; side < N_SIDES; side++)
    g_clear_object (&self->tools[side]);
  G_OBJECT_CLASS (sx_compare_maps_parent_class)->dispose (object);
}

static void
sx_compare_maps_class_init (SxCompareMapsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_compare_maps_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sx-compare-maps");
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_INT, G_TYPE_INT64);
  signals[COPY] = g_signal_new ("copy", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
sx_compare_maps_init (SxCompareMaps *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  gtk_box_set_homogeneous (GTK_BOX (self->box), TRUE);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  for (guint side = 0; side < N_SIDES; side++)
    {
      self->views[side] = g_object_new (SX_TYPE_MAP_VIEW, "overflow", GTK_OVERFLOW_HIDDEN, NULL);
      gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->views[side]));
      self->tools[side] = sx_compare_tool_new ();
      g_signal_connect_object (self->tools[side], "picked", G_CALLBACK (picked), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->tools[side], "copy", G_CALLBACK (copy), self, G_CONNECT_SWAPPED);
    }
  sx_map_view_move_with (self->views[0], self->views[1]);
}

void
sx_compare_maps_set_view (SxCompareMaps *self, SxMapView *beside)
{
  for (guint side = 0; side < N_SIDES; side++)
    {
      if (beside)
        sx_map_view_show_beside (self->views[side], beside);
      else
        sx_map_view_set_session (self->views[side], NULL);
      sx_map_view_set_tool (self->views[side], beside ? SX_TOOL (self->tools[side]) : NULL);
    }
}

void
sx_compare_maps_set_schemes (SxCompareMaps *self, SxSnapshot *const *snapshots, const char *const *names)
{
  for (guint side = 0; side < N_SIDES; side++)
    {
      g_autofree char *label
          = g_strdup_printf (side == 0 ? _ ("Map of A: %s") : _ ("Map of B: %s"), names[side]);

      sx_map_view_set_snapshot (self->views[side], snapshots[side]);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->views[side]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      label, -1);
    }
}

static SxBox
with_surroundings (SxBox box)
{
  double around = MAX (MAX (box.x1 - box.x0, box.y1 - box.y0) * SURROUNDINGS, LEAST_AROUND);

  return sx_box_grown (box, around);
}

void
sx_compare_maps_select (SxCompareMaps *self, SxShape *const *shapes, gboolean are_lines, gboolean zooms)
{
  SxBox box = SX_BOX_EMPTY;

  for (guint side = 0; side < N_SIDES; side++)
    {
      SxShape *shown = shapes[side] ? shapes[side] : shapes[1 - side];

      sx_compare_tool_set_shape (self->tools[side], shown, are_lines, shapes[side] != NULL);
      if (shapes[side])
        box = sx_box_union (box, shapes[side]->box);
    }
  if (zooms && !sx_box_is_empty (box))
    sx_map_view_zoom_to (self->views[0], with_surroundings (box));
}

void
sx_compare_maps_set_copy_label (SxCompareMaps *self, guint side, const char *label)
{
  sx_compare_tool_set_copy_label (self->tools[side], label);
}

SxMapView *
sx_compare_maps_get_view (SxCompareMaps *self, guint side)
{
  return self->views[side];
}

gboolean
sx_compare_maps_is_idle (SxCompareMaps *self)
{
  return sx_map_view_is_idle (self->views[0]) && sx_map_view_is_idle (self->views[1]);
}
