/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `check` prints: findings one by one as JSON, as they come, or gathered by kind and table as text. */
#pragma once

#include "plan/sx-plan.h"
#include "store/sx-quality.h"

typedef struct _SxCheckReport SxCheckReport;

SxCheckReport *sx_check_report_new (const SxPlan *plan, gboolean is_json);
void sx_check_report_free (SxCheckReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxCheckReport, sx_check_report_free)

/* An SxQualityFound; data is the report. */
void sx_check_report_add (const SxQualityFinding *finding, gpointer report);
/* Prints what is left to print. FALSE where standard output could not be written at any time. */
gboolean sx_check_report_finish (SxCheckReport *self, GError **error);
guint sx_check_report_count (const SxCheckReport *self, SxQualitySeverity severity);
