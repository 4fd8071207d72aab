/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One statutory table as it is printed: cells with text, numbers and sums, merged headings. A sum is kept
 * both as a formula, for whoever goes on with the workbook, and as the number it gives. */
#pragma once

#include <glib.h>

/* The title and the unit stand above the cells. */
#define SX_GRID_TOP 2

typedef enum
{
  SX_CELL_EMPTY,
  SX_CELL_TEXT,
  SX_CELL_NUMBER,
} SxCellKind;

typedef struct
{
  SxCellKind kind;
  char *text;
  double number, exact; /* rounded, and as it came */
  int decimals;
  char *formula;        /* "=SUM(C5:C9)", or NULL */
  gboolean in_brackets; /* a number that is part of the one before it: "(33.6316)" */
} SxCell;

typedef struct
{
  guint row, column, last_row, last_column;
} SxMerge;

typedef struct
{
  char *name;                      /* of the sheet: "附表1" */
  char *title;                     /* "附表1 三条控制线…" */
  char *unit;                      /* "单位：公顷、%", or "" */
  guint n_columns, n_rows, n_head; /* head: rows of headings */
  guint second;                    /* row where a second part begins, with n_head headings; 0: none */
  double *widths;                  /* characters, a column each */
  guint words;                     /* bit c: column c holds sentences, which begin at its left */
  gboolean is_list;                /* as long as what it lists; else a page has it whole */
  gboolean is_upright;             /* on a portrait page */
  GPtrArray *rows;                 /* SxCell *, n_columns each */
  GArray *merges;                  /* SxMerge */
  GPtrArray *notes;                /* char *: what is missing, and why */
} SxGrid;

SxGrid *sx_grid_new (const char *name, const char *title, const char *unit, guint n_columns);
void sx_grid_free (SxGrid *self);

/* Adds a row and returns its number; texts for its first cells, ended by NULL ("" leaves one empty). */
guint sx_grid_add (SxGrid *self, ...) G_GNUC_NULL_TERMINATED;
/* The rows so far are headings. */
void sx_grid_end_head (SxGrid *self);
void sx_grid_merge (SxGrid *self, guint row, guint column, guint last_row, guint last_column);
void sx_grid_text (SxGrid *self, guint row, guint column, const char *text);
/* NAN: the cell stays empty. */
void sx_grid_number (SxGrid *self, guint row, guint column, double number, int decimals);
/* Rounds cells of a column together, so that they add up to their rounded sum; rows first … last. */
void sx_grid_round (SxGrid *self, guint column, guint first, guint last);
/* Sums, with as many decimals as what they sum; nothing where there is nothing to sum. */
void sx_grid_sum (SxGrid *self, guint row, guint column, guint first, guint last);
void sx_grid_sum_of (SxGrid *self, guint row, guint column, const guint *rows, guint n);
/* Cell less cell of the same row. */
void sx_grid_difference (SxGrid *self, guint row, guint column, guint minuend, guint subtrahend);
/* A number that its cell shows in brackets, beside the cell that it is a part of. */
void sx_grid_bracket (SxGrid *self, guint row, guint column);
const SxCell *sx_grid_cell (const SxGrid *self, guint row, guint column);
/* What a cell says: its own text, or that of the merged cell it lies in; NULL: neither. */
const char *sx_grid_shown_text (const SxGrid *self, guint row, guint column);
/* Whether the column is one of the part that the row is in: a table of two parts may have more columns in one
 * of them, and the row between is in neither. */
gboolean sx_grid_is_used (const SxGrid *self, guint row, guint column);
/* Something that stays empty, and why; takes the text. */
void sx_grid_note (SxGrid *self, char *note);
void sx_grid_set_widths (SxGrid *self, const double *widths); /* n_columns of them */
