/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of 附表8, as data (resources/projects.json): headings, the values that the table prints, and how
 * people write them. Statutory words: Chinese in every locale. Everything is borrowed and lives for ever. Any
 * thread. */
#pragma once

#include "plan/sx-project.h"

/* What a column of a project list can be: SxProjectText, or one of these. */
enum
{
  SX_PROJECT_COLUMN_AREA = SX_PROJECT_N_TEXTS,
  SX_PROJECT_COLUMN_NUMBER, /* 序号 */
  SX_PROJECT_N_COLUMNS,
};

const char *sx_project_heading (guint column); /* "项目名称" */
/* The column of that heading, or -1. heading: without its unit and blanks, normalised (NFKC). */
int sx_project_find_heading (const char *heading);
/* The printed values, NULL-terminated; NULL for a text that has none. */
const char *const *sx_project_values (SxProjectText text);
/* Whether other values than the printed ones can stand there. */
gboolean sx_project_is_open (SxProjectText text);
/* The printed value of what is written ("省": "省级"); NULL where there is none. */
const char *sx_project_printed (SxProjectText text, const char *written);
/* Whether a row of a list that begins so is a sum ("合计"), or a note below the table ("备注：…"). */
gboolean sx_project_is_sum (const char *text);
gboolean sx_project_is_note (const char *text);
