/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-conflict-list.h"

#include "base/sx-i18n.h"
#include "panels/sx-conflict-row.h"
#include "panels/sx-indicator-heading.h"

#define SHOWN_AT_FIRST 50

struct _SxConflictList
{
  GObject parent_instance;
  GtkListBox *list;
  SxSession *session; /* NULL: closed */
  SxMapView *view;
  GtkWidget *heading, *more; /* rows of the list */
  GtkWidget *previous, *next;
  GPtrArray *rows; /* SxConflictRow *, borrowed from the list, in its order */
  guint n_rows;    /* of them shown; the others are hidden and wait for the next conflicts at the end */
  SxResult *result;
  gboolean is_all;
  guint current; /* located last, counted from 1; 0: none */
  gint64 asked;  /* counts locate calls: an older answer is dropped */
};

G_DEFINE_FINAL_TYPE (SxConflictList, sx_conflict_list, G_TYPE_OBJECT)

static void
sx_conflict_list_finalize (GObject *object)
{
  SxConflictList *self = SX_CONFLICT_LIST (object);

  g_clear_pointer (&self->result, sx_result_unref);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (sx_conflict_list_parent_class)->finalize (object);
}

static void
sx_conflict_list_class_init (SxConflictListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sx_conflict_list_finalize;
}

static void
sx_conflict_list_init (SxConflictList *self)
{
  self->rows = g_ptr_array_new ();
}

/* ---- locating */

typedef struct
{
  SxConflictList *list; /* reference */
  char *label;
  SxBox fallback; /* where the polygon is */
  gint64 asked;
} Locating;

static void
locating_free (gpointer data)
{
  Locating *self = data;

  g_object_unref (self->list);
  g_free (self->label);
  g_free (self);
}

static void
got_shape (SxShape *shape, const GError *error, gpointer data)
{
  const Locating *locating = data;
  SxConflictList *self = locating->list;
  SxSpot spot = { shape, locating->label };

  if (!self->session || locating->asked != self->asked)
    return;
  sx_session_set_spotlight (self->session, &spot, shape ? 1 : 0, 0);
  if (!shape && self->view)
    sx_map_view_zoom_to (self->view, locating->fallback);
}

/* Selects the polygon and lights up the overlap, or where there is none the polygon. */
static void
locate (SxConflictList *self, guint at)
{
  SxConflictItem *item = sx_conflict_row_get_item (g_ptr_array_index (self->rows, at));
  SxEngine *engine = sx_session_get_engine (self->session);

  self->current = at + 1;
  self->asked++;
  if (item->adjustment->fid != 0)
    sx_session_select (self->session, &item->adjustment->fid, 1);
  if (!engine || sx_session_is_preview (self->session))
    {
      if (self->view)
        sx_map_view_zoom_to (self->view, item->adjustment->shape->box);
    }
  else
    {
      Locating *locating = g_new (Locating, 1);

      *locating = (Locating){ g_object_ref (self), g_strdup (item->area), item->adjustment->shape->box,
                              self->asked };
      sx_engine_conflict_shape (engine, item->adjustment, item->rule, got_shape, locating, locating_free);
    }
}

static void
show_all (SxConflictList *self)
{
  SxResult *result = sx_result_ref (self->result);

  self->is_all = TRUE;
  sx_conflict_list_show (self, result);
  sx_result_unref (result);
}

static void
step (SxConflictList *self, int by)
{
  guint n;

  if (!self->is_all && self->result)
    show_all (self);
  n = self->n_rows;
  if (n == 0)
    return;
  locate (self, self->current == 0 ? (by > 0 ? 0 : n - 1) : (self->current - 1 + n + (guint)by) % n);
  gtk_widget_grab_focus (g_ptr_array_index (self->rows, self->current - 1));
}

static void
previous_clicked (SxConflictList *self)
{
  step (self, -1);
}

static void
next_clicked (SxConflictList *self)
{
  step (self, 1);
}

/* ---- rows */

static GtkWidget *
add_button (SxConflictList *self, GtkWidget *box, const char *icon, const char *tooltip, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_add_css_class (button, "small");
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

SxConflictList *
sx_conflict_list_new (GtkListBox *list, SxSession *session, SxMapView *view)
{
  SxConflictList *self = g_object_new (SX_TYPE_CONFLICT_LIST, NULL);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (NULL);

  self->list = list;
  self->session = g_object_ref (session);
  self->view = view;
  self->heading = sx_indicator_heading_new (_ ("Conflicts"));
  gtk_widget_add_css_class (buttons, "linked");
  self->previous = add_button (self, buttons, "go-previous-symbolic", _ ("Previous conflict"),
                               G_CALLBACK (previous_clicked));
  self->next = add_button (self, buttons, "go-next-symbolic", _ ("Next conflict"), G_CALLBACK (next_clicked));
  sx_indicator_heading_add (SX_INDICATOR_HEADING (self->heading), buttons);
  gtk_list_box_append (list, self->heading);
  self->more = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->more), label);
  gtk_widget_add_css_class (self->more, "indicator");
  gtk_widget_set_visible (self->more, FALSE);
  gtk_list_box_append (list, self->more);
  return self;
}

void
sx_conflict_list_close (SxConflictList *self)
{
  if (!self->session)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (self->list, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  self->n_rows = 0;
  gtk_list_box_remove (self->list, self->heading);
  gtk_list_box_remove (self->list, self->more);
  g_clear_object (&self->session);
}

static int
first_index (SxConflictList *self)
{
  return gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self->heading)) + 1;
}

/* What is drawn is last, and its conflicts come and go with the hand: their rows are kept, as to make one,
 * give it its looks and drop it costs a part of a frame. */
static void
remove_row (SxConflictList *self, guint at)
{
  GtkWidget *row = g_ptr_array_index (self->rows, at);

  self->n_rows--;
  if (at == self->n_rows)
    {
      gtk_widget_set_visible (row, FALSE);
      return;
    }
  gtk_list_box_remove (self->list, row);
  g_ptr_array_remove_index (self->rows, at);
}

static void
insert_row (SxConflictList *self, guint at, const SxResult *result, const SxConflict *conflict)
{
  g_autoptr (SxConflictItem) item = sx_conflict_item_new (result, conflict);
  GtkWidget *row;

  if (at == self->n_rows && at < self->rows->len)
    {
      row = g_ptr_array_index (self->rows, at);
      sx_conflict_row_set_item (SX_CONFLICT_ROW (row), item);
    }
  else
    {
      row = sx_conflict_row_new (item);
      gtk_list_box_insert (self->list, row, first_index (self) + (int)at);
      g_ptr_array_insert (self->rows, (int)at, row);
    }
  self->n_rows++;
  gtk_widget_set_visible (row, !sx_indicator_heading_is_folded (SX_INDICATOR_HEADING (self->heading)));
}

/* Both lists go by adjustment in stored order, then by rule: what is not found further on is new. */
static void
put_row (SxConflictList *self, guint at, const SxResult *result, const SxConflict *conflict)
{
  guint found = at;

  while (found < self->n_rows
         && !sx_conflict_item_is (sx_conflict_row_get_item (g_ptr_array_index (self->rows, found)), conflict))
    found++;
  if (found == self->n_rows)
    {
      insert_row (self, at, result, conflict);
      return;
    }
  while (found > at)
    remove_row (self, --found);
  sx_conflict_item_update (sx_conflict_row_get_item (g_ptr_array_index (self->rows, at)), conflict);
}

static void
show_heading (SxConflictList *self, const SxResult *result)
{
  guint n_errors = 0, n = result->conflicts->len;
  g_autofree char *count = g_strdup_printf ("%u", n), *what = NULL;

  for (guint i = 0; i < n; i++)
    n_errors += ((SxConflict *)g_ptr_array_index (result->conflicts, i))->rule->severity == SX_SEVERITY_ERROR;
  what = g_strdup_printf (_ ("Conflicts: %u errors, %u warnings"), n_errors, n - n_errors);
  sx_indicator_heading_set_count (SX_INDICATOR_HEADING (self->heading), count, what, n_errors > 0);
  gtk_widget_set_sensitive (self->previous, n > 0);
  gtk_widget_set_sensitive (self->next, n > 0);
}

static void
show_more (SxConflictList *self, guint n_hidden)
{
  GtkWidget *label = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self->more));
  gboolean is_folded = sx_indicator_heading_is_folded (SX_INDICATOR_HEADING (self->heading));
  g_autofree char *text = g_strdup_printf (_ ("Show %u more"), n_hidden);

  gtk_widget_set_visible (self->more, n_hidden > 0 && !is_folded);
  if (n_hidden > 0)
    gtk_label_set_label (GTK_LABEL (label), text);
}

void
sx_conflict_list_show (SxConflictList *self, const SxResult *result)
{
  guint n = result->conflicts->len, shown;

  shown = self->is_all || n <= SHOWN_AT_FIRST ? n : SHOWN_AT_FIRST;
  for (guint i = 0; i < shown; i++)
    put_row (self, i, result, g_ptr_array_index (result->conflicts, i));
  while (self->n_rows > shown)
    remove_row (self, self->n_rows - 1);
  self->current = MIN (self->current, shown);
  show_heading (self, result);
  show_more (self, n - shown);
  if (self->result != result)
    {
      g_clear_pointer (&self->result, sx_result_unref);
      self->result = sx_result_ref ((SxResult *)result);
    }
}

static void
set_folded (SxConflictList *self, gboolean is_folded)
{
  sx_indicator_heading_set_folded (SX_INDICATOR_HEADING (self->heading), is_folded);
  for (guint i = 0; i < self->n_rows; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->rows, i), !is_folded);
  show_more (self, self->result ? self->result->conflicts->len - self->n_rows : 0);
}

GtkWidget *
sx_conflict_list_find (SxConflictList *self, gint64 fid)
{
  if (!self->is_all && self->result && self->result->conflicts->len > self->n_rows)
    show_all (self);
  for (guint i = 0; i < self->n_rows; i++)
    if (sx_conflict_row_get_item (g_ptr_array_index (self->rows, i))->adjustment->fid == fid)
      {
        set_folded (self, FALSE);
        return g_ptr_array_index (self->rows, i);
      }
  return NULL;
}

gboolean
sx_conflict_list_activate (SxConflictList *self, GtkListBoxRow *row)
{
  guint at;

  if (GTK_WIDGET (row) == self->heading)
    {
      set_folded (self, !sx_indicator_heading_is_folded (SX_INDICATOR_HEADING (self->heading)));
      return TRUE;
    }
  if (GTK_WIDGET (row) == self->more)
    {
      show_all (self);
      return TRUE;
    }
  if (!g_ptr_array_find (self->rows, row, &at))
    return FALSE;
  locate (self, at);
  return TRUE;
}
