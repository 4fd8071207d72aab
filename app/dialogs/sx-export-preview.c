/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-export-preview.h"

#include "sx-template.h"

#include "base/sx-i18n.h"

#define REST 120 /* ms: the window's size */

struct _SxExportPreview
{
  GtkWidget parent_instance;
  SxDeliveryJob *job;
  SxDeliveryDigest *digest; /* that the titles are of */
  guint sheet;              /* the one chosen */
  int asked_width;          /* of the picture that is asked for; 0: nothing is */
  int shown_width;          /* of the picture that is shown; 0: none, or of another state */
  guint rest_timeout;
  gboolean is_filling; /* the titles are changed by us */

  /* template */
  GtkWidget *previous, *next;
  GtkDropDown *titles;
  GtkLabel *position;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkAspectFrame *frame;
  GtkToggleButton *actual_size;
  GtkPicture *picture;
  GtkSpinner *spinner;
  AdwStatusPage *missing;
};

G_DEFINE_FINAL_TYPE (SxExportPreview, sx_export_preview, GTK_TYPE_WIDGET)

static guint
n_sheets (SxExportPreview *self)
{
  return self->digest ? self->digest->sheets->len : 0;
}

static const SxDeliverySheet *
chosen (SxExportPreview *self)
{
  return self->sheet < n_sheets (self) ? self->digest->sheets->pdata[self->sheet] : NULL;
}

static void
show_waiting (SxExportPreview *self, gboolean is_waiting)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_waiting);
  gtk_spinner_set_spinning (self->spinner, is_waiting);
}

/* ---- asking for the picture */

/* In pixels of the screen. */
static int
wanted_width (SxExportPreview *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self->picture)) * gtk_widget_get_scale_factor (GTK_WIDGET (self));
}

static void
ask (SxExportPreview *self)
{
  const SxDeliverySheet *sheet = chosen (self);
  int width = wanted_width (self);

  if (!sheet || sheet->missing || width <= 0 || !gtk_widget_get_mapped (GTK_WIDGET (self->picture))
      || width == self->shown_width || width == self->asked_width)
    return;
  self->asked_width = width;
  show_waiting (self, TRUE);
  sx_delivery_job_show (self->job, self->sheet, width);
}

static gboolean
rested (gpointer data)
{
  SxExportPreview *self = data;

  self->rest_timeout = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

/* Once its size has rested, which also lets the frame take the sheet's shape before. */
static void
ask_soon (SxExportPreview *self)
{
  g_clear_handle_id (&self->rest_timeout, g_source_remove);
  self->rest_timeout = g_timeout_add (REST, rested, self);
}

static void
got_preview (SxExportPreview *self, guint sheet, GdkTexture *texture, const char *failure)
{
  if (sheet != self->sheet || self->asked_width == 0
      || (texture && gdk_texture_get_width (texture) != self->asked_width))
    return; /* of one that is no more looked at */
  show_waiting (self, FALSE);
  self->shown_width = self->asked_width;
  self->asked_width = 0;
  if (texture)
    gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  else
    {
      adw_status_page_set_title (self->missing, _ ("The Sheet Cannot Be Drawn"));
      adw_status_page_set_description (self->missing, failure);
      gtk_stack_set_visible_child_name (self->stack, "missing");
    }
  if (wanted_width (self) != self->shown_width)
    ask_soon (self);
}

/* ---- its size */

#define PIXELS_PER_POINT (96.0 / 72.0) /* as GTK means them: one of 96 an inch */
#define WIDEST 5000

/* All of the sheet in what room there is, or as large as it will be printed. */
static void
show_size (SxExportPreview *self)
{
  const SxDeliverySheet *sheet = chosen (self);
  gboolean is_actual = gtk_toggle_button_get_active (self->actual_size) && sheet;
  GtkPolicyType policy = is_actual ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER;
  double width = is_actual ? MIN (WIDEST, sheet->width * PIXELS_PER_POINT) : -1;

  gtk_widget_set_size_request (GTK_WIDGET (self->frame), (int)width,
                               is_actual ? (int)(width * sheet->height / sheet->width) : -1);
  gtk_scrolled_window_set_policy (self->scroller, policy, policy);
  ask_soon (self);
}

/* ---- which sheet */

static void
show_sheet (SxExportPreview *self)
{
  const SxDeliverySheet *sheet = chosen (self);
  g_autofree char *position = g_strdup_printf ("%u / %u", sheet ? self->sheet + 1 : 0, n_sheets (self));

  self->asked_width = self->shown_width = 0;
  gtk_label_set_label (self->position, position);
  gtk_widget_set_sensitive (self->previous, self->sheet > 0);
  gtk_widget_set_sensitive (self->next, self->sheet + 1 < n_sheets (self));
  gtk_picture_set_paintable (self->picture, NULL);
  show_waiting (self, sheet && !sheet->missing);
  gtk_stack_set_visible_child_name (self->stack, sheet && sheet->missing ? "missing" : "sheet");
  if (!sheet)
    return;
  if (sheet->missing)
    {
      adw_status_page_set_title (self->missing, _ ("There Is No Such Sheet"));
      adw_status_page_set_description (self->missing, sheet->missing);
      return;
    }
  gtk_aspect_frame_set_ratio (self->frame, (float)(sheet->width / sheet->height));
  show_size (self);
  gtk_picture_set_alternative_text (self->picture, sheet->title);
  ask_soon (self);
}

static void
choose (SxExportPreview *self, guint sheet)
{
  if (sheet == self->sheet || sheet >= n_sheets (self))
    return;
  self->sheet = sheet;
  gtk_drop_down_set_selected (self->titles, sheet);
  show_sheet (self);
}

static void
previous_clicked (SxExportPreview *self)
{
  if (self->sheet > 0)
    choose (self, self->sheet - 1);
}

static void
next_clicked (SxExportPreview *self)
{
  choose (self, self->sheet + 1);
}

static void
title_chosen (SxExportPreview *self)
{
  if (!self->is_filling)
    choose (self, gtk_drop_down_get_selected (self->titles));
}

/* ---- another state, or another look */

/* The same sheets in every state: then the list stays as it is. */
static void
fill_titles (SxExportPreview *self, const SxDeliveryDigest *old)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  if (old && old->sheets->len == self->digest->sheets->len)
    return;
  self->is_filling = TRUE;
  for (guint i = 0; i < n_sheets (self); i++)
    gtk_string_list_append (titles, ((SxDeliverySheet *)self->digest->sheets->pdata[i])->title);
  gtk_drop_down_set_model (self->titles, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->titles, self->sheet);
  self->is_filling = FALSE;
}

static void
prepared (SxExportPreview *self)
{
  g_autoptr (SxDeliveryDigest) old = g_steal_pointer (&self->digest);

  self->digest = sx_delivery_digest_ref (sx_delivery_job_get_digest (self->job));
  if (self->sheet >= n_sheets (self))
    self->sheet = 0;
  fill_titles (self, old);
  show_sheet (self);
}

/* ---- the object */

static void
sx_export_preview_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SxExportPreview *self = SX_EXPORT_PREVIEW (widget);
  GtkWidget *child = gtk_widget_get_first_child (widget);

  gtk_widget_allocate (child, width, height, baseline, NULL);
  if (self->job)
    ask_soon (self);
}

static void
sx_export_preview_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                           int *natural, int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
sx_export_preview_dispose (GObject *object)
{
  SxExportPreview *self = SX_EXPORT_PREVIEW (object);

  g_clear_handle_id (&self->rest_timeout, g_source_remove);
  if (self->job)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
  sx_template_dispose (GTK_WIDGET (self), SX_TYPE_EXPORT_PREVIEW);
  g_clear_pointer (&self->digest, sx_delivery_digest_unref);
  G_OBJECT_CLASS (sx_export_preview_parent_class)->dispose (object);
}

static void
sx_export_preview_class_init (SxExportPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_export_preview_dispose;
  widget_class->size_allocate = sx_export_preview_size_allocate;
  widget_class->measure = sx_export_preview_measure;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-export-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, SxExportPreview, previous);
  gtk_widget_class_bind_template_child (widget_class, SxExportPreview, next);
  gtk_widget_class_bind_template_child (widget_class, SxExportPreview, titles);
  gtk_widget_class_bind_template_child (widget_class, SxExportPreview, position);
  gtk_widget_class_bind_template_child (widget_class, SxExportPreview, stack);
  gtk_widget_class_bind_template_child (widget_class, SxExportPreview, scroller);
  gtk_widget_class_bind_template_child (widget_class, SxExportPreview, frame);
  gtk_widget_class_bind_template_child (widget_class, SxExportPreview, actual_size);
  gtk_widget_class_bind_template_child (widget_class, SxExportPreview, picture);
  gtk_widget_class_bind_template_child (widget_class, SxExportPreview, spinner);
  gtk_widget_class_bind_template_child (widget_class, SxExportPreview, missing);
  gtk_widget_class_bind_template_callback (widget_class, previous_clicked);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked);
  gtk_widget_class_bind_template_callback (widget_class, title_chosen);
  gtk_widget_class_bind_template_callback (widget_class, show_size);
}

static void
sx_export_preview_init (SxExportPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->picture, "map", G_CALLBACK (ask_soon), self, G_CONNECT_SWAPPED);
}

void
sx_export_preview_set_job (SxExportPreview *self, SxDeliveryJob *job)
{
  g_return_if_fail (!self->job);
  self->job = g_object_ref (job);
  g_signal_connect_object (job, "prepared", G_CALLBACK (prepared), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "preview", G_CALLBACK (got_preview), self, G_CONNECT_SWAPPED);
}

gboolean
sx_export_preview_is_idle (SxExportPreview *self)
{
  return self->asked_width == 0 && self->rest_timeout == 0;
}
