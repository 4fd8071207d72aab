/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-reclass-popover.h"

#include "picture/sx-map-style.h"

struct _SxReclassPopover
{
  GtkPopover parent_instance;
  GtkDropDown *layer;
  GtkDropDown *code;
  GPtrArray *classes; /* const SxMapClass *, as listed */
};

enum
{
  CHANGED,
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SxReclassPopover, sx_reclass_popover, GTK_TYPE_POPOVER)

static void
layer_changed (SxReclassPopover *self)
{
  const SxTableStyle *style
      = sx_map_style_table (sx_map_style_get (),
                            sx_reclass_popover_get_layer (self) == SX_RECLASS_GHFQ ? "GHFQ" : "ZXCQGHYDYH");
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->classes, 0);
  for (guint i = 0; style && i < style->n_classes; i++)
    if (*style->classes[i].code)
      {
        g_autofree char *text = g_strdup_printf ("%s %s", style->classes[i].code, style->classes[i].title);

        g_ptr_array_add (self->classes, &style->classes[i]);
        gtk_string_list_append (list, text);
      }
  gtk_drop_down_set_model (self->code, G_LIST_MODEL (list));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
code_changed (SxReclassPopover *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
apply_clicked (SxReclassPopover *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
sx_reclass_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SX_TYPE_RECLASS_POPOVER);
  G_OBJECT_CLASS (sx_reclass_popover_parent_class)->dispose (object);
}

static void
sx_reclass_popover_finalize (GObject *object)
{
  g_ptr_array_unref (SX_RECLASS_POPOVER (object)->classes);
  G_OBJECT_CLASS (sx_reclass_popover_parent_class)->finalize (object);
}

static void
sx_reclass_popover_class_init (SxReclassPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_reclass_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = sx_reclass_popover_finalize;
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-reclass-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, SxReclassPopover, layer);
  gtk_widget_class_bind_template_child (widget_class, SxReclassPopover, code);
  gtk_widget_class_bind_template_callback (widget_class, layer_changed);
  gtk_widget_class_bind_template_callback (widget_class, code_changed);
  gtk_widget_class_bind_template_callback (widget_class, apply_clicked);
}

static void
sx_reclass_popover_init (SxReclassPopover *self)
{
  g_autoptr (GtkExpression) text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->classes = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_expression (self->code, text);
  layer_changed (self);
}

SxReclassPopover *
sx_reclass_popover_new (void)
{
  return g_object_new (SX_TYPE_RECLASS_POPOVER, NULL);
}

SxReclassLayer
sx_reclass_popover_get_layer (SxReclassPopover *self)
{
  return gtk_drop_down_get_selected (self->layer) == 1 ? SX_RECLASS_GHFQ : SX_RECLASS_GHYDYH;
}

static const SxMapClass *
chosen (SxReclassPopover *self)
{
  guint at = gtk_drop_down_get_selected (self->code);

  return at < self->classes->len ? self->classes->pdata[at] : NULL;
}

const char *
sx_reclass_popover_get_code (SxReclassPopover *self)
{
  const SxMapClass *map_class = chosen (self);

  return map_class ? map_class->code : NULL;
}

const char *
sx_reclass_popover_get_title (SxReclassPopover *self)
{
  const SxMapClass *map_class = chosen (self);

  return map_class ? map_class->title : NULL;
}
