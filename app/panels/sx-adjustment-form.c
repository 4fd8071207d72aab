/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-adjustment-form.h"

#include "panels/sx-code-button.h"
#include "sx-app-words.h"

#include "base/sx-i18n.h"
#include "store/sx-quality-codes.h"

/* The attributes that are text typed by the user, in the form's order. */
typedef enum
{
  FIELD_NAME,
  FIELD_PROJECT,
  FIELD_BASIS,
  FIELD_NOTE,
  N_FIELDS,
} Field;

struct _SxAdjustmentForm
{
  GtkWidget parent_instance;
  SxSession *session;
  SxSchemeRows *rows;
  SxMapView *view;

  GArray *fids; /* gint64: what the form shows, so that an edit goes to that, not to a newer selection */
  char *shown[N_FIELDS];    /* what update() put there */
  gboolean mixed[N_FIELDS]; /* several values: an empty entry is none of them */
  GHashTable *sent;         /* fid → SxAdjustment *: as edited here, not yet answered */
  gboolean is_updating;

  /* template */
  GtkStack *stack;
  GtkWidget *badge;
  GtkImage *badge_icon;
  GtkLabel *badge_word;
  GtkLabel *line;
  GtkLabel *size;
  GtkLabel *situation_label;
  SxCodeButton *situation;
  GtkEntry *entries[N_FIELDS];
  GtkLabel *type_label;
  SxCodeButton *type;
  GtkCheckButton *uncounted;
};

G_DEFINE_FINAL_TYPE (SxAdjustmentForm, sx_adjustment_form, GTK_TYPE_WIDGET)

static const struct
{
  goffset at;
  const char *words; /* of the undo menu */
} fields[N_FIELDS] = {
  [FIELD_NAME] = { G_STRUCT_OFFSET (SxAdjustment, name), N_ ("name") },
  [FIELD_PROJECT] = { G_STRUCT_OFFSET (SxAdjustment, project), N_ ("project") },
  [FIELD_BASIS] = { G_STRUCT_OFFSET (SxAdjustment, basis), N_ ("basis") },
  [FIELD_NOTE] = { G_STRUCT_OFFSET (SxAdjustment, note), N_ ("note") },
};

static char **
text_of (SxAdjustment *item, goffset at)
{
  return &G_STRUCT_MEMBER (char *, item, at);
}

static gint64
shown_fid (SxAdjustmentForm *self, guint i)
{
  return g_array_index (self->fids, gint64, i);
}

static SxAdjustment *
shown_item (SxAdjustmentForm *self, guint i)
{
  return sx_session_find_adjustment (self->session, shown_fid (self, i));
}

/* ---- edits */

static void
focus_map (SxAdjustmentForm *self)
{
  if (self->view)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

typedef void (*Change) (SxAdjustment *item, gpointer data);

/* What an earlier edit made of the item, where that has not come back yet: the next one must not undo it. */
static SxAdjustment *
newest_item (SxAdjustmentForm *self, guint i)
{
  SxAdjustment *sent = g_hash_table_lookup (self->sent, &g_array_index (self->fids, gint64, i));

  return sent ? sent : shown_item (self, i);
}

static char *
edit_label (SxAdjustmentForm *self, const char *what)
{
  SxSchemeRow *row = sx_scheme_rows_get_adjustment (self->rows, shown_fid (self, 0));
  g_autofree char *title = row ? sx_scheme_row_dup_title (row) : g_strdup ("");

  if (self->fids->len == 1)
    return g_strdup_printf (_ ("Change the %s of %s"), what, title);
  return g_strdup_printf (_ ("Change the %s of %u plots"), what, self->fids->len);
}

static void
change_all (SxAdjustmentForm *self, const char *what, Change change, gpointer data)
{
  g_autofree char *label = edit_label (self, what);
  g_autoptr (SxEdit) edit = sx_edit_new (label, 0);
  guint n = 0;

  if (sx_session_get_n_writing (self->session) == 0)
    g_hash_table_remove_all (self->sent);
  for (guint i = 0; i < self->fids->len; i++)
    {
      SxAdjustment *item = newest_item (self, i);
      g_autoptr (SxAdjustment) changed = item ? sx_adjustment_copy (item) : NULL;

      if (!changed)
        continue; /* removed meanwhile */
      change (changed, data);
      sx_edit_set_adjustment (edit, changed);
      g_hash_table_insert (self->sent, g_memdup2 (&changed->fid, sizeof changed->fid),
                           sx_adjustment_ref (changed));
      n++;
    }
  if (n > 0)
    sx_session_commit (self->session, edit);
}

typedef struct
{
  goffset at;
  const char *text; /* NULL: none */
} TextChange;

static void
change_text (SxAdjustment *item, gpointer data)
{
  const TextChange *change = data;
  char **text = text_of (item, change->at);

  g_free (*text);
  *text = g_strdup (change->text);
}

static void
commit_field (SxAdjustmentForm *self, Field field)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entries[field]))));
  TextChange change = { fields[field].at, *text ? text : NULL };

  if (self->fids->len == 0 || g_strcmp0 (text, self->shown[field]) == 0)
    return;
  g_free (self->shown[field]);
  self->shown[field] = g_strdup (text);
  self->mixed[field] = FALSE;
  change_all (self, _ (fields[field].words), change_text, &change);
}

static void
situation_chosen (SxAdjustmentForm *self, const char *code)
{
  TextChange change = { G_STRUCT_OFFSET (SxAdjustment, situation), code };

  change_all (self, _ ("situation"), change_text, &change);
  focus_map (self);
}

static void
type_chosen (SxAdjustmentForm *self, const char *code)
{
  TextChange change = { G_STRUCT_OFFSET (SxAdjustment, hxlx), code };

  change_all (self, _ ("red line type"), change_text, &change);
  focus_map (self);
}

static void
change_uncounted (SxAdjustment *item, gpointer data)
{
  item->uncounted = *(gboolean *)data;
}

static void
uncounted_toggled (SxAdjustmentForm *self)
{
  gboolean uncounted = gtk_check_button_get_active (self->uncounted);

  if (self->is_updating)
    return;
  gtk_check_button_set_inconsistent (self->uncounted, FALSE);
  change_all (self, _ ("counting"), change_uncounted, &uncounted);
  focus_map (self);
}

/* ---- what is shown */

static void
show_field (SxAdjustmentForm *self, Field field)
{
  GtkEntry *entry = self->entries[field];
  const char *text = NULL;
  gboolean mixed = FALSE;
  gboolean is_typing = gtk_widget_get_state_flags (GTK_WIDGET (entry)) & GTK_STATE_FLAG_FOCUS_WITHIN
                       && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (entry)), self->shown[field]) != 0;

  for (guint i = 0; i < self->fids->len; i++)
    {
      SxAdjustment *item = newest_item (self, i);
      const char *own = item && *text_of (item, fields[field].at) ? *text_of (item, fields[field].at) : "";

      mixed |= text && !g_str_equal (text, own);
      text = own;
    }
  if (mixed || !text)
    text = "";
  g_free (self->shown[field]);
  self->shown[field] = g_strdup (text);
  self->mixed[field] = mixed;
  gtk_entry_set_placeholder_text (entry, mixed ? _ ("Several values") : NULL);
  if (!is_typing && !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), text))
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* A code that all have, or the list is told that they differ. */
static void
show_code (SxAdjustmentForm *self, SxCodeButton *button, goffset at)
{
  const char *code = *text_of (newest_item (self, 0), at);

  for (guint i = 1; i < self->fids->len; i++)
    if (g_strcmp0 (*text_of (newest_item (self, i), at), code) != 0)
      {
        sx_code_button_set_mixed (button);
        return;
      }
  sx_code_button_set_code (button, code);
}

static void
show_situation (SxAdjustmentForm *self, gboolean same_kind)
{
  SxRuleProfile *rules = sx_session_get_rules (self->session);
  SxAdjustment *first = shown_item (self, 0);
  gboolean has_list = sx_words_has_situations (rules, first->line, first->direction);
  gboolean is_shown = same_kind && (has_list || first->situation);

  gtk_widget_set_visible (GTK_WIDGET (self->situation), is_shown);
  gtk_widget_set_visible (GTK_WIDGET (self->situation_label), is_shown);
  if (!is_shown)
    return;
  sx_code_button_clear (self->situation);
  sx_code_button_add (self->situation, NULL, "", _ ("No situation chosen"));
  for (guint i = 0; i < rules->situations->len; i++)
    {
      const SxSituation *situation = rules->situations->pdata[i];
      g_autofree char *mark = sx_words_situation_mark (situation->code);

      if (situation->line == first->line && situation->direction == first->direction)
        sx_code_button_add (self->situation, situation->code, mark, situation->text);
    }
  show_code (self, self->situation, G_STRUCT_OFFSET (SxAdjustment, situation));
}

static void
show_type (SxAdjustmentForm *self, gboolean same_kind)
{
  SxAdjustment *first = shown_item (self, 0);
  gboolean is_shown = same_kind && first->line == SX_LINE_REDLINE && first->direction == SX_DIRECTION_IN;

  gtk_widget_set_visible (GTK_WIDGET (self->type), is_shown);
  gtk_widget_set_visible (GTK_WIDGET (self->type_label), is_shown);
  if (is_shown)
    show_code (self, self->type, G_STRUCT_OFFSET (SxAdjustment, hxlx));
}

static void
show_uncounted (SxAdjustmentForm *self, gboolean same_kind)
{
  SxAdjustment *first = shown_item (self, 0);
  guint n = 0;

  gtk_widget_set_visible (GTK_WIDGET (self->uncounted), same_kind && first->line == SX_LINE_BOUNDARY
                                                            && first->direction == SX_DIRECTION_IN);
  for (guint i = 0; i < self->fids->len; i++)
    n += newest_item (self, i)->uncounted;
  gtk_check_button_set_active (self->uncounted, n == self->fids->len);
  gtk_check_button_set_inconsistent (self->uncounted, n > 0 && n < self->fids->len);
}

static void
show_size (SxAdjustmentForm *self)
{
  g_autofree char *first = NULL, *second = NULL, *text = NULL;
  double size = 0;

  for (guint i = 0; i < self->fids->len; i++)
    {
      SxSchemeRow *row = sx_scheme_rows_get_adjustment (self->rows, shown_fid (self, i));

      size += row ? row->size : (double)NAN;
    }
  first = sx_words_area_first (size, 4);
  second = sx_words_area_second (size, 4);
  text = isnan (size) ? g_strdup ("…") : g_strdup_printf ("%s · %s", first, second);
  gtk_label_set_label (self->size, text);
}

static void
show_kind (SxAdjustmentForm *self, gboolean same_line, gboolean same_direction)
{
  SxAdjustment *first = shown_item (self, 0);
  gboolean is_out = first->direction == SX_DIRECTION_OUT;
  g_autofree char *line = NULL;

  gtk_widget_set_visible (self->badge, same_direction);
  gtk_image_set_from_icon_name (self->badge_icon, sx_words_direction_icon (first->direction));
  gtk_label_set_label (self->badge_word, sx_words_direction (first->direction));
  gtk_widget_remove_css_class (self->badge, is_out ? "in" : "out");
  gtk_widget_add_css_class (self->badge, is_out ? "out" : "in");
  if (self->fids->len == 1)
    line = g_strdup (sx_words_line_title (first->line));
  else
    line = g_strdup_printf (_ ("%u plots"), self->fids->len);
  if (self->fids->len > 1 && same_line)
    {
      g_autofree char *count = g_steal_pointer (&line);

      line = g_strdup_printf ("%s · %s", sx_words_line_title (first->line), count);
    }
  gtk_label_set_label (self->line, line);
}

static void
update (SxAdjustmentForm *self)
{
  gboolean same_line = TRUE, same_direction = TRUE;

  for (guint i = self->fids->len; i > 0; i--)
    if (!shown_item (self, i - 1))
      g_array_remove_index (self->fids, i - 1);
  gtk_stack_set_visible_child_name (self->stack, self->fids->len > 0 ? "form" : "nothing");
  if (self->fids->len == 0)
    return;
  for (guint i = 1; i < self->fids->len; i++)
    {
      same_line &= shown_item (self, i)->line == shown_item (self, 0)->line;
      same_direction &= shown_item (self, i)->direction == shown_item (self, 0)->direction;
    }
  self->is_updating = TRUE;
  show_kind (self, same_line, same_direction);
  show_size (self);
  show_situation (self, same_line && same_direction);
  for (Field field = 0; field < N_FIELDS; field++)
    show_field (self, field);
  show_type (self, same_line && same_direction);
  show_uncounted (self, same_line && same_direction);
  self->is_updating = FALSE;
}

static void
scheme_changed (SxAdjustmentForm *self)
{
  if (sx_session_get_n_writing (self->session) <= 1) /* what was sent is in the package, or undone */
    g_hash_table_remove_all (self->sent);
  update (self);
}

static void
selection_changed (SxAdjustmentForm *self)
{
  guint n;
  const gint64 *fids = sx_session_get_selection (self->session, &n);

  /* typed, not yet left: it is of what was selected until now */
  for (Field field = 0; field < N_FIELDS; field++)
    if (gtk_widget_get_state_flags (GTK_WIDGET (self->entries[field])) & GTK_STATE_FLAG_FOCUS_WITHIN)
      commit_field (self, field);
  g_array_set_size (self->fids, 0);
  if (n > 0)
    g_array_append_vals (self->fids, fids, n);
  update (self);
}

/* ---- entries */

static Field
field_of (SxAdjustmentForm *self, GtkWidget *entry)
{
  Field field = 0;

  while (field < N_FIELDS - 1 && GTK_WIDGET (self->entries[field]) != entry)
    field++;
  return field;
}

static void
entry_left (SxAdjustmentForm *self, GtkEventController *controller)
{
  commit_field (self, field_of (self, gtk_event_controller_get_widget (controller)));
}

static void
entry_activated (SxAdjustmentForm *self, GtkEntry *entry)
{
  commit_field (self, field_of (self, GTK_WIDGET (entry)));
  focus_map (self);
}

static gboolean
entry_key (SxAdjustmentForm *self, guint keyval, guint keycode, GdkModifierType state,
           GtkEventController *controller)
{
  Field field = field_of (self, gtk_event_controller_get_widget (controller));

  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  gtk_editable_set_text (GTK_EDITABLE (self->entries[field]), self->shown[field]);
  focus_map (self);
  return GDK_EVENT_STOP;
}

static void
prepare_entry (SxAdjustmentForm *self, GtkEntry *entry)
{
  GtkEventController *focus = gtk_event_controller_focus_new (), *key = gtk_event_controller_key_new ();

  g_signal_connect_object (focus, "leave", G_CALLBACK (entry_left), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (entry_key), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (entry_activated), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (entry), focus);
  gtk_widget_add_controller (GTK_WIDGET (entry), key);
}

/* ---- the object */

static void
row_measured (SxAdjustmentForm *self)
{
  if (self->fids->len > 0)
    show_size (self);
}

void
sx_adjustment_form_set_session (SxAdjustmentForm *self, SxSession *session, SxSchemeRows *rows)
{
  if (self->session)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (self->rows, self);
    }
  g_array_set_size (self->fids, 0);
  g_hash_table_remove_all (self->sent);
  g_set_object (&self->session, session);
  g_set_object (&self->rows, rows);
  if (!session)
    return;
  g_signal_connect_swapped (session, "scheme-changed", G_CALLBACK (scheme_changed), self);
  g_signal_connect_swapped (session, "selection-changed", G_CALLBACK (selection_changed), self);
  g_signal_connect_swapped (rows, "measured", G_CALLBACK (row_measured), self);
  selection_changed (self);
}

void
sx_adjustment_form_set_view (SxAdjustmentForm *self, SxMapView *view)
{
  self->view = view;
}

void
sx_adjustment_form_edit_name (SxAdjustmentForm *self)
{
  if (self->fids->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->entries[FIELD_NAME]));
}

static void
sx_adjustment_form_dispose (GObject *object)
{
  SxAdjustmentForm *self = SX_ADJUSTMENT_FORM (object);

  sx_adjustment_form_set_session (self, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_ADJUSTMENT_FORM);
  G_OBJECT_CLASS (sx_adjustment_form_parent_class)->dispose (object);
}

static void
sx_adjustment_form_finalize (GObject *object)
{
  SxAdjustmentForm *self = SX_ADJUSTMENT_FORM (object);

  for (Field field = 0; field < N_FIELDS; field++)
    g_free (self->shown[field]);
  g_array_unref (self->fids);
  g_hash_table_unref (self->sent);
  G_OBJECT_CLASS (sx_adjustment_form_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  static const char *const names[N_FIELDS] = { "name", "project", "basis", "note" };

  for (Field field = 0; field < N_FIELDS; field++)
    gtk_widget_class_bind_template_child_full (widget_class, names[field], FALSE,
                                               G_STRUCT_OFFSET (SxAdjustmentForm, entries)
                                                   + (gssize)(field * sizeof (GtkEntry *)));
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentForm, stack);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentForm, badge);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentForm, badge_icon);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentForm, badge_word);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentForm, line);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentForm, size);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentForm, situation_label);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentForm, situation);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentForm, type_label);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentForm, type);
  gtk_widget_class_bind_template_child (widget_class, SxAdjustmentForm, uncounted);
  gtk_widget_class_bind_template_callback (widget_class, situation_chosen);
  gtk_widget_class_bind_template_callback (widget_class, type_chosen);
  gtk_widget_class_bind_template_callback (widget_class, uncounted_toggled);
}

static void
sx_adjustment_form_class_init (SxAdjustmentFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_adjustment_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = sx_adjustment_form_finalize;
  g_type_ensure (SX_TYPE_CODE_BUTTON);
  gtk_widget_class_set_css_name (widget_class, "sx-adjustment-form");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-adjustment-form.ui");
  bind_children (widget_class);
}

static void
fill_types (SxAdjustmentForm *self)
{
  sx_code_button_add (self->type, NULL, "", _ ("Not given: counts as 11"));
  for (guint code = 11; code <= 25; code++)
    {
      g_autofree char *text = g_strdup_printf ("%u", code);
      const char *name;

      if (sx_codes_find (SX_CODES_HXLX, text, &name))
        sx_code_button_add (self->type, text, text, name);
    }
}

static void
sx_adjustment_form_init (SxAdjustmentForm *self)
{
  self->fids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->sent
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)sx_adjustment_unref);
  for (Field field = 0; field < N_FIELDS; field++)
    self->shown[field] = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  sx_code_button_set_name (self->situation, _ ("Situation"));
  sx_code_button_set_name (self->type, _ ("Red line type"));
  fill_types (self);
  for (Field field = 0; field < N_FIELDS; field++)
    prepare_entry (self, self->entries[field]);
  g_signal_connect_object (sx_settings_get (), "changed::" SX_SETTING_AREA_UNIT, G_CALLBACK (row_measured),
                           self, G_CONNECT_SWAPPED);
}
