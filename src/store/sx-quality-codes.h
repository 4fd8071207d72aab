/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The code lists of the plan database (domain.md 2): which codes a field may hold and what they are called.
 */
#pragma once

#include <glib.h>

typedef enum
{
  SX_CODES_NONE,
  SX_CODES_DLBM,     /* 三调工作分类 */
  SX_CODES_CZCSXM,   /* 城镇村属性码 */
  SX_CODES_GDPDJB,   /* 耕地坡度级别 */
  SX_CODES_HXLX,     /* 生态保护红线类型 */
  SX_CODES_GHFQDM,   /* 规划分区 */
  SX_CODES_YDYHFLDM, /* 用地用海分类, four digits and more */
} SxCodeList;

/* FALSE: no code of that list. *name: what it is called, NULL where the list does not tell. */
gboolean sx_codes_find (SxCodeList list, const char *code, const char **name);
/* Whether a name in a file may stand for the list's name: equal but for spaces and a "用地" at the end. */
gboolean sx_codes_name_fits (const char *name, const char *standard);
