/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a plan package that the program knows, with their aliases and the fields it uses: data, not
 * code (resources/layers.json, after plan-package.md). A catalogue is immutable and owned by whoever loads
 * it. */
#pragma once

#include "plan/sx-layer.h"
#include "plan/sx-lines.h"

typedef struct
{
  char *name;     /* standard, upper case: "HXLX" */
  char **aliases; /* in order of preference, may be empty */
  SxColumnType type;
} SxCatalogueField;

typedef struct
{
  char *name;        /* standard, upper case: "STBHHX" */
  char **aliases;    /* in order of preference, may be empty */
  char *title;       /* what a planner calls it: "生态保护红线" */
  char *title_en;    /* what it is called where the user does not read Chinese */
  gboolean is_line;  /* LineString, else Polygon */
  SxLine line;       /* the control line this is the base table of, or SX_LINE_ANY */
  GPtrArray *fields; /* SxCatalogueField *; the columns that are read where the file has them */
} SxCatalogueTable;

typedef struct
{
  GPtrArray *tables; /* SxCatalogueTable *, in the order they are read */
} SxCatalogue;

/* From the program's resources. Without them, a bug, it is empty. */
SxCatalogue *sx_catalogue_load (void);
void sx_catalogue_free (SxCatalogue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxCatalogue, sx_catalogue_free)

/* The table of that standard name or alias, in any case; NULL for one that is in no list. Borrowed. */
const SxCatalogueTable *sx_catalogue_find (const SxCatalogue *self, const char *table);
/* Its name in the user's language, for the window; what is handed in has the title. */
const char *sx_catalogue_table_label (const SxCatalogueTable *self);
/* The field of that standard name or alias, in any case; NULL: not used. Borrowed. */
const SxCatalogueField *sx_catalogue_table_field (const SxCatalogueTable *self, const char *field);
