/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas/sx-atlas.h"

#include <string.h>

#include "atlas/sx-atlas-private.h"
#include "atlas/sx-sheet-drawing.h"
#include "base/sx-error.h"
#include "base/sx-i18n.h"

#define DEFAULT_PAPER 3 /* A3 */
#define LEAST_SCALE 100.0
#define MOST_SCALE 1e7
#define LEAST_DPI 20.0
#define MOST_DPI 1200.0

static gboolean
read_paper (const char *paper, guint *out, GError **error)
{
  *out = DEFAULT_PAPER;
  if (!paper)
    return TRUE;
  if ((paper[0] == 'A' || paper[0] == 'a') && paper[1] >= '0' && paper[1] <= '4' && !paper[2])
    {
      *out = (guint)(paper[1] - '0');
      return TRUE;
    }
  g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
               _ ("There is no paper “%s”; there are A4, A3, A2, A1 and A0."), paper);
  return FALSE;
}

static gboolean
check_scale (double scale, GError **error)
{
  if (scale == 0 || (scale >= LEAST_SCALE && scale <= MOST_SCALE))
    return TRUE;
  g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
               _ ("A map at 1 : %g cannot be drawn; take a scale from 1 : %g to 1 : %g."), scale, LEAST_SCALE,
               MOST_SCALE);
  return FALSE;
}

static gboolean
check_dpi (double dpi, GError **error)
{
  if (dpi == 0 || (dpi >= LEAST_DPI && dpi <= MOST_DPI))
    return TRUE;
  g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
               _ ("A picture of %g dots an inch cannot be made; take from %g to %g."), dpi, LEAST_DPI,
               MOST_DPI);
  return FALSE;
}

static SxBox
layer_box (const SxLayer *layer)
{
  SxBox box = SX_BOX_EMPTY;

  for (guint f = 0; layer && f < layer->n_features; f++)
    box = sx_box_union (box, layer->box[f]);
  return box;
}

/* The ground that a sheet is about. */
static SxBox
sheet_ground (const SxDelivery *delivery, gboolean is_city)
{
  static const char *const wide[] = { "XZQ", "DLTB", "GHFQ", "CZKFBJGX", "YJJBNTBHTB", "STBHHX" };
  static const char *const city[] = { "ZXCQFW", "ZXCQGHYDYH" };
  SxBox box = SX_BOX_EMPTY;

  for (guint i = 0; is_city && i < G_N_ELEMENTS (city); i++)
    box = sx_box_union (box, layer_box (sx_plan_layer (delivery->plan, city[i])));
  for (guint i = 0; sx_box_is_empty (box) && i < G_N_ELEMENTS (wide); i++)
    box = layer_box (sx_plan_layer (delivery->plan, wide[i]));
  for (guint i = 0; sx_box_is_empty (box) && i < delivery->scheme->adjustments->len; i++)
    box = sx_box_union (box, ((SxAdjustment *)delivery->scheme->adjustments->pdata[i])->shape->box);
  if (sx_box_is_empty (box))
    box = (SxBox){ 0, 0, 1000, 1000 };
  return box;
}

static void
find_agency (SxAtlas *self, const char *given)
{
  const char *said = sx_plan_parameter (self->delivery->plan, "plan.agency");

  if (!given || !*given)
    given = said && *said ? said : self->theme->agency;
  self->agency = g_strdup (given);
}

static void
make_sheets (SxAtlas *self, const SxAtlasOptions *options)
{
  gboolean has_window = options->window.x1 > options->window.x0 && options->window.y1 > options->window.y0;

  self->sheets = g_new0 (SxAtlasSheet, sx_n_sheet_contents);
  self->layouts = g_new0 (SxSheetLayout, sx_n_sheet_contents);
  for (guint i = 0; i < sx_n_sheet_contents; i++)
    {
      const SxSheetContent *content = &sx_sheet_contents[i];
      SxAtlasSheet *sheet = &self->sheets[i];
      const SxSheetReason *reason;
      SxBox ground = has_window ? options->window : sheet_ground (self->delivery, sx_sheet_is_city (content));

      sx_sheet_layout_init (&self->layouts[i], self->paper, ground, options->scale);
      sheet->id = content->id;
      sheet->number = content->number;
      sheet->title = content->title;
      sheet->stem = g_strdup_printf ("图%u%s", content->number, content->title);
      reason = sx_sheet_missing (content, self->delivery, self->projects);
      if (reason)
        {
          sheet->missing = _ (reason->message);
          sheet->reason = reason->words;
        }
      sheet->scale = sheet->missing ? 0 : self->layouts[i].scale;
    }
}

SxAtlas *
sx_atlas_new (const SxDelivery *delivery, const SxAtlasOptions *options, GError **error)
{
  static const SxAtlasOptions defaults = { 0 };
  g_autoptr (SxAtlas) self = g_new0 (SxAtlas, 1);

  if (!options)
    options = &defaults;
  self->delivery = delivery;
  self->dpi = options->dpi;
  if (!read_paper (options->paper, &self->paper, error) || !check_scale (options->scale, error)
      || !check_dpi (options->dpi, error) || !(self->theme = sx_atlas_theme_load (options->theme, error))
      || !(self->projects = sx_atlas_projects_read (delivery, error)))
    return NULL;
  find_agency (self, options->agency);
  make_sheets (self, options);
  self->grounds = sx_atlas_grounds_new (delivery, self->theme);
  self->contents = sx_ground_contents_new ();
  return g_steal_pointer (&self);
}

void
sx_atlas_free (SxAtlas *self)
{
  for (guint i = 0; self->sheets && i < sx_n_sheet_contents; i++)
    g_free (self->sheets[i].stem);
  g_free (self->sheets);
  g_free (self->layouts);
  g_clear_pointer (&self->contents, sx_ground_contents_free);
  g_clear_pointer (&self->grounds, sx_atlas_grounds_free);
  g_clear_pointer (&self->theme, sx_atlas_theme_free);
  g_clear_pointer (&self->projects, g_ptr_array_unref);
  g_free (self->agency);
  g_free (self);
}

guint
sx_atlas_n_sheets (const SxAtlas *self)
{
  return sx_n_sheet_contents;
}

const SxAtlasSheet *
sx_atlas_sheet (const SxAtlas *self, guint sheet)
{
  g_return_val_if_fail (sheet < sx_n_sheet_contents, NULL);
  return &self->sheets[sheet];
}

void
sx_atlas_page_size (const SxAtlas *self, guint sheet, double *width, double *height)
{
  g_return_if_fail (sheet < sx_n_sheet_contents);
  *width = self->layouts[sheet].width;
  *height = self->layouts[sheet].height;
}

gboolean
sx_atlas_draw_with (SxAtlas *self, guint sheet, cairo_t *cr, SxPdfInsert *insert, GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (sheet < sx_n_sheet_contents, FALSE);
  if (self->sheets[sheet].missing)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT, _ ("There is no map sheet “%s”: %s"),
                   self->sheets[sheet].title, self->sheets[sheet].missing);
      return FALSE;
    }
  return sx_sheet_draw (self, sheet, cr, insert, cancellable, error);
}

gboolean
sx_atlas_draw (SxAtlas *self, guint sheet, cairo_t *cr, GCancellable *cancellable, GError **error)
{
  return sx_atlas_draw_with (self, sheet, cr, NULL, cancellable, error);
}
