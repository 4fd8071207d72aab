/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small package in a folder of its own, to be written to: DLTB with two squares, and no sx_ table. */
#pragma once

#include <sqlite3.h>
#include "plan/sx-plan.h"
#include "plan/sx-scheme.h"
#include "store/sx-scheme-store.h"

typedef struct
{
  char *folder, *file;
  SxPlan *plan;
  char *base; /* DLTB as it was made */
} StoreFixture;

/* epsg: 4490, 4513–4554. */
StoreFixture *store_fixture_new (int epsg);
/* Removes the folder. */
void store_fixture_free (StoreFixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreFixture, store_fixture_free)

/* sx_adjustment, sx_reclass and sx_road as GDAL makes them (R-tree and triggers), without `uncounted`. */
void store_fixture_add_gdal_tables (StoreFixture *self, int epsg);
/* Runs SQL on a connection of its own, like another program. */
void store_fixture_run (const StoreFixture *self, const char *sql);
/* The first column of the first row as text; "NULL", or "" where there is no row. Free with g_free. */
char *store_fixture_ask (const StoreFixture *self, const char *sql);
/* All rows of a query, columns joined by "|", rows by newline; blobs in hexadecimal. */
char *store_fixture_dump (const char *file, const char *sql);
/* The content of all sx_ tables but the history and the dates; "" where there are none yet. */
char *store_fixture_dump_schemes (const char *file);
/* That DLTB is as it was made and the file passes SQLite's check. */
void store_fixture_check_base (const StoreFixture *self);

/* A square of that size with its lower left corner so far from the middle of the plan. */
SxShape *store_fixture_square (const StoreFixture *self, double dx, double dy, double size);
SxShape *store_fixture_line (const StoreFixture *self, double dx, double dy, double length);
SxAdjustment *store_fixture_adjustment (const StoreFixture *self, double dx);

/* Steps of a store that must succeed. */
SxSchemeStore *store_fixture_open (SxPlan *plan);
void store_fixture_close (SxSchemeStore *store);
void store_fixture_begin (SxSchemeStore *store, gint64 scheme, const char *label);
void store_fixture_commit (SxSchemeStore *store);
/* Its id. */
gint64 store_fixture_add_scheme (SxSchemeStore *store, const char *name);
