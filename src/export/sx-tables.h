/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 附表1–附表11 of one delivery, as they are printed in the guideline (附录三). The words of the tables are
 * statutory: they are Chinese in every locale. */
#pragma once

#include "export/sx-delivery.h"
#include "export/sx-grid.h"

/* SxGrid *, eleven. Errors: those of reading the projects. */
GPtrArray *sx_tables_new (const SxDelivery *delivery, GError **error);

/* The same for all parts of a delivery, made when the first of them needs it. Any thread; borrows the
 * delivery. */
typedef struct _SxSharedTables SxSharedTables;

SxSharedTables *sx_shared_tables_new (const SxDelivery *delivery);
void sx_shared_tables_free (SxSharedTables *self);
/* Borrowed. Errors: those of sx_tables_new(). */
const GPtrArray *sx_shared_tables_get (SxSharedTables *self, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxSharedTables, sx_shared_tables_free)

/* Writes the workbook to the path. Errors: UNWRITABLE, whose message names no file, those of reading,
 * G_IO_ERROR_CANCELLED. */
gboolean sx_delivery_write_tables (const SxDelivery *self, SxSharedTables *tables, const char *path,
                                   GCancellable *cancellable, GError **error);
/* Whether that file is a workbook. */
gboolean sx_delivery_is_workbook (const char *path);

/* ---- one by one; projects: SxProject * */

SxGrid *sx_table_summary (const SxDelivery *delivery, const GPtrArray *projects); /* 附表1 */
SxGrid *sx_table_situations (const SxDelivery *delivery, SxLine line);            /* 附表2–4 */
SxGrid *sx_table_indicators (const SxDelivery *delivery);                         /* 附表5 */
SxGrid *sx_table_zones (const SxDelivery *delivery);                              /* 附表6 */
SxGrid *sx_table_uses (const SxDelivery *delivery);                               /* 附表7 */
SxGrid *sx_table_projects (const GPtrArray *projects);                            /* 附表8 */
SxGrid *sx_table_townships (const SxDelivery *delivery);                          /* 附表9 */
SxGrid *sx_table_passages (const SxDelivery *delivery);                           /* 附表10 */
SxGrid *sx_table_effects (const SxDelivery *delivery);                            /* 附表11 */

/* Before and after of a row, in its unit; NAN where there is none. Before is the state without any scheme. */
void sx_tables_values (const SxDelivery *delivery, SxMeasure measure, double *before, double *after);
