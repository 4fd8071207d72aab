/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-code-button.h"

#include "base/sx-i18n.h"

struct _SxCodeButton
{
  GtkWidget parent_instance;
  char *code;
  char *name;
  int lines;

  /* template */
  GtkButton *button;
  GtkLabel *label;
  GtkPopover *popover;
  GtkListBox *list;
};

enum
{
  PROP_LINES = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint chosen_signal, closed_signal;
static GQuark code_quark, text_quark;

G_DEFINE_FINAL_TYPE (SxCodeButton, sx_code_button, GTK_TYPE_WIDGET)

/* ---- the choices */

static const char *
code_of (GtkListBoxRow *row)
{
  return g_object_get_qdata (G_OBJECT (row), code_quark);
}

static GtkListBoxRow *
find_row (SxCodeButton *self, const char *code)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    if (g_strcmp0 (code_of (row), code) == 0)
      return row;
  return NULL;
}

void
sx_code_button_clear (SxCodeButton *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)))
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

void
sx_code_button_add (SxCodeButton *self, const char *code, const char *mark, const char *text)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *mark_label = gtk_label_new (mark), *text_label = gtk_label_new (text);
  char *both = *mark ? g_strdup_printf ("%s %s", mark, text) : g_strdup (text);

  gtk_widget_set_valign (mark_label, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (text_label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text_label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (text_label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (text_label), 46);
  gtk_widget_set_hexpand (text_label, TRUE);
  gtk_widget_set_visible (mark_label, *mark != '\0');
  if (!code)
    gtk_widget_add_css_class (text_label, "dim-label");
  gtk_box_append (GTK_BOX (box), mark_label);
  gtk_box_append (GTK_BOX (box), text_label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_qdata_full (G_OBJECT (row), code_quark, g_strdup (code), g_free);
  g_object_set_qdata_full (G_OBJECT (row), text_quark, both, g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, both, -1);
  gtk_list_box_append (self->list, row);
}

static void
row_activated (SxCodeButton *self, GtkListBoxRow *row)
{
  g_autofree char *code = g_strdup (code_of (row));

  gtk_popover_popdown (self->popover);
  g_signal_emit (self, chosen_signal, 0, code);
}

static void
popover_shown (SxCodeButton *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (!row)
    row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
popover_closed (SxCodeButton *self)
{
  g_signal_emit (self, closed_signal, 0);
}

/* ---- what is shown */

static void
show_text (SxCodeButton *self, const char *text)
{
  g_autofree char *spoken = self->name ? g_strdup_printf ("%s: %s", self->name, text) : g_strdup (text);

  gtk_label_set_label (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

void
sx_code_button_set_code (SxCodeButton *self, const char *code)
{
  GtkListBoxRow *row = find_row (self, code && *code ? code : NULL);
  g_autofree char *unknown = NULL;

  g_free (self->code);
  self->code = g_strdup (code);
  gtk_list_box_select_row (self->list, row);
  if (!row && code && *code)
    unknown = g_strdup_printf ("(%s)", code);
  show_text (self, row       ? (const char *)g_object_get_qdata (G_OBJECT (row), text_quark)
                   : unknown ? unknown
                             : _ ("None"));
}

void
sx_code_button_set_mixed (SxCodeButton *self)
{
  g_clear_pointer (&self->code, g_free);
  gtk_list_box_select_row (self->list, NULL);
  show_text (self, _ ("Several values"));
}

void
sx_code_button_set_name (SxCodeButton *self, const char *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
  show_text (self, gtk_label_get_label (self->label));
}

const char *
sx_code_button_get_text (SxCodeButton *self)
{
  return gtk_label_get_label (self->label);
}

void
sx_code_button_popup (SxCodeButton *self)
{
  gtk_popover_popup (self->popover);
}

/* ---- the object */

static GtkSizeRequestMode
sx_code_button_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH; /* as the text wraps */
}

static void
sx_code_button_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (SX_CODE_BUTTON (widget)->button), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
sx_code_button_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SxCodeButton *self = SX_CODE_BUTTON (widget);

  gtk_widget_allocate (GTK_WIDGET (self->button), width, height, baseline, NULL);
  gtk_popover_present (self->popover);
}

static void
clicked (SxCodeButton *self)
{
  gtk_popover_popup (self->popover);
}

static void
sx_code_button_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, SX_CODE_BUTTON (object)->lines);
}

static void
sx_code_button_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SxCodeButton *self = SX_CODE_BUTTON (object);
  gboolean wraps;

  self->lines = g_value_get_int (value);
  wraps = self->lines > 1;
  gtk_label_set_wrap (self->label, wraps);
  gtk_label_set_lines (self->label, wraps ? self->lines : -1);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
}

static void
sx_code_button_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SX_TYPE_CODE_BUTTON);
  G_OBJECT_CLASS (sx_code_button_parent_class)->dispose (object);
}

static void
sx_code_button_finalize (GObject *object)
{
  SxCodeButton *self = SX_CODE_BUTTON (object);

  g_free (self->code);
  g_free (self->name);
  G_OBJECT_CLASS (sx_code_button_parent_class)->finalize (object);
}

static void
sx_code_button_class_init (SxCodeButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sx_code_button_get_property;
  object_class->set_property = sx_code_button_set_property;
  object_class->dispose = sx_code_button_dispose;
  object_class->finalize = sx_code_button_finalize;
  properties[PROP_LINES]
      = g_param_spec_int ("lines", NULL, NULL, 1, 20, 1, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  chosen_signal = g_signal_new ("chosen", SX_TYPE_CODE_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  closed_signal
      = g_signal_new ("closed", SX_TYPE_CODE_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  code_quark = g_quark_from_static_string ("sx-code");
  text_quark = g_quark_from_static_string ("sx-text");
  widget_class->get_request_mode = sx_code_button_get_request_mode;
  widget_class->measure = sx_code_button_measure;
  widget_class->size_allocate = sx_code_button_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "sx-code-button");
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-code-button.ui");
  gtk_widget_class_bind_template_child (widget_class, SxCodeButton, button);
  gtk_widget_class_bind_template_child (widget_class, SxCodeButton, label);
  gtk_widget_class_bind_template_child (widget_class, SxCodeButton, popover);
  gtk_widget_class_bind_template_child (widget_class, SxCodeButton, list);
  gtk_widget_class_bind_template_callback (widget_class, clicked);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown);
  gtk_widget_class_bind_template_callback (widget_class, popover_closed);
}

static void
sx_code_button_init (SxCodeButton *self)
{
  self->lines = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
}
