/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one scheme holds in the other: one edit, one step of undo. */
#include "sx-compare-window-private.h"

#include "base/sx-i18n.h"
#include "base/sx-text.h"
#include "evaluate/sx-result-words.h"

gboolean
_sx_compare_window_can_copy (SxCompareWindow *self, guint to)
{
  SxCompareRow *row = _sx_compare_window_selected (self);

  /* what is selected has to be what is in the package now; nothing goes into the plan as it was before */
  return row && sx_compare_row_is_in (row, 1 - to) && row->differs && !self->copied
         && sx_comparer_get_scheme (self->comparer, to) != SX_COMPARER_BEFORE
         && sx_comparer_is_current (self->comparer) && !sx_session_is_read_only (self->session, NULL);
}

char *
_sx_compare_window_copy_words (SxCompareWindow *self, guint to)
{
  return g_strdup_printf (to == 0 ? _ ("Copy to A: %s") : _ ("Copy to B: %s"), self->shown->name[to]);
}

/* "复制到方案 乙：调入 城镇开发边界 12，东部新城" */
static char *
edit_label (SxCompareWindow *self, guint to, SxCompareRow *row)
{
  g_autofree char *what = row->item ? sx_words_item (row->item->kind, row->item->item[1 - to])
                                    : sx_comparison_text_title (row->said);

  return g_strdup_printf (_ ("Copy to scheme %s: %s"), self->shown->name[to], what);
}

static void
copy_item (SxEdit *edit, SxItemKind kind, gpointer item)
{
  if (kind == SX_ITEM_ADJUSTMENT)
    sx_edit_add_adjustment (edit, item);
  else if (kind == SX_ITEM_ROAD)
    sx_edit_add_road (edit, item);
  else
    sx_edit_add_reclass (edit, item);
}

static void
replace_item (SxEdit *edit, SxItemKind kind, gpointer was, gpointer item)
{
  if (kind == SX_ITEM_ADJUSTMENT)
    {
      g_autoptr (SxAdjustment) copy = sx_adjustment_copy (item);

      copy->fid = sx_item_fid (kind, was);
      sx_edit_replace_adjustment (edit, was, copy);
    }
  else if (kind == SX_ITEM_ROAD)
    {
      g_autoptr (SxRoad) copy = sx_road_copy (item);

      copy->fid = sx_item_fid (kind, was);
      sx_edit_replace_road (edit, was, copy);
    }
  else
    {
      g_autoptr (SxReclass) copy = sx_reclass_copy (item);

      copy->fid = sx_item_fid (kind, was);
      sx_edit_replace_reclass (edit, was, copy);
    }
}

static void
copy_said (SxEdit *edit, const SxComparisonText *said, guint to)
{
  guint from = 1 - to;
  const SxJudgement was = { said->key, said->value[to], said->reason[to] };
  const SxJudgement item = { said->key, said->value[from], said->reason[from] };

  if (said->is_judgement)
    sx_edit_replace_judgement (edit, said->value[to] ? &was : NULL, &item);
  else
    sx_edit_replace_parameter (edit, said->key, said->value[to], said->value[from]);
}

/* Where the other scheme has it drawn or described otherwise, that one becomes as this is. */
void
_sx_compare_window_copy (SxCompareWindow *self, guint to)
{
  SxCompareRow *row = _sx_compare_window_selected (self);
  g_autoptr (SxEdit) edit = NULL;

  if (!_sx_compare_window_can_copy (self, to))
    return;
  g_free (self->copied);
  self->copied = edit_label (self, to, row);
  edit = sx_edit_new (self->copied, sx_comparer_get_scheme (self->comparer, to));
  if (row->said)
    copy_said (edit, row->said, to);
  else if (row->item->item[to])
    replace_item (edit, row->item->kind, row->item->item[to], row->item->item[1 - to]);
  else
    copy_item (edit, row->item->kind, row->item->item[1 - to]);
  sx_session_commit (self->session, edit);
}
