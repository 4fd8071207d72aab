/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which two schemes are compared: the choosers, and what they hold. */
#include "sx-compare-window-private.h"

#include "base/sx-i18n.h"
#include "base/sx-text.h"

static gboolean
find_scheme (SxCompareWindow *self, gint64 id, guint *at)
{
  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      {
        *at = i;
        return TRUE;
      }
  return FALSE;
}

static gint64
id_at (SxCompareWindow *self, guint at)
{
  return g_array_index (self->ids, gint64, at % self->ids->len);
}

static void
show_choice (SxCompareWindow *self)
{
  GtkDropDown *choosers[SX_N_SIDES] = { self->chooser_a, self->chooser_b };

  self->is_choosing = TRUE;
  for (guint side = 0; side < SX_N_SIDES; side++)
    {
      guint at;

      if (find_scheme (self, sx_comparer_get_scheme (self->comparer, side), &at))
        gtk_drop_down_set_selected (choosers[side], at);
    }
  self->is_choosing = FALSE;
}

void
_sx_compare_window_chosen (SxCompareWindow *self, GParamSpec *pspec, GtkDropDown *chooser)
{
  guint at = gtk_drop_down_get_selected (chooser), side = chooser == self->chooser_a ? 0 : 1;
  gint64 ids[SX_N_SIDES];

  if (self->is_choosing || !self->comparer || at == GTK_INVALID_LIST_POSITION)
    return;
  for (guint i = 0; i < SX_N_SIDES; i++)
    ids[i] = sx_comparer_get_scheme (self->comparer, i);
  if (ids[1 - side] == id_at (self, at)) /* the other one's: they change places */
    ids[1 - side] = ids[side];
  ids[side] = id_at (self, at);
  sx_comparer_set_schemes (self->comparer, ids[0], ids[1]);
  show_choice (self);
}

static gboolean
has_same_schemes (SxCompareWindow *self, const GPtrArray *schemes)
{
  if (self->ids->len != schemes->len + 1)
    return FALSE;
  for (guint i = 0; i < schemes->len; i++)
    {
      const SxSchemeInfo *info = schemes->pdata[i];

      if (id_at (self, i + 1) != info->id || g_strcmp0 (self->schemes->pdata[i + 1], info->name) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
fill_choosers (SxCompareWindow *self, const GPtrArray *schemes)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  const gint64 before = SX_COMPARER_BEFORE;

  g_ptr_array_set_size (self->schemes, 0);
  g_array_set_size (self->ids, 0);
  g_ptr_array_add (self->schemes, g_strdup (sx_comparer_before_words ()));
  g_array_append_val (self->ids, before);
  gtk_string_list_append (names, sx_comparer_before_words ());
  for (guint i = 0; i < schemes->len; i++)
    {
      const SxSchemeInfo *info = schemes->pdata[i];
      g_autofree char *name = sx_text_clean (info->name);

      g_ptr_array_add (self->schemes, g_strdup (info->name));
      g_array_append_val (self->ids, info->id);
      gtk_string_list_append (names, *name ? name : _ ("Unnamed scheme"));
    }
  self->is_choosing = TRUE;
  gtk_drop_down_set_model (self->chooser_a, G_LIST_MODEL (names));
  gtk_drop_down_set_model (self->chooser_b, G_LIST_MODEL (names));
  self->is_choosing = FALSE;
}

/* What is compared is there still; else the open scheme and its neighbour are, or the plan as it was before
 * where there is no other scheme. */
static void
choose (SxCompareWindow *self)
{
  gint64 ids[SX_N_SIDES]
      = { sx_comparer_get_scheme (self->comparer, 0), sx_comparer_get_scheme (self->comparer, 1) };
  gboolean is_first = ids[0] == ids[1];
  guint first, second;

  if ((is_first || !find_scheme (self, ids[0], &first))
      && !find_scheme (self, sx_session_get_scheme (self->session)->id, &first))
    first = 1;
  if (is_first || !find_scheme (self, ids[1], &second) || second == first)
    {
      second = first + 1 < self->ids->len ? first + 1 : 1;
      if (second == first) /* the only one: what it makes of the plan */
        first = 0;
    }
  sx_comparer_set_schemes (self->comparer, id_at (self, first), id_at (self, second));
  show_choice (self);
}

void
_sx_compare_window_list_schemes (SxCompareWindow *self, const GPtrArray *schemes)
{
  if (has_same_schemes (self, schemes))
    return;
  fill_choosers (self, schemes);
  choose (self);
}

void
_sx_compare_window_swap (SxCompareWindow *self)
{
  sx_comparer_set_schemes (self->comparer, sx_comparer_get_scheme (self->comparer, 1),
                           sx_comparer_get_scheme (self->comparer, 0));
  show_choice (self);
}
