/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Most of what is on a sheet is ground that others show alike: all control lines lie over the same land. */
#include "atlas/sx-atlas-private.h"

#include <string.h>

#include "base/sx-lock.h"

#define CHECK_EVERY 256 /* rings */

typedef struct
{
  GMutex lock; /* held while it is made */
  SxGroundCover cover;
  SxAtlasSymbol *symbols; /* the cover's; their titles are the theme's */
  double mm;
  gboolean is_made;
  SxGroundContent content;
} Entry;

struct _SxGroundContents
{
  GMutex lock; /* of the array, not of what is in it */
  GPtrArray *entries;
};

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_clear_pointer (&self->content.bytes, g_bytes_unref);
  g_free (self->content.is_seen);
  g_free (self->symbols);
  g_mutex_clear (&self->lock);
  g_free (self);
}

SxGroundContents *
sx_ground_contents_new (void)
{
  SxGroundContents *self = g_new0 (SxGroundContents, 1);

  g_mutex_init (&self->lock);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  return self;
}

void
sx_ground_contents_free (SxGroundContents *self)
{
  g_ptr_array_unref (self->entries);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* ---- which */

static gboolean
is_opaque_or_none (SxInk ink)
{
  return ink.a <= 0 || ink.a >= 1;
}

gboolean
sx_ground_cover_is_plain (const SxGroundCover *cover)
{
  for (guint c = 0; c < cover->ground->n_classes; c++)
    {
      const SxAtlasSymbol *symbol = &cover->symbols[c];

      if (!is_opaque_or_none (symbol->fill) || !is_opaque_or_none (symbol->line)
          || !is_opaque_or_none (symbol->casing)
          || (symbol->hatch != SX_HATCH_NONE && symbol->hatch_ink.a > 0))
        return FALSE;
    }
  return TRUE;
}

static gboolean
inks_equal (SxInk a, SxInk b)
{
  return memcmp (&a, &b, sizeof a) == 0;
}

static gboolean
looks_equal (const SxAtlasSymbol *a, const SxAtlasSymbol *b, guint n)
{
  for (guint i = 0; i < n; i++)
    if (!inks_equal (a[i].fill, b[i].fill) || !inks_equal (a[i].line, b[i].line) || a[i].width != b[i].width
        || a[i].dash[0] != b[i].dash[0] || a[i].dash[1] != b[i].dash[1]
        || !inks_equal (a[i].casing, b[i].casing) || a[i].casing_width != b[i].casing_width)
      return FALSE;
  return TRUE;
}

static gboolean
entry_is (const Entry *self, const SxGroundCover *cover, double mm)
{
  return self->cover.ground == cover->ground && self->cover.style == cover->style
         && self->cover.tolerance_mm == cover->tolerance_mm && self->mm == mm
         && memcmp (&self->cover.map, &cover->map, sizeof cover->map) == 0
         && looks_equal (self->symbols, cover->symbols, cover->ground->n_classes);
}

static Entry *
find_entry (SxGroundContents *self, const SxGroundCover *cover, double mm)
{
  guint n = cover->ground->n_classes;
  Entry *entry = NULL;

  sx_lock (&self->lock);
  for (guint i = 0; i < self->entries->len && !entry; i++)
    if (entry_is (self->entries->pdata[i], cover, mm))
      entry = self->entries->pdata[i];
  if (!entry)
    {
      entry = g_new0 (Entry, 1);
      g_mutex_init (&entry->lock);
      entry->symbols = g_memdup2 (cover->symbols, n * sizeof *cover->symbols);
      entry->cover = *cover;
      entry->cover.symbols = entry->symbols;
      entry->mm = mm;
      entry->content.is_seen = g_new0 (gboolean, MAX (n, 1));
      g_ptr_array_add (self->entries, entry);
    }
  sx_unlock (&self->lock);
  return entry;
}

/* ---- making */

gboolean
sx_ground_cover_add (const SxGroundCover *cover, const SxShapeBuffer *rings, gsize ring, SxPagePen *pen)
{
  const SxPoint *points = rings->points + rings->ring_start[ring];
  guint n = rings->ring_start[ring + 1] - rings->ring_start[ring];

  return (cover->style == SX_COVER_LINES ? sx_page_pen_line : sx_page_pen_ring) (pen, points, n);
}

/* All outlines of a class, painted at once. */
static gboolean
add_outlines (Entry *self, guint c, gboolean is_filled, gboolean has_line, SxPagePen *pen,
              GCancellable *cancellable)
{
  const SxShapeBuffer *rings = &self->cover.ground->rings[c];

  sx_page_pen_begin (pen);
  for (gsize r = 0; r < rings->n_rings; r++)
    {
      if (r % CHECK_EVERY == 0 && g_cancellable_is_cancelled (cancellable))
        return FALSE;
      self->content.is_seen[c] |= sx_ground_cover_add (&self->cover, rings, r, pen);
    }
  if (pen->n_points)
    sx_pdf_content_paint (pen->content, is_filled, has_line);
  return TRUE;
}

/* What is wider than the line is below it, and so goes first, with the fill. */
static gboolean
add_class (Entry *self, guint c, SxPagePen *pen, GCancellable *cancellable)
{
  const SxAtlasSymbol *symbol = &self->symbols[c];
  gboolean is_filled = self->cover.style == SX_COVER_FILLED && symbol->fill.a > 0,
           has_line = symbol->line.a > 0 && symbol->width > 0,
           has_casing = symbol->casing.a > 0 && symbol->casing_width > 0;
  const double no_dash[2] = { 0, 0 }, dash[2] = { symbol->dash[0] * self->mm, symbol->dash[1] * self->mm };

  if (is_filled)
    sx_pdf_content_set_fill (pen->content, symbol->fill);
  if (has_casing)
    {
      sx_pdf_content_set_line (pen->content, symbol->casing, symbol->casing_width * self->mm, no_dash);
      if (!add_outlines (self, c, is_filled, TRUE, pen, cancellable))
        return FALSE;
    }
  if (has_line)
    sx_pdf_content_set_line (pen->content, symbol->line, symbol->width * self->mm, dash);
  return (has_casing && !has_line)
         || add_outlines (self, c, is_filled && !has_casing, has_line, pen, cancellable);
}

static void
make (Entry *self, GCancellable *cancellable)
{
  g_autoptr (SxPdfContent) content = sx_pdf_content_new ();
  gboolean is_any = FALSE;
  SxPagePen pen;

  self->is_made = TRUE;
  sx_page_pen_init (&pen, NULL, &self->cover.map);
  pen.content = content;
  pen.tolerance = SX_PT_PER_MM * self->cover.tolerance_mm;
  pen.is_outline = self->cover.style == SX_COVER_OUTLINED;
  for (guint c = 0; self->is_made && c < self->cover.ground->n_classes; c++)
    {
      self->is_made = add_class (self, c, &pen, cancellable);
      is_any |= pen.n_points > 0;
    }
  if (self->is_made && is_any)
    self->content.bytes = sx_pdf_content_finish (content);
  sx_page_pen_clear (&pen);
}

const SxGroundContent *
sx_ground_contents_get (SxGroundContents *self, const SxGroundCover *cover, double mm,
                        GCancellable *cancellable, GError **error)
{
  Entry *entry = find_entry (self, cover, mm);
  gboolean is_made;

  sx_lock (&entry->lock);
  if (!entry->is_made)
    make (entry, cancellable);
  is_made = entry->is_made;
  sx_unlock (&entry->lock);
  if (is_made)
    return &entry->content;
  g_cancellable_set_error_if_cancelled (cancellable, error);
  return NULL;
}
