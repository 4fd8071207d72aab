/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-target-bar.h"

#include "sx-template.h"

#include "panels/sx-code-button.h"
#include "sx-app-words.h"

#include "base/sx-i18n.h"

#define N_KEYS 5                    /* shown beside their words */
#define KEYS_FROM 640               /* pixels of the map: with less the words need the room */
#define MARGIN 12                   /* between the bar and the map's edges */
#define BELOW 16                    /* between the bar and what stands below it */
#define FIRST_MORE SX_LINE_HERITAGE /* lines from here on are in the menu */

struct _SxTargetBar
{
  GtkWidget parent_instance;
  SxSession *session;
  SxMapView *view;
  GSimpleActionGroup *actions;
  GtkWidget *below; /* the window's, or NULL */
  int room, dpi;    /* for which the rows are as they are */

  /* template */
  GtkBox *rows;
  GtkMenuButton *more;
  GtkLabel *more_label;
  SxCodeButton *situation;
  GtkWidget *keys[N_KEYS];
};

G_DEFINE_FINAL_TYPE (SxTargetBar, sx_target_bar, GTK_TYPE_WIDGET)

static SxTarget *
target_of (SxTargetBar *self)
{
  return self->session ? sx_session_get_target (self->session) : NULL;
}

/* ---- from the target */

static void
fill_situations (SxTargetBar *self)
{
  SxTarget *target = target_of (self);
  SxRuleProfile *rules = sx_session_get_rules (self->session);
  SxLine line = sx_target_get_line (target);
  SxDirection direction = sx_target_get_direction (target);
  gboolean has_list = rules && sx_words_has_situations (rules, line, direction);

  sx_code_button_clear (self->situation);
  sx_code_button_add (self->situation, NULL, "",
                      has_list ? _ ("Choose a Situation") : _ ("No situations for this line"));
  for (guint i = 0; has_list && i < rules->situations->len; i++)
    {
      const SxSituation *situation = rules->situations->pdata[i];
      g_autofree char *mark = sx_words_situation_mark (situation->code);

      if (situation->line == line && situation->direction == direction)
        sx_code_button_add (self->situation, situation->code, mark, situation->text);
    }
  sx_code_button_set_code (self->situation, sx_target_get_situation (target));
  gtk_widget_set_sensitive (GTK_WIDGET (self->situation), has_list);
}

static void
set_state (SxTargetBar *self, const char *name, const char *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (state));
}

/* One row, with keys where the map is wide; two where text is so large that one would be cut at the map's
 * edge. */
static void
fit (SxTargetBar *self)
{
  int room = gtk_widget_get_width (GTK_WIDGET (self->view)) - 2 * MARGIN, dpi = 0, least, height;
  gboolean has_keys = room + 2 * MARGIN >= KEYS_FROM;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  if (room <= 0 || (room == self->room && dpi == self->dpi))
    return;
  self->room = room;
  self->dpi = dpi;
  for (guint i = 0; i < N_KEYS; i++)
    gtk_widget_set_visible (self->keys[i], has_keys);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->rows), GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_measure (GTK_WIDGET (self->rows), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (least > room)
    gtk_orientable_set_orientation (GTK_ORIENTABLE (self->rows), GTK_ORIENTATION_VERTICAL);
  gtk_widget_measure (GTK_WIDGET (self->rows), GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  if (self->below)
    gtk_widget_set_margin_top (self->below, MARGIN + height + BELOW);
}

static void
update (SxTargetBar *self)
{
  SxTarget *target = target_of (self);
  SxLine line = sx_target_get_line (target);
  gboolean is_more = line >= FIRST_MORE;

  set_state (self, "line", sx_line_name (line));
  set_state (self, "direction", sx_direction_name (sx_target_get_direction (target)));
  gtk_label_set_label (self->more_label, is_more ? sx_words_line_short (line) : _ ("More"));
  if (is_more)
    gtk_widget_add_css_class (GTK_WIDGET (self->more), "sx-chosen");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->more), "sx-chosen");
  fill_situations (self);
  self->room = 0;
  if (self->view)
    fit (self);
}

/* ---- to the target */

static void
focus_map (SxTargetBar *self)
{
  if (self->view)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
change_line (GSimpleAction *action, GVariant *state, gpointer data)
{
  SxTargetBar *self = data;
  SxLine line;

  if (!self->session || !sx_line_parse (g_variant_get_string (state, NULL), &line))
    return;
  sx_target_set_line (target_of (self), line);
  focus_map (self);
}

static void
change_direction (GSimpleAction *action, GVariant *state, gpointer data)
{
  SxTargetBar *self = data;
  SxDirection direction;

  if (!self->session || !sx_direction_parse (g_variant_get_string (state, NULL), &direction))
    return;
  sx_target_set_direction (target_of (self), direction);
  focus_map (self);
}

static void
open_situations (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SxTargetBar *self = data;

  if (gtk_widget_get_sensitive (GTK_WIDGET (self->situation)))
    sx_code_button_popup (self->situation);
}

static void
situation_chosen (SxTargetBar *self, const char *code)
{
  sx_target_set_situation (target_of (self), code);
  focus_map (self);
}

/* ---- the object */

static void
enable (SxTargetBar *self, gboolean enabled)
{
  static const char *const names[] = { "line", "direction", "situation" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (
                                     g_action_map_lookup_action (G_ACTION_MAP (self->actions), names[i])),
                                 enabled);
}

static void
sx_target_bar_dispose (GObject *object)
{
  SxTargetBar *self = SX_TARGET_BAR (object);

  sx_target_bar_set_session (self, NULL);
  g_clear_weak_pointer (&self->below);
  sx_template_dispose (GTK_WIDGET (self), SX_TYPE_TARGET_BAR);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (sx_target_bar_parent_class)->dispose (object);
}

static void
sx_target_bar_class_init (SxTargetBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_target_bar_dispose;
  g_type_ensure (SX_TYPE_CODE_BUTTON);
  gtk_widget_class_set_css_name (widget_class, "sx-target-bar");
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-target-bar.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, SxTargetBar, more);
  gtk_widget_class_bind_template_child (widget_class, SxTargetBar, more_label);
  gtk_widget_class_bind_template_child (widget_class, SxTargetBar, rows);
  gtk_widget_class_bind_template_child (widget_class, SxTargetBar, situation);
  for (guint i = 0; i < N_KEYS; i++)
    {
      g_autofree char *name = g_strdup_printf ("key_%u", i + 1);

      gtk_widget_class_bind_template_child_full (widget_class, name, FALSE,
                                                 G_STRUCT_OFFSET (SxTargetBar, keys)
                                                     + (gssize)(i * sizeof (GtkWidget *)));
    }
  gtk_widget_class_bind_template_callback (widget_class, situation_chosen);
  gtk_widget_class_bind_template_callback (widget_class, focus_map);
}

static void
sx_target_bar_init (SxTargetBar *self)
{
  const GActionEntry actions[] = {
    { "line", NULL, "s", "'boundary'", change_line },
    { "direction", NULL, "s", "'in'", change_direction },
    { "situation", open_situations },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "target", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  sx_code_button_set_name (self->situation, _ ("Situation"));
  g_signal_connect_object (gtk_menu_button_get_popover (self->more), "closed", G_CALLBACK (focus_map), self,
                           G_CONNECT_SWAPPED);
  enable (self, FALSE);
}

void
sx_target_bar_set_session (SxTargetBar *self, SxSession *session)
{
  if (self->session)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (target_of (self), self);
    }
  g_set_object (&self->session, session);
  enable (self, session != NULL);
  if (!session)
    return;
  g_signal_connect_swapped (target_of (self), "notify", G_CALLBACK (update), self);
  g_signal_connect_swapped (session, "opened", G_CALLBACK (update), self); /* the rules are there */
  update (self);
}

void
sx_target_bar_set_view (SxTargetBar *self, SxMapView *view)
{
  static const struct
  {
    guint key;
    const char *action, *value;
  } keys[] = {
    { GDK_KEY_1, "target.line", "farmland" }, { GDK_KEY_2, "target.line", "redline" },
    { GDK_KEY_3, "target.line", "boundary" }, { GDK_KEY_4, "target.line", "heritage" },
    { GDK_KEY_5, "target.line", "flood" },    { GDK_KEY_6, "target.line", "mineral" },
    { GDK_KEY_7, "target.line", "green" },    { GDK_KEY_8, "target.line", "blue" },
    { GDK_KEY_9, "target.line", "yellow" },   { GDK_KEY_0, "target.line", "purple" },
    { GDK_KEY_i, "target.direction", "in" },  { GDK_KEY_o, "target.direction", "out" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  self->view = view;
  gtk_widget_insert_action_group (GTK_WIDGET (view), "target", G_ACTION_GROUP (self->actions));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkShortcut *shortcut
          = gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, 0), gtk_named_action_new (keys[i].action));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_string (keys[i].value));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_q, 0),
                                                          gtk_named_action_new ("target.situation")));
  gtk_widget_add_controller (GTK_WIDGET (view), controller);
  g_signal_connect_object (view, "pointer-moved", G_CALLBACK (fit), self, G_CONNECT_SWAPPED);
}

void
sx_target_bar_set_below (SxTargetBar *self, GtkWidget *below)
{
  g_set_weak_pointer (&self->below, below);
}

GActionGroup *
sx_target_bar_get_actions (SxTargetBar *self)
{
  return G_ACTION_GROUP (self->actions);
}
