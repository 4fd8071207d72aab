/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/sx-lines.h"

static const struct
{
  const char *name, *table;
} lines[SX_N_LINES] = {
  { "farmland", "YJJBNTBHTB" }, { "redline", "STBHHX" }, { "boundary", "CZKFBJGX" },
  { "heritage", "LSWHBHX" },    { "flood", "HLFXKZX" },  { "mineral", "KCZYKCBHX" },
  { "green", "ZXCQCSLVX" },     { "blue", "ZXCQCSLX" },  { "yellow", "ZXCQCSHX" },
  { "purple", "ZXCQCSZX" },
};

gboolean
sx_line_parse (const char *text, SxLine *out)
{
  for (int i = 0; text && i < SX_N_LINES; i++)
    if (g_str_equal (text, lines[i].name))
      {
        *out = (SxLine)i;
        return TRUE;
      }
  return FALSE;
}

const char *
sx_line_name (SxLine line)
{
  return line >= 0 && line < SX_N_LINES ? lines[line].name : "any";
}

const char *
sx_line_table (SxLine line)
{
  g_return_val_if_fail (line >= 0 && line < SX_N_LINES, NULL);
  return lines[line].table;
}

gboolean
sx_direction_parse (const char *text, SxDirection *out)
{
  if (g_strcmp0 (text, "in") == 0)
    *out = SX_DIRECTION_IN;
  else if (g_strcmp0 (text, "out") == 0)
    *out = SX_DIRECTION_OUT;
  else
    return FALSE;
  return TRUE;
}

const char *
sx_direction_name (SxDirection direction)
{
  return direction == SX_DIRECTION_IN ? "in" : direction == SX_DIRECTION_OUT ? "out" : "any";
}
