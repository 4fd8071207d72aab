/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forward declarations of every public core type, so that headers need not include each other. */
#pragma once

#include <glib.h>

typedef struct _SxShape SxShape;
typedef struct _SxLayer SxLayer;
typedef struct _SxPlan SxPlan;
typedef struct _SxAdjustment SxAdjustment;
typedef struct _SxReclass SxReclass;
typedef struct _SxRoad SxRoad;
typedef struct _SxJudgement SxJudgement;
typedef struct _SxProject SxProject;
typedef struct _SxScheme SxScheme;
typedef struct _SxSnapshot SxSnapshot;
typedef struct _SxRuleProfile SxRuleProfile;
typedef struct _SxIndicatorRule SxIndicatorRule;
typedef struct _SxConflictRule SxConflictRule;
typedef struct _SxFilter SxFilter;
typedef struct _SxEvaluator SxEvaluator;
typedef struct _SxResult SxResult;
typedef struct _SxEngine SxEngine;
