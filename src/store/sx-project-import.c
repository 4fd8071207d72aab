/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-project-import.h"

#include <math.h>
#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-text.h"
#include "base/sx-units.h"
#include "plan/sx-project-codes.h"
#include "store/sx-sheet-reader.h"

#define SEARCHED_ROWS 30 /* headings stand among the first ones */
#define MIN_HEADINGS 3
#define MAX_TEXT_CHARS 1000
#define MAX_AREA_HA 1e7
#define MAX_SENTENCES 1000

typedef struct
{
  SxProjectImport *out;
  const SxSheet *sheet;
  guint heading_row;
  int at[SX_PROJECT_N_COLUMNS]; /* which cell holds it; -1: none */
  double to_ha;                 /* of the area column's unit */
} Reading;

void
sx_project_import_free (SxProjectImport *self)
{
  g_ptr_array_unref (self->projects);
  g_ptr_array_unref (self->refused);
  g_ptr_array_unref (self->remarks);
  g_free (self->sheet);
  g_free (self);
}

/* ---- cells */

/* On one line, without control characters; NULL where nothing is left. */
static char *
cell_text (char **row, int at)
{
  g_autofree char *joined = NULL, *clean = NULL;
  g_auto (GStrv) lines = NULL;

  if (at < 0 || at >= (int)g_strv_length (row))
    return NULL;
  /* a line break within Chinese text stands for nothing */
  lines = g_strsplit_set (row[at], "\r\n", -1);
  joined = g_strjoinv ("", lines);
  clean = g_strstrip (sx_text_clean (joined));
  return *clean ? g_steal_pointer (&clean) : NULL;
}

/* Full-width forms as plain ones, without any blank. */
static char *
compact (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  GString *out = g_string_new (NULL);

  for (const char *p = normal ? normal : ""; *p; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

/* "H": as spreadsheets call it. */
static char *
column_letters (int at)
{
  return at < 26 ? g_strdup_printf ("%c", 'A' + at)
                 : g_strdup_printf ("%c%c", 'A' + at / 26 - 1, 'A' + at % 26);
}

/* ---- what is told */

static void
tell (GPtrArray *list, char *sentence)
{
  if (list->len < MAX_SENTENCES)
    g_ptr_array_add (list, sentence);
  else
    g_free (sentence);
}

/* "Row 7, H “用地面积”": what a sentence begins with. */
static char *
place_of (const Reading *self, guint row, guint column)
{
  g_autofree char *letters = NULL;

  if (self->at[column] < 0)
    return g_strdup_printf (_ ("Row %u, “%s”"), row + 1, sx_project_heading (column));
  letters = column_letters (self->at[column]);
  return g_strdup_printf (_ ("Row %u, column %s “%s”"), row + 1, letters, sx_project_heading (column));
}

/* ---- headings */

/* The unit in a heading's parentheses: how many ha it is; 0: an unknown one. */
static double
unit_to_ha (const char *unit)
{
  static const struct
  {
    const char *name;
    double ha;
  } units[] = { { "公顷", 1 },
                { "hm2", 1 },
                { "ha", 1 },
                { "亩", SX_MU_M2 / SX_HA_M2 },
                { "平方米", 1 / SX_HA_M2 },
                { "m2", 1 / SX_HA_M2 },
                { "平方公里", 100 },
                { "平方千米", 100 },
                { "km2", 100 } };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_ascii_strcasecmp (units[i].name, unit) == 0)
      return units[i].ha;
  return 0;
}

/* The column of a heading, or -1; *unit: what stands in its parentheses, or NULL. */
static int
read_heading (const char *cell, char **unit)
{
  g_autofree char *text = compact (cell);
  char *open = strchr (text, '('), *close = open ? strchr (open, ')') : NULL;

  *unit = close ? g_strndup (open + 1, (gsize)(close - open - 1)) : NULL;
  if (open)
    *open = '\0';
  return sx_project_find_heading (text);
}

/* How many headings of 附表8 the row has; 0 without a name's. */
static guint
count_headings (char **row)
{
  guint found = 0, n = 0;

  for (guint i = 0; row[i]; i++)
    {
      g_autofree char *unit = NULL;
      int column = read_heading (row[i], &unit);

      n += column >= 0;
      found |= column >= 0 ? 1u << column : 0;
    }
  return found & 1u << SX_PROJECT_NAME ? n : 0;
}

static gboolean
find_headings (Reading *self, const GPtrArray *sheets)
{
  for (guint s = 0; s < sheets->len; s++)
    {
      const SxSheet *sheet = sheets->pdata[s];

      for (guint r = 0; r < MIN (sheet->rows->len, SEARCHED_ROWS); r++)
        if (count_headings (sheet->rows->pdata[r]) >= MIN_HEADINGS)
          {
            self->sheet = sheet;
            self->heading_row = r;
            return TRUE;
          }
    }
  return FALSE;
}

static gboolean
take_heading (Reading *self, char **row, int i, const char *shown, GError **error)
{
  g_autofree char *unit = NULL, *letters = column_letters (i), *text = cell_text (row, i);
  int column = text ? read_heading (row[i], &unit) : -1;

  if (!text)
    return TRUE;
  if (column < 0)
    {
      tell (self->out->remarks,
            g_strdup_printf (_ ("Column %s “%s” is not one of 附表8 and was left out."), letters, text));
      return TRUE;
    }
  if (self->at[column] >= 0)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("“%s” has two columns “%s”, the second is %s; remove one of them and import again."),
                   shown, sx_project_heading ((guint)column), letters);
      return FALSE;
    }
  self->at[column] = i;
  if (column != SX_PROJECT_COLUMN_AREA || !unit)
    return TRUE;
  self->to_ha = unit_to_ha (unit);
  if (self->to_ha > 0)
    return TRUE;
  g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
               _ ("“%s”: the unit of column %s is “%s”, which is not known; write 公顷 or 亩 and import "
                  "again."),
               shown, letters, unit);
  return FALSE;
}

static gboolean
take_headings (Reading *self, const char *shown, GError **error)
{
  char **row = self->sheet->rows->pdata[self->heading_row];

  self->to_ha = 1;
  for (guint i = 0; i < SX_PROJECT_N_COLUMNS; i++)
    self->at[i] = -1;
  for (int i = 0; row[i]; i++)
    if (!take_heading (self, row, i, shown, error))
      return FALSE;
  for (guint i = 0; i < SX_PROJECT_COLUMN_NUMBER; i++)
    if (self->at[i] < 0)
      tell (self->out->remarks,
            g_strdup_printf (_ ("There is no column “%s”; it stays empty in what came in."),
                             sx_project_heading (i)));
  return TRUE;
}

/* ---- rows */

/* A number in ha; a unit behind it goes before the heading's. FALSE: it is none. */
static gboolean
read_area (const Reading *self, const char *cell, double *out)
{
  g_autofree char *text = compact (cell), *plain = NULL;
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  double number, to_ha;
  char *end;

  plain = g_strjoinv ("", parts);
  if (!strchr ("0123456789.", *plain) || !*plain || g_str_has_prefix (plain, "0x"))
    return FALSE;
  number = g_ascii_strtod (plain, &end);
  to_ha = *end ? unit_to_ha (end) : self->to_ha;
  *out = number * to_ha;
  return end != plain && to_ha > 0 && isfinite (*out) && *out >= 0 && *out <= MAX_AREA_HA;
}

static gboolean
take_area (const Reading *self, char **row, guint r, SxProject *project)
{
  g_autofree char *text = cell_text (row, self->at[SX_PROJECT_COLUMN_AREA]), *place = NULL;

  if (!text || read_area (self, text, &project->area_ha))
    return TRUE;
  place = place_of (self, r, SX_PROJECT_COLUMN_AREA);
  tell (self->out->refused,
        g_strdup_printf (_ ("%s: “%s” is no area; write a number of hectares, such as 12.5."), place, text));
  return FALSE;
}

static gboolean
take_text (const Reading *self, char **row, guint r, SxProjectText column, SxProject *project)
{
  g_autofree char *text = cell_text (row, self->at[column]), *key = text ? compact (text) : NULL;
  const char *printed = key ? sx_project_printed (column, key) : NULL;
  g_autofree char *place = place_of (self, r, column), *all = NULL;
  const char *const *values = sx_project_values (column);

  if (text && g_utf8_strlen (text, -1) > MAX_TEXT_CHARS)
    {
      tell (self->out->refused, g_strdup_printf (_ ("%s: the text is longer than %d characters; shorten it."),
                                                 place, MAX_TEXT_CHARS));
      return FALSE;
    }
  sx_project_set_text (project, column, printed ? printed : text);
  if (!text || printed || !values || column == SX_PROJECT_TYPE)
    return TRUE;
  all = g_strjoinv ("、", (char **)values);
  tell (sx_project_is_open (column) ? self->out->remarks : self->out->refused,
        sx_project_is_open (column)
            ? g_strdup_printf (_ ("%s: “%s” is none of %s; it was taken as it is."), place, text, all)
            : g_strdup_printf (_ ("%s: “%s” is none of %s; write one of these."), place, text, all));
  return sx_project_is_open (column);
}

/* Blank but for its number; the headings once more, on another page; a note below the table. */
static gboolean
says_nothing (const Reading *self, char **row)
{
  gboolean is_blank = TRUE;

  for (int i = 0; row[i]; i++)
    {
      g_autofree char *text = cell_text (row, i), *key = text ? compact (text) : NULL;

      if (key && sx_project_is_note (key))
        return TRUE;
      is_blank &= !text || i == self->at[SX_PROJECT_COLUMN_NUMBER];
    }
  return is_blank || count_headings (row) >= MIN_HEADINGS;
}

static gboolean
is_sum (const Reading *self, char **row, guint r)
{
  for (int i = 0; row[i]; i++)
    {
      g_autofree char *text = cell_text (row, i), *key = text ? compact (text) : NULL;

      if (key && sx_project_is_sum (key))
        {
          tell (self->out->remarks,
                g_strdup_printf (_ ("Row %u is a sum (“%s”), not a project, and was left out."), r + 1,
                                 text));
          return TRUE;
        }
    }
  return FALSE;
}

static void
look_at (const Reading *self, guint r, const SxProject *project)
{
  g_autofree char *place = NULL;

  if (g_strcmp0 (project->maintenance, "新增") != 0 || project->basis)
    return;
  place = place_of (self, r, SX_PROJECT_BASIS);
  tell (self->out->remarks, g_strdup_printf (_ ("%s: “%s” is added (新增) and needs a basis; fill it in."),
                                             place, project->name));
}

static void
take_row (const Reading *self, guint r)
{
  char **row = self->sheet->rows->pdata[r];
  g_autofree char *name = NULL, *place = NULL;
  g_autoptr (SxProject) project = NULL;

  if (says_nothing (self, row) || is_sum (self, row, r))
    return;
  name = cell_text (row, self->at[SX_PROJECT_NAME]);
  if (!name)
    {
      place = place_of (self, r, SX_PROJECT_NAME);
      tell (self->out->refused,
            g_strdup_printf (_ ("%s is empty; a project needs a name, write it."), place));
      return;
    }
  project = sx_project_new (NULL);
  for (guint i = 0; i < SX_PROJECT_N_TEXTS; i++)
    if (!take_text (self, row, r, i, project))
      return;
  if (!take_area (self, row, r, project))
    return;
  look_at (self, r, project);
  g_ptr_array_add (self->out->projects, g_steal_pointer (&project));
}

SxProjectImport *
sx_project_import_read (const char *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *shown = g_path_get_basename (file), *name = g_filename_display_name (shown);
  g_autoptr (GPtrArray) sheets = sx_sheets_read (file, cancellable, error);
  g_autoptr (SxProjectImport) out = NULL;
  Reading self = { 0 };

  if (!sheets)
    return NULL;
  if (!find_headings (&self, sheets))
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("No row of “%s” has the headings of 附表8; write 项目名称, 项目类型, 用地面积（公顷） "
                      "… above "
                      "the columns and import again."),
                   name);
      return NULL;
    }
  self.out = out = g_new0 (SxProjectImport, 1);
  out->projects = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_project_unref);
  out->refused = g_ptr_array_new_with_free_func (g_free);
  out->remarks = g_ptr_array_new_with_free_func (g_free);
  out->sheet = g_strdup (self.sheet->name);
  if (!take_headings (&self, name, error))
    return NULL;
  for (guint r = self.heading_row + 1; r < self.sheet->rows->len; r++)
    take_row (&self, r);
  return g_steal_pointer (&out);
}
