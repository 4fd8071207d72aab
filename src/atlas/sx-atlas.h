/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map sheets that are handed in: the nine of the guideline (3.2) and the sheets of the state before that
 * cities add. All of them are drawn from one delivery and carry its fingerprint.
 *
 * An atlas borrows its delivery, which must outlive it and stay as it is. Making one is cheap; ground that
 * several sheets show is put together once, by whoever needs it first. Drawing and writing may be done by any
 * number of threads at once. */
#pragma once

#include <cairo.h>

#include "export/sx-delivery.h"

typedef struct _SxAtlas SxAtlas;

typedef enum
{
  SX_ATLAS_PDF, /* vector, text can be searched */
  SX_ATLAS_PNG,
  SX_ATLAS_SVG,
  SX_N_ATLAS_FORMATS,
} SxAtlasFormat;

/* Zeroed: A3, as the built-in theme says, each sheet on all it is about. */
typedef struct
{
  const char *paper; /* "A4" … "A0"; NULL: "A3" */
  const char *theme; /* a file that changes some of resources/atlas/theme.json; NULL: nothing */
  const char
      *agency;  /* 编制单位; NULL: what the plan's parameter plan.agency says, else left to be written */
  double dpi;   /* of PNG; 0: 300, less on large paper */
  double scale; /* 1 : so many; 0: the largest round one that has everything on the sheet */
  SxBox window; /* of the plane, what has to be on the sheet; all 0: what the sheet is about */
} SxAtlasOptions;

typedef struct
{
  const char *id;      /* "farmland-analysis" */
  guint number;        /* 1–9: as the guideline counts them; from 10 on: the others */
  const char *title;   /* "永久基本农田维护调整分析图" */
  char *stem;          /* "图2永久基本农田维护调整分析图": of a file name */
  const char *missing; /* why there is no such sheet, for the user; NULL: there is */
  const char *reason;  /* the same in the language of the sheets, for what is handed in with them */
  double scale;        /* 1 : so many; 0 where it is missing */
} SxAtlasSheet;

/* Errors: USAGE (no such paper or scale), FORMAT, NOT_FOUND, UNREADABLE (the theme; the message names file,
 * place and remedy), those of reading the package's projects. */
SxAtlas *sx_atlas_new (const SxDelivery *delivery, const SxAtlasOptions *options, GError **error);
void sx_atlas_free (SxAtlas *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxAtlas, sx_atlas_free)

/* The same sheets for every delivery, in order of their numbers. */
guint sx_atlas_n_sheets (const SxAtlas *self);
const SxAtlasSheet *sx_atlas_sheet (const SxAtlas *self, guint sheet);
/* In points of 1/72 inch. */
void sx_atlas_page_size (const SxAtlas *self, guint sheet, double *width, double *height);

/* The whole page, its corner at the origin of cr, which is in points; the same for a preview and for a file.
 * Errors: FORMAT where the sheet is missing, CANCELLED, INTERNAL. */
gboolean sx_atlas_draw (SxAtlas *self, guint sheet, cairo_t *cr, GCancellable *cancellable, GError **error);
/* The page into a file of its own, which is made or overwritten; taken away again where it fails. Errors
 * also: UNWRITABLE, whose message names no file; LIMIT (a PNG of more pixels than can be). */
gboolean sx_atlas_write (SxAtlas *self, guint sheet, SxAtlasFormat format, const char *file,
                         GCancellable *cancellable, GError **error);
const char *sx_atlas_format_suffix (SxAtlasFormat format); /* "pdf" */
