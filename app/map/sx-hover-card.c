/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-hover-card.h"

#include "map/sx-map-view.h"
#include "sx-app-words.h"

#include "base/sx-i18n.h"
#include "geometry/sx-area.h"
#include "picture/sx-picture-pick.h"

#define EDGE 32     /* pixels of padding, and between it and the map's edge */
#define TOOLS 64    /* pixels at the left that the tools take */
#define REST 450    /* ms */
#define TOLERANCE 3 /* pixels: of lines */
#define DISTANCE 18 /* of the card from the pointer */
#define MOST_ROWS 12
#define MOST_POINTS 4000 /* whose area is measured edge by edge, in some milliseconds */

struct _SxHoverCard
{
  GtkWidget parent_instance;
  SxMapView *view; /* borrowed: the parent */
  SxPicture *picture;
  GtkWidget *grid;
  int n_rows;
  double x, y; /* of the pointer when it came to rest */
  guint timer;
};

G_DEFINE_FINAL_TYPE (SxHoverCard, sx_hover_card, GTK_TYPE_WIDGET)

/* What a feature is called, and whose it is. */
static const struct
{
  const char *table, *field;
} names[] = {
  { "XZQ", "XZQMC" },   { "STBHHX", "HXMC" },  { "CZKFBJGX", "GHFQMC" }, { "ZXCQDLZXX", "DLMC" },
  { "PZJSYD", "MC" },   { "PZWJSTD", "MC" },   { "KFQ", "MC" },          { "FNYQ", "MC" },
  { "DLCZJSYD", "MC" }, { "DZZHQ", "MC" },     { "XZHQ", "MC" },         { "DYZ", "MC" },
  { "HDGLFW", "MC" },   { "ZRBHD", "MC" },     { "KCZYYF", "MC" },       { "LSWHBHX", "MC" },
  { "HLFXKZX", "MC" },  { "KCZYKCBHX", "MC" }, { "ZXCQCSLVX", "MC" },    { "ZXCQCSLX", "MC" },
  { "ZXCQCSHX", "MC" }, { "ZXCQCSZX", "MC" },  { "FZFX", "MC" },         { "GBZNT", "MC" },
};
static const char owner_table[] = "DLTB", owner_field[] = "ZLDWMC";

static void
add_column (GHashTable *columns, const char *table, const char *field)
{
  GPtrArray *fields = g_hash_table_lookup (columns, table);

  if (!fields)
    {
      fields = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (columns, g_strdup (table), fields);
    }
  g_ptr_array_add (fields, g_strdup (field));
}

void
sx_hover_card_add_columns (GHashTable *columns)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    add_column (columns, names[i].table, names[i].field);
  add_column (columns, owner_table, owner_field);
}

/* ---- rows */

static void
add_row (SxHoverCard *self, const char *title, const char *text, const char *detail, const char *css_class)
{
  const char *texts[] = { title, text, detail };

  for (int i = 0; i < 3; i++)
    {
      GtkWidget *label = gtk_label_new (texts[i]);

      gtk_label_set_xalign (GTK_LABEL (label), i == 2 ? 1 : 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (label), i == 1 ? 40 : 18);
      if (i == 2)
        gtk_widget_add_css_class (label, "numeric");
      if (i != 1)
        gtk_widget_add_css_class (label, "dim-label");
      else if (css_class)
        gtk_widget_add_css_class (label, css_class);
      gtk_grid_attach (GTK_GRID (self->grid), label, i, self->n_rows, 1, 1);
    }
  self->n_rows++;
}

/* As areas are measured everywhere; of an outline so long that this would take the window's time, its area in
 * the plane times what that makes of its box. */
static double
shape_area (SxHoverCard *self, const SxShapeView *view)
{
  SxSession *session = sx_map_view_get_session (self->view);
  const SxMetric metric
      = { sx_session_get_plane (session), sx_session_get_area_mode (session) == SX_AREA_PLANAR };
  SxBox b = view->box;
  const SxPoint corners[]
      = { { b.x0, b.y0 }, { b.x0, b.y1 }, { b.x1, b.y1 }, { b.x1, b.y0 }, { b.x0, b.y0 } };
  const guint32 ring_start[] = { 0, G_N_ELEMENTS (corners) };
  const guint8 is_shell[] = { 1 };
  const SxShapeView box = { corners, ring_start, is_shell, 1, b, NULL };

  if (sx_shape_view_n_points (view) <= MOST_POINTS)
    return sx_metric_area (&metric, view);
  return sx_shape_view_planar_area (view) * sx_metric_area (&metric, &box) / sx_shape_view_planar_area (&box);
}

/* The name that the feature has, else its class: "0101 水田". */
static char *
class_text (const SxPick *pick)
{
  const SxLayer *layer = pick->layer->layer;
  const SxTableStyle *style = pick->layer->style;
  const char *code
      = style->field ? sx_column_text (sx_layer_column (layer, style->field), pick->feature) : "";
  const char *name = "";

  for (guint i = 0; i < G_N_ELEMENTS (names) && !*name; i++)
    if (g_str_equal (names[i].table, layer->name))
      name = sx_column_text (sx_layer_column (layer, names[i].field), pick->feature);
  if (!*name && *code)
    name = sx_table_style_label (style, sx_table_style_class (style, code));
  return g_strstrip (g_strdup_printf ("%s %s", code, name));
}

static char *
slope_text (const SxPick *pick)
{
  static const char *const slopes[] = { "≤2°", "2°–6°", "6°–15°", "15°–25°", ">25°" };
  const char *code = sx_column_text (sx_layer_column (pick->layer->layer, "GDPDJB"), pick->feature);

  if (code[0] < '1' || code[0] > '5' || code[1])
    return NULL;
  /* TRANSLATORS: slope of farmland, "坡度 2°–6°" */
  return g_strdup_printf (_ ("slope %s"), slopes[code[0] - '1']);
}

static const char *
owner_text (const SxPick *pick)
{
  return sx_column_text (sx_layer_column (pick->layer->layer, owner_field), pick->feature);
}

static char *
joined (char *first, const char *second, const char *third)
{
  GString *text = g_string_new (first);

  for (guint i = 0; i < 2; i++)
    {
      const char *more = i == 0 ? second : third;

      if (more && *more)
        g_string_append_printf (text, "%s%s", text->len ? " · " : "", more);
    }
  g_free (first);
  return g_string_free (text, FALSE);
}

static void
add_pick (SxHoverCard *self, const SxPick *pick)
{
  const SxLayer *layer = pick->layer->layer;
  SxSession *session = sx_map_view_get_session (self->view);
  SxLayerItem *item = sx_session_find_layer (session, layer->name);
  SxShapeView view = sx_layer_shape (layer, pick->feature);
  g_autofree char *slope = slope_text (pick);
  g_autofree char *text = joined (class_text (pick), slope, owner_text (pick));
  g_autofree char *area = layer->is_line ? NULL : sx_words_area_first (shape_area (self, &view), 2);

  add_row (self, item ? sx_layer_item_get_title (item) : layer->name, text, area, NULL);
}

static void
add_adjustment (SxHoverCard *self, const SxAdjustment *item)
{
  SxSession *session = sx_map_view_get_session (self->view);
  SxShapeView view = sx_shape_view (item->shape);
  g_autofree char *situation
      = sx_words_situation (sx_session_get_rules (session), item->line, item->direction, item->situation);
  g_autofree char *title
      = g_strdup_printf ("%s · %s", sx_words_direction (item->direction), sx_words_line_short (item->line));
  g_autofree char *text = joined (g_strdup (item->name ? item->name : ""), situation, NULL);
  g_autofree char *area = sx_words_area_first (shape_area (self, &view), 2);

  add_row (self, title, text, area, "heading");
}

static void
clear_rows (SxHoverCard *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->grid)))
    gtk_grid_remove (GTK_GRID (self->grid), child);
  self->n_rows = 0;
}

/* Adds what is at the point; one row a layer. */
static void
fill (SxHoverCard *self, SxPoint at)
{
  const SxScheme *scheme = sx_map_view_get_scheme (self->view);
  g_autoptr (GArray) picks = g_array_new (FALSE, FALSE, sizeof (SxPick));
  const SxPictureLayer *last = NULL;

  clear_rows (self);
  for (guint i = 0; scheme && i < scheme->adjustments->len && self->n_rows < MOST_ROWS; i++)
    {
      const SxAdjustment *item = g_ptr_array_index (scheme->adjustments, i);
      SxShapeView view = sx_shape_view (item->shape);

      if (sx_box_overlaps (view.box, (SxBox){ at.x, at.y, at.x, at.y }) && sx_shape_has_point (&view, at))
        add_adjustment (self, item);
    }
  sx_picture_pick_point (self->picture, at, 0, picks);
  for (guint i = 0; i < picks->len && self->n_rows < MOST_ROWS; i++)
    {
      const SxPick *pick = &g_array_index (picks, SxPick, i);

      if (pick->layer != last)
        add_pick (self, pick);
      last = pick->layer;
    }
}

/* ---- when and where */

static void
hide (SxHoverCard *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* Beside the pointer, on the side where there is room. */
static void
place (SxHoverCard *self)
{
  GtkWidget *widget = GTK_WIDGET (self), *view = GTK_WIDGET (self->view);
  GtkRequisition size;
  double x = self->x + DISTANCE, y = self->y + DISTANCE;

  gtk_widget_get_preferred_size (self->grid, NULL, &size);
  if (x + size.width + EDGE > gtk_widget_get_width (view))
    { /* to the left, but not below the tools: else as far to the right as it goes, below the pointer */
      x = self->x - DISTANCE - size.width;
      if (x < TOOLS)
        x = MAX (gtk_widget_get_width (view) - size.width - EDGE, TOOLS);
    }
  if (y + size.height + 8 > gtk_widget_get_height (view))
    y = MAX (self->y - DISTANCE - size.height, 0);
  gtk_widget_set_margin_start (widget, (int)x);
  gtk_widget_set_margin_top (widget, (int)y);
}

/* A tool that makes something has a tip of its own at the pointer. */
static gboolean
is_drawing (SxHoverCard *self)
{
  SxTool *tool = sx_map_view_get_tool (self->view);
  const char *cursor = tool ? sx_tool_get_cursor (tool) : NULL;

  return cursor && (g_str_equal (cursor, "crosshair") || g_str_equal (cursor, "cell"));
}

static gboolean
rested (gpointer data)
{
  SxHoverCard *self = data;
  double x, y;

  self->timer = 0;
  if (!self->picture || !sx_map_view_get_session (self->view) || !sx_map_view_get_pointer (self->view, &x, &y)
      || is_drawing (self))
    return G_SOURCE_REMOVE;
  self->x = x;
  self->y = y;
  fill (self, sx_map_view_to_plan (self->view, x, y));
  if (self->n_rows == 0)
    return G_SOURCE_REMOVE;
  place (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  return G_SOURCE_REMOVE;
}

static void
pointer_moved (SxHoverCard *self)
{
  hide (self);
  self->timer = g_timeout_add (REST, rested, self);
}

/* ---- the widget */

static void
sx_hover_card_dispose (GObject *object)
{
  SxHoverCard *self = SX_HOVER_CARD (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->picture, sx_picture_unref);
  g_clear_pointer (&self->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (sx_hover_card_parent_class)->dispose (object);
}

static void
sx_hover_card_class_init (SxHoverCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_hover_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sx-hover-card");
}

static void
sx_hover_card_init (SxHoverCard *self)
{
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 3);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
}

SxHoverCard *
sx_hover_card_new (SxMapView *view)
{
  SxHoverCard *self = g_object_new (SX_TYPE_HOVER_CARD, NULL);
  GtkGesture *press = gtk_gesture_click_new ();

  self->view = view;
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (hide), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (press));
  g_signal_connect_object (view, "pointer-moved", G_CALLBACK (pointer_moved), self, G_CONNECT_SWAPPED);
  return self;
}

void
sx_hover_card_set_picture (SxHoverCard *self, SxPicture *picture)
{
  SxPicture *old = self->picture;

  self->picture = picture ? sx_picture_ref (picture) : NULL;
  sx_picture_unref (old);
  if (!picture)
    hide (self);
  else if (self->timer || gtk_widget_get_visible (GTK_WIDGET (self)))
    pointer_moved (self); /* what it tells is of the past */
}
