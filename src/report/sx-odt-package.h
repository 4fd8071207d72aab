/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The container of an OpenDocument file: a ZIP archive that begins with its type, not compressed. */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

/* date: "2026-06-30", that of all parts, so that the same content is the same bytes. Errors: INTERNAL. */
GBytes *_sx_odt_package_new (xmlDoc *content, xmlDoc *styles, xmlDoc *meta, const char *date, GError **error);
