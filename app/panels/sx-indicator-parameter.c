/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-indicator-parameter.h"

#include <math.h>

#include "base/sx-i18n.h"

struct _SxIndicatorParameter
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkLabel *heading, *problem;
  GtkEntry *number;
  GtkWidget *save;
  SxIndicatorItem *item;
  SxSession *session;
  char *stored; /* as the scheme has it; NULL: not given */
};

G_DEFINE_FINAL_TYPE (SxIndicatorParameter, sx_indicator_parameter, GTK_TYPE_WIDGET)

const char *
sx_measure_parameter (SxMeasure measure)
{
  return measure == SX_MEASURE_FOREST_AREA    ? "forest_area"
         : measure == SX_MEASURE_FOREST_COVER ? "forest_cover"
                                              : NULL;
}

/* As people type it: with spaces, or the full-width digits and points of an input method. */
static char *
dup_number (SxIndicatorParameter *self)
{
  g_autofree char *text
      = g_utf8_normalize (gtk_editable_get_text (GTK_EDITABLE (self->number)), -1, G_NORMALIZE_ALL_COMPOSE);

  return g_strstrip (g_steal_pointer (&text));
}

static gboolean
is_good (const char *text, double limit)
{
  char *end;
  double number = g_ascii_strtod (text, &end);

  return !*text || (*end == '\0' && isfinite (number) && number >= 0 && number <= limit);
}

static double
limit_of (SxIndicatorParameter *self)
{
  return g_str_equal (self->item->rule->unit, "%") ? 100 : 1e6;
}

static void
changed (SxIndicatorParameter *self)
{
  g_autofree char *text = dup_number (self);
  gboolean good = is_good (text, limit_of (self));

  gtk_widget_set_visible (GTK_WIDGET (self->problem), !good);
  gtk_widget_set_sensitive (self->save, good && g_strcmp0 (*text ? text : NULL, self->stored) != 0);
  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (self->number), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->number), "error");
}

static void
save (SxIndicatorParameter *self)
{
  g_autofree char *text = dup_number (self);
  g_autofree char *label = NULL;
  g_autoptr (SxEdit) edit = NULL;

  if (!gtk_widget_get_sensitive (self->save))
    return;
  label = g_strdup_printf (_ ("Give %s"), sx_indicator_item_get_label (self->item));
  edit = sx_edit_new (label, 0);
  sx_edit_set_parameter (edit, sx_measure_parameter (self->item->rule->measure), *text ? text : NULL);
  sx_session_commit (self->session, edit);
}

static void
scheme_changed (SxIndicatorParameter *self)
{
  const SxScheme *scheme = sx_session_get_scheme (self->session);
  const char *stored
      = scheme && scheme->parameters
            ? g_hash_table_lookup (scheme->parameters, sx_measure_parameter (self->item->rule->measure))
            : NULL;

  if (g_strcmp0 (stored, self->stored) != 0)
    {
      g_free (self->stored);
      self->stored = g_strdup (stored);
      gtk_editable_set_text (GTK_EDITABLE (self->number), stored ? stored : "");
    }
  changed (self);
}

static void
sx_indicator_parameter_dispose (GObject *object)
{
  SxIndicatorParameter *self = SX_INDICATOR_PARAMETER (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_INDICATOR_PARAMETER);
  g_clear_object (&self->session);
  g_clear_object (&self->item);
  g_clear_pointer (&self->stored, g_free);
  G_OBJECT_CLASS (sx_indicator_parameter_parent_class)->dispose (object);
}

static void
sx_indicator_parameter_class_init (SxIndicatorParameterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_indicator_parameter_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-indicator-parameter.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorParameter, box);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorParameter, heading);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorParameter, problem);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorParameter, number);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorParameter, save);
  gtk_widget_class_bind_template_callback (widget_class, changed);
  gtk_widget_class_bind_template_callback (widget_class, save);
}

static void
sx_indicator_parameter_init (SxIndicatorParameter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sx_indicator_parameter_attach (SxIndicatorParameter *self, SxIndicatorItem *item, SxSession *session)
{
  g_autofree char *heading = NULL;

  g_return_if_fail (!self->item);
  self->item = g_object_ref (item);
  self->session = g_object_ref (session);
  /* Translators: an indicator and its unit */
  heading = g_strdup_printf (_ ("%s after the scheme (%s)"), sx_indicator_item_get_label (item),
                             sx_indicator_item_get_unit (item));
  gtk_label_set_label (self->heading, heading);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->number), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  g_signal_connect_object (session, "scheme-changed", G_CALLBACK (scheme_changed), self, G_CONNECT_SWAPPED);
  scheme_changed (self);
}
