/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas/sx-atlas-theme.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/sx-i18n.h"
#include "base/sx-resource.h"
#include "rules/sx-json-place.h"
#include "rules/sx-json-text.h"

#define BUILT_IN "atlas/theme.json"
#define ALL_OTHERS "*"
#define LONGEST_MM 50
#define SIZE_LIMIT (1 << 20)

static const char *const mark_keys[SX_N_MARKS + 1] = {
  "territory",
  "township",
  "city",
  "farmland",
  "redline",
  "boundary",
  "land",
  "zone",
  "use",
  "road",
  "road_new",
  "road_gone",
  "in",
  "out",
  "changed",
  "project_new",
  "project_updated",
  "project_kept",
  "project_dropped",
  "window",
  NULL,
};
static const char *const table_keys[SX_N_ATLAS_TABLES] = { "land", "zones", "uses" };

/* ---- reading */

/* "#rrggbb" or "#rrggbbaa" */
static gboolean
ink_parse (const char *text, SxInk *out)
{
  gsize n = strlen (text);
  guint64 v;

  if (text[0] != '#' || (n != 7 && n != 9) || strspn (text + 1, "0123456789abcdefABCDEF") != n - 1)
    return FALSE;
  v = g_ascii_strtoull (text + 1, NULL, 16);
  if (n == 7)
    v = v << 8 | 0xff;
  *out = (SxInk){ (float)(v >> 24 & 0xff) / 255, (float)(v >> 16 & 0xff) / 255, (float)(v >> 8 & 0xff) / 255,
                  (float)(v & 0xff) / 255 };
  return TRUE;
}

static gboolean
read_ink (const SxJsonPlace *object, const char *key, SxInk *out, GError **error)
{
  SxJsonPlace at;
  const char *text;

  if (!sx_json_has (object, key, &at))
    return TRUE;
  if (!sx_json_text (&at, &text, error))
    return FALSE;
  if (!ink_parse (text, out))
    {
      g_autofree char *shown = sx_json_text_shown (text);

      return sx_json_fail (&at, error, _ ("“%s” is no colour; write #rrggbb or #rrggbbaa"), shown);
    }
  return TRUE;
}

static gboolean
read_length (const SxJsonPlace *at, double least, double *out, GError **error)
{
  double number;

  if (!sx_json_number (at, &number, error))
    return FALSE;
  if (number < least || number > LONGEST_MM)
    return sx_json_fail (at, error, _ ("a length has to be from %g to %d millimetres"), least, LONGEST_MM);
  *out = number;
  return TRUE;
}

static gboolean
read_member_length (const SxJsonPlace *object, const char *key, double least, double *out, GError **error)
{
  SxJsonPlace at;

  return !sx_json_has (object, key, &at) || read_length (&at, least, out, error);
}

/* [drawn, left out], or none: a solid line */
static gboolean
read_dash (const SxJsonPlace *object, double dash[2], GError **error)
{
  SxJsonPlace at;

  if (!sx_json_has (object, "dash", &at))
    return TRUE;
  if (sx_json_is_null (&at))
    {
      dash[0] = dash[1] = 0;
      return TRUE;
    }
  if (!sx_json_check_list (&at, error))
    return FALSE;
  if (sx_json_length (&at) != 2)
    return sx_json_fail (&at, error, _ ("a dash is two lengths, drawn and left out; null is a solid line"));
  for (guint i = 0; i < 2; i++)
    {
      SxJsonPlace element = sx_json_element (&at, i);

      if (!read_length (&element, 0.1, &dash[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_mark (const SxJsonPlace *at, SxAtlasSymbol *mark, GError **error)
{
  static const char *const keys[]
      = { "title",        "fill",  "line",       "width",      "dash",        "casing",
          "casing_width", "hatch", "hatch_line", "hatch_step", "hatch_width", NULL };
  static const char *const hatches[] = { "none", "rising", "falling", "cross", "level", "upright", NULL };
  SxJsonPlace place;
  int hatch = (int)mark->hatch;

  if (!sx_json_check_object (at, keys, error)
      || (sx_json_has (at, "title", &place) && !sx_json_member_text (at, "title", &mark->title, error))
      || !read_ink (at, "fill", &mark->fill, error) || !read_ink (at, "line", &mark->line, error)
      || !read_ink (at, "casing", &mark->casing, error)
      || !read_ink (at, "hatch_line", &mark->hatch_ink, error)
      || !read_member_length (at, "width", 0, &mark->width, error)
      || !read_member_length (at, "casing_width", 0, &mark->casing_width, error)
      || !read_member_length (at, "hatch_step", 0.2, &mark->hatch_step, error)
      || !read_member_length (at, "hatch_width", 0.02, &mark->hatch_width, error)
      || !read_dash (at, mark->dash, error) || !sx_json_member_word (at, "hatch", hatches, &hatch, error))
    return FALSE;
  mark->hatch = (SxHatch)hatch;
  return TRUE;
}

static gboolean
read_marks (SxAtlasTheme *self, const SxJsonPlace *at, GError **error)
{
  if (!sx_json_check_object (at, mark_keys, error))
    return FALSE;
  for (guint i = 0; i < SX_N_MARKS; i++)
    {
      SxJsonPlace mark;

      if (sx_json_has (at, mark_keys[i], &mark) && !read_mark (&mark, &self->marks[i], error))
        return FALSE;
    }
  return TRUE;
}

/* The class of exactly that code; a new one where there is none. */
static SxAtlasClass *
find_or_add (GArray *classes, const char *code)
{
  SxAtlasClass fresh = { g_strdup (code), NULL, { 0 } };

  for (guint i = 0; i < classes->len; i++)
    if (g_str_equal (g_array_index (classes, SxAtlasClass, i).code, code))
      {
        g_free (fresh.code);
        return &g_array_index (classes, SxAtlasClass, i);
      }
  g_array_append_val (classes, fresh);
  return &g_array_index (classes, SxAtlasClass, classes->len - 1);
}

static gboolean
read_classes (GArray *classes, const SxJsonPlace *at, GError **error)
{
  static const char *const keys[] = { "code", "title", "fill", NULL };

  if (!sx_json_check_list (at, error))
    return FALSE;
  for (guint i = 0; i < sx_json_length (at); i++)
    {
      SxJsonPlace element = sx_json_element (at, i), code;
      SxAtlasClass *found;
      const char *text;

      if (!sx_json_check_object (&element, keys, error))
        return FALSE;
      if (!sx_json_has (&element, "code", &code))
        return sx_json_fail_missing (&element, "code", error);
      if (!sx_json_text (&code, &text, error))
        return FALSE;
      found = find_or_add (classes, g_str_equal (text, ALL_OTHERS) ? "" : text);
      if (!sx_json_member_text (&element, "title", &found->title, error)
          || !read_ink (&element, "fill", &found->fill, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_fonts (SxAtlasTheme *self, const SxJsonPlace *at, GError **error)
{
  static const char *const keys[] = { "title", "text", NULL };

  return sx_json_check_object (at, keys, error) && sx_json_member_text (at, "title", &self->title_font, error)
         && sx_json_member_text (at, "text", &self->text_font, error);
}

static gboolean
read_theme (SxAtlasTheme *self, const SxJsonPlace *root, GError **error)
{
  static const char *const keys[]
      = { "about", "fonts", "paper", "ink", "faint", "agency", "marks", "land", "zones", "uses", NULL };
  SxJsonPlace at;

  if (!sx_json_check_object (root, keys, error) || !read_ink (root, "paper", &self->paper, error)
      || !read_ink (root, "ink", &self->ink, error) || !read_ink (root, "faint", &self->faint, error))
    return FALSE;
  if (sx_json_has (root, "agency", &at) && !sx_json_member_text (root, "agency", &self->agency, error))
    return FALSE;
  if (sx_json_has (root, "fonts", &at) && !read_fonts (self, &at, error))
    return FALSE;
  if (sx_json_has (root, "marks", &at) && !read_marks (self, &at, error))
    return FALSE;
  for (guint t = 0; t < SX_N_ATLAS_TABLES; t++)
    if (sx_json_has (root, table_keys[t], &at) && !read_classes (self->classes[t], &at, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_text (SxAtlasTheme *self, const char *text, gssize length, const char *document, GError **error)
{
  g_autoptr (JsonNode) node = sx_json_text_parse (text, length, document, SX_ERROR_FORMAT, error);
  SxJsonPlace root;

  if (!node)
    return FALSE;
  root = sx_json_root (document, SX_ERROR_FORMAT, node);
  return read_theme (self, &root, error);
}

static gboolean
read_file (SxAtlasTheme *self, const char *file, GError **error)
{
  g_autofree char *shown = g_filename_display_name (file), *text = NULL;
  g_autoptr (GError) local = NULL;
  GStatBuf info;
  gsize length;

  if (g_stat (file, &info) == 0 && info.st_size > SIZE_LIMIT)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("%s is larger than 1 MiB and so no theme of map sheets; name another."), shown);
      return FALSE;
    }
  if (!g_file_get_contents (file, &text, &length, &local))
    {
      gboolean is_absent = g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT)
                           || g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);

      g_set_error (error, SX_ERROR, is_absent ? SX_ERROR_NOT_FOUND : SX_ERROR_UNREADABLE,
                   is_absent ? _ (
                       "There is no theme of map sheets “%s”; name a file that is there, or leave it out.")
                             : _ ("The theme of map sheets “%s” cannot be read; see to it that it is a file "
                                  "you may read."),
                   shown);
      return FALSE;
    }
  return read_text (self, text, (gssize)length, shown, error);
}

/* ---- the whole */

static void
class_clear (gpointer data)
{
  SxAtlasClass *self = data;

  g_free (self->code);
  g_free (self->title);
}

SxAtlasTheme *
sx_atlas_theme_load (const char *file, GError **error)
{
  g_autoptr (SxAtlasTheme) self = g_new0 (SxAtlasTheme, 1);
  g_autoptr (GBytes) bytes = sx_resource_load (BUILT_IN);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  for (guint t = 0; t < SX_N_ATLAS_TABLES; t++)
    {
      self->classes[t] = g_array_new (FALSE, TRUE, sizeof (SxAtlasClass));
      g_array_set_clear_func (self->classes[t], class_clear);
    }
  for (guint i = 0; i < SX_N_MARKS; i++)
    {
      self->marks[i].hatch_step = 1.2;
      self->marks[i].hatch_width = 0.15;
    }
  if (!read_text (self, text, (gssize)size, BUILT_IN, error) || (file && !read_file (self, file, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
sx_atlas_theme_free (SxAtlasTheme *self)
{
  for (guint t = 0; t < SX_N_ATLAS_TABLES; t++)
    g_clear_pointer (&self->classes[t], g_array_unref);
  for (guint i = 0; i < SX_N_MARKS; i++)
    g_free (self->marks[i].title);
  g_free (self->title_font);
  g_free (self->text_font);
  g_free (self->agency);
  g_free (self);
}

const SxAtlasClass *
sx_atlas_theme_get_class (const SxAtlasTheme *self, SxAtlasTable table, guint number)
{
  return &g_array_index (self->classes[table], SxAtlasClass, number);
}

guint
sx_atlas_theme_class (const SxAtlasTheme *self, SxAtlasTable table, const char *code, const char *name)
{
  guint best = 0;
  gsize length = 0;

  for (guint i = 1; i < self->classes[table]->len; i++)
    {
      const SxAtlasClass *c = sx_atlas_theme_get_class (self, table, i);
      gsize n = strlen (c->code);

      if (*code ? n > length && g_str_has_prefix (code, c->code) : name && g_str_equal (name, c->title))
        {
          best = i;
          length = n;
        }
    }
  return best;
}

static gboolean
same_ink (SxInk a, SxInk b)
{
  return memcmp (&a, &b, sizeof a) == 0;
}

guint
sx_atlas_theme_legend_class (const SxAtlasTheme *self, SxAtlasTable table, guint number)
{
  const SxAtlasClass *c = sx_atlas_theme_get_class (self, table, number);
  guint best = number;
  gsize length = strlen (c->code);

  for (guint i = 1; i < self->classes[table]->len; i++)
    {
      const SxAtlasClass *other = sx_atlas_theme_get_class (self, table, i);

      if (strlen (other->code) < length && g_str_has_prefix (c->code, other->code)
          && same_ink (c->fill, other->fill))
        {
          best = i;
          length = strlen (other->code);
        }
    }
  return best;
}
