/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window shows, as JSON: for tests from outside. */
#include "sx-compare-window-private.h"

#include "dialogs/sx-compare-cell.h"

static void
add_text (JsonBuilder *json, const char *text)
{
  if (text)
    json_builder_add_string_value (json, text);
  else
    json_builder_add_null_value (json);
}

static void
add_values (JsonBuilder *json, const GArray *values)
{
  json_builder_set_member_name (json, "values");
  json_builder_begin_array (json);
  for (guint i = 0; i < values->len; i++)
    add_text (json, g_array_index (values, SxCompareValue, i).text);
  json_builder_end_array (json);
  json_builder_set_member_name (json, "best_of_all");
  json_builder_begin_array (json);
  for (guint i = 0; i < values->len; i++)
    json_builder_add_boolean_value (json, g_array_index (values, SxCompareValue, i).is_best);
  json_builder_end_array (json);
}

static void
add_row (JsonBuilder *json, SxCompareRow *row)
{
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "key");
  json_builder_add_string_value (json, row->key);
  json_builder_set_member_name (json, "heading");
  json_builder_add_boolean_value (json, row->is_heading);
  json_builder_set_member_name (json, "differs");
  json_builder_add_boolean_value (json, row->differs);
  json_builder_set_member_name (json, "best");
  json_builder_add_int_value (json, row->best);
  json_builder_set_member_name (json, "texts");
  json_builder_begin_array (json);
  for (guint i = 0; i < SX_COMPARE_N_TEXTS; i++)
    add_text (json, row->text[i]);
  json_builder_end_array (json);
  if (row->values)
    add_values (json, row->values);
  json_builder_end_object (json);
}

static void
add_table (JsonBuilder *json, const char *name, SxCompareTable *table)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (guint i = 0; i < sx_compare_table_get_n_shown (table); i++)
    add_row (json, sx_compare_table_get_row (table, i));
  json_builder_end_array (json);
}

static void
add_number (JsonBuilder *json, const char *name, double number)
{
  json_builder_set_member_name (json, name);
  json_builder_add_double_value (json, number);
}

/* Where it is in the window's surface, shadows and all. */
static void
add_place (JsonBuilder *json, const char *name, gpointer widget, const SxBox *box)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  graphene_rect_t bounds;
  double dx = 0, dy = 0;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_compute_bounds (widget, GTK_WIDGET (root), &bounds))
    return;
  gtk_native_get_surface_transform (GTK_NATIVE (root), &dx, &dy);
  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  add_number (json, "x", (double)bounds.origin.x + dx);
  add_number (json, "y", (double)bounds.origin.y + dy);
  add_number (json, "width", (double)bounds.size.width);
  add_number (json, "height", (double)bounds.size.height);
  if (box)
    {
      add_number (json, "x0", box->x0);
      add_number (json, "y0", box->y0);
      add_number (json, "x1", box->x1);
      add_number (json, "y1", box->y1);
    }
  json_builder_end_object (json);
}

static void
add_places (SxCompareWindow *self, JsonBuilder *json)
{
  static const char *const names[] = { "map_a", "map_b" };

  json_builder_set_member_name (json, "places");
  json_builder_begin_object (json);
  for (guint side = 0; side < SX_N_SIDES; side++)
    {
      SxMapView *view = sx_compare_maps_get_view (self->maps, side);
      SxBox box = sx_map_view_get_visible_box (view);

      add_place (json, names[side], view, &box);
    }
  add_place (json, "only_differing", self->only_differing, NULL);
  add_place (json, "copy_to_a", self->copy_to_a, NULL);
  add_place (json, "copy_to_b", self->copy_to_b, NULL);
  json_builder_end_object (json);
}

/* Where the rows are that can be seen of what the schemes hold: at their first cells. */
static void
add_rows_below (JsonBuilder *json, GtkWidget *widget)
{
  SxCompareRow *row = SX_IS_COMPARE_CELL (widget) ? sx_compare_cell_get_row (SX_COMPARE_CELL (widget)) : NULL;

  if (row && sx_compare_cell_get_text (SX_COMPARE_CELL (widget)) == SX_COMPARE_UNIT)
    add_place (json, row->key, widget, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    add_rows_below (json, child);
}

void
sx_compare_window_report (SxCompareWindow *self, JsonBuilder *json)
{
  SxCompareRow *selected = sx_compare_table_get_selected (self->items);

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "idle");
  json_builder_add_boolean_value (json, sx_compare_window_is_idle (self));
  json_builder_set_member_name (json, "schemes");
  json_builder_begin_array (json);
  for (guint side = 0; side < SX_N_SIDES; side++)
    add_text (json, self->shown ? self->shown->name[side] : NULL);
  json_builder_end_array (json);
  json_builder_set_member_name (json, "page");
  add_text (json, adw_view_stack_get_visible_child_name (self->pages));
  json_builder_set_member_name (json, "selected");
  add_text (json, selected ? selected->key : NULL);
  add_table (json, "indicators", self->indicators);
  add_table (json, "ledgers", self->ledgers);
  add_table (json, "conflicts", self->conflicts);
  add_table (json, "items", self->items);
  add_table (json, "overview", self->overview);
  json_builder_set_member_name (json, "rows");
  json_builder_begin_object (json);
  add_rows_below (json, GTK_WIDGET (self->items));
  json_builder_end_object (json);
  add_places (self, json);
  json_builder_end_object (json);
}
