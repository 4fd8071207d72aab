/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/sx-odt.h"

#include <libxml/tree.h>

struct _SxOdt
{
  char *title, *fingerprint, *date, *program;
  xmlDoc *content, *styles;
  xmlNode *automatic; /* styles made on the way */
  xmlNode *body;
  xmlNode *paragraph;  /* being written, or NULL */
  xmlNode *index;      /* where lines of the contents go, or NULL */
  GPtrArray *headings; /* xmlNode *, all */
  GHashTable *widths;  /* char * "2.31cm" → char *, style of a column */
};

/* name: "text:p" */
xmlNode *_sx_odt_add (xmlNode *parent, const char *name);
void _sx_odt_set (xmlNode *node, const char *name, const char *value);
void _sx_odt_add_text (xmlNode *parent, const char *text);
