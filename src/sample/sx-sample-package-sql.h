/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SQL of a GeoPackage (OGC 12-128r18, annexes C and F.3) and of the sx_ tables (plan-package.md). */
#pragma once

#define SX_SAMPLE_TIME "'2026-03-01T00:00:00.000Z'" /* fixed: the same sample twice is the same content */

extern const char *const sx_sample_package_schema;
/* NULL-terminated; "{table}" stands for the table's name. */
extern const char *const sx_sample_package_triggers[];
