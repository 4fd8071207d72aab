/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names for made-up places. */
#pragma once

#include <glib.h>

#define SX_SAMPLE_COUNTY_NAME "清沂市"
#define SX_SAMPLE_COUNTY_CODE "341699" /* not given to any place */

/* Static; begins again where the names end. */
const char *sx_sample_township_name (guint township);
/* "柳树镇王家庄村"; owned by the caller. */
char *sx_sample_village_name (guint64 seed, guint township, guint village);
