/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes and names of what is handed in: data, not program (resources/export/codes.json). Any thread. */
#pragma once

#include "plan/sx-lines.h"

/* Of SX_ZONE_… (evaluate/sx-plan-index.h): "300", "农田保护区"; NULL for a zone without one. Static. */
const char *sx_delivery_zone_code (guint zone);
const char *sx_delivery_zone_name (guint zone);
/* WHLY of a situation, and KZBSHSLX of ground that does, or does not, count in the multiplier; NULL: none. */
const char *sx_delivery_reason (SxLine line, SxDirection direction, const char *situation);
const char *sx_delivery_counting (gboolean is_uncounted);
/* YSDM of a layer whose features do not say it; NULL: not known. Static. */
const char *sx_delivery_ysdm (const char *table);
/* Whether two codes of land use are the same: shorter ones are filled up with 0. */
gboolean sx_delivery_same_use (const char *a, const char *b);
