/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plot of one scheme in the other: one edit, one step of undo. */
#include "sx-compare-window-private.h"

#include "base/sx-i18n.h"
#include "evaluate/sx-result-words.h"

gboolean
_sx_compare_window_can_copy (SxCompareWindow *self, guint to)
{
  SxCompareRow *row = _sx_compare_window_selected_plot (self);

  /* what is selected has to be what is in the package now */
  return row && row->plot[1 - to] && row->differs && !self->copied && sx_comparer_is_current (self->comparer)
         && !sx_session_is_read_only (self->session, NULL);
}

char *
_sx_compare_window_copy_words (SxCompareWindow *self, guint to)
{
  return g_strdup_printf (to == 0 ? _ ("Copy to A: %s") : _ ("Copy to B: %s"), self->shown->name[to]);
}

/* "复制到方案 乙：调入 城镇开发边界 12，东部新城" */
static char *
edit_label (SxCompareWindow *self, guint to, const SxAdjustment *item)
{
  g_autofree char *what = sx_words_adjustment (item);

  return g_strdup_printf (_ ("Copy to scheme %s: %s"), self->shown->name[to], what);
}

/* Where the other scheme has it drawn or described otherwise, that one becomes as this is. */
void
_sx_compare_window_copy (SxCompareWindow *self, guint to)
{
  SxCompareRow *row = _sx_compare_window_selected_plot (self);
  g_autoptr (SxEdit) edit = NULL;
  SxAdjustment *item;

  if (!_sx_compare_window_can_copy (self, to))
    return;
  item = row->plot[1 - to];
  g_free (self->copied);
  self->copied = edit_label (self, to, item);
  edit = sx_edit_new (self->copied, sx_comparer_get_scheme (self->comparer, to));
  if (row->plot[to])
    {
      g_autoptr (SxAdjustment) copy = sx_adjustment_copy (item);

      copy->fid = row->plot[to]->fid;
      sx_edit_replace_adjustment (edit, row->plot[to], copy);
    }
  else
    sx_edit_add_adjustment (edit, item);
  sx_session_commit (self->session, edit);
}
