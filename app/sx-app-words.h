/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor's words for lines, directions, situations and areas, in the user's language. Borrowed where
 * const, else owned by the caller. */
#pragma once

#include "sx-settings.h"

#include "rules/sx-rule-profile.h"

const char *sx_words_line_title (SxLine line);          /* 城镇开发边界 */
const char *sx_words_line_short (SxLine line);          /* 边界 */
const char *sx_words_direction (SxDirection direction); /* 调入 */
const char *sx_words_direction_icon (SxDirection direction);
/* "④" for "4"; a code that is no single digit stands in parentheses. */
char *sx_words_situation_mark (const char *code);
/* "④ 衔接…" with the full text; "(9)" for a code that the rules do not know; NULL or "": not chosen. */
char *sx_words_situation (const SxRuleProfile *rules, SxLine line, SxDirection direction, const char *code);
/* Whether the rules have a list of situations for it. */
gboolean sx_words_has_situations (const SxRuleProfile *rules, SxLine line, SxDirection direction);
/* Numbers as sx-text.h rounds them, below zero with a minus sign ("−0.10") and not the hyphen of files. */
char *sx_words_number (double number, int decimals);
char *sx_words_change (double number, int decimals);
/* "3.21 公顷" and "48.2 亩" of m²: the one the user wants first, and the other. "…" for NAN: not measured
 * yet. decimals: of hectares; 亩 have one less. */
char *sx_words_area (double m2, SxAreaUnit unit, int decimals);
/* "+9.02 −13.37 公顷": what came in and what went out, each where there is any, in the unit the user wants
 * first. */
char *sx_words_area_in_out (double in_m2, double out_m2, int decimals);
char *sx_words_area_first (double m2, int decimals);
char *sx_words_area_second (double m2, int decimals);
/* "120,415" */
char *sx_words_count (guint n);
/* The base name without its ending, as people call the file. */
char *sx_words_file_title (const char *file);
