/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report from its outline (resources/report/outline.json): headings and fixed sentences are data, and
 * each part that is computed has a function. */
#include "report/sx-report.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

#include "base/sx-error.h"
#include "base/sx-resource.h"
#include "export/sx-tables.h"
#include "report/sx-report-private.h"

#define ACROSS_CM 25.2 /* of a page across */
#define UPRIGHT_CM 15.5

/* 附表1–附表11, each under its title. */
static void
write_tables (SxReport *self, const char *of)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const SxGrid *grid = self->tables->pdata[i];
      g_autofree char *more = g_strconcat (grid->name, "续", NULL);

      sx_odt_heading (self->odt, 2, grid->title);
      if (*grid->unit)
        sx_odt_paragraph (self->odt, "Unit", grid->unit);
      /* before a second part there is an empty row */
      sx_odt_grid (self->odt, grid->name, grid, 0, grid->second ? grid->second - 1 : grid->n_rows, ACROSS_CM);
      if (grid->second)
        {
          sx_odt_paragraph (self->odt, "Source", "");
          sx_odt_grid (self->odt, more, grid, grid->second, grid->n_rows, ACROSS_CM);
        }
      for (guint n = 0; n < grid->notes->len; n++)
        {
          g_autofree char *note = g_strdup_printf ("注：%s", (char *)grid->notes->pdata[n]);

          sx_odt_paragraph (self->odt, "Source", note);
        }
    }
}

static const struct
{
  const char *name;
  void (*write) (SxReport *self, const char *of);
} parts[] = {
  { "basis", _sx_report_basis },
  { "scope", _sx_report_scope },
  { "present", _sx_report_present },
  { "troubles", _sx_report_troubles },
  { "overview", _sx_report_overview },
  { "summary", _sx_report_summary },
  { "situations", _sx_report_situations },
  { "ledger", _sx_report_ledger },
  { "argument", _sx_report_argument },
  { "checks", _sx_report_checks },
  { "lines", _sx_report_lines },
  { "zones", _sx_report_zones },
  { "uses", _sx_report_uses },
  { "projects", _sx_report_projects },
  { "townships", _sx_report_townships },
  { "tables", write_tables },
  { "notes", _sx_report_notes },
};

/* ---- what parts write with */

void
_sx_report_say (SxReport *self, char *text)
{
  sx_odt_paragraph (self->odt, "Text_20_body", text);
  g_free (text);
}

void
_sx_report_ask (SxReport *self, const char *what)
{
  sx_odt_begin (self->odt, "Text_20_body");
  sx_odt_placeholder (self->odt, what);
  sx_odt_end (self->odt);
}

void
_sx_report_show (SxReport *self, const char *caption, SxGrid *grid)
{
  g_autofree char *name = g_strdup_printf ("表%u", ++self->n_tables);
  g_autofree char *text = g_strdup_printf ("%s　%s", name, caption);

  sx_odt_paragraph (self->odt, "Caption", text);
  sx_odt_grid (self->odt, name, grid, 0, grid->n_rows, UPRIGHT_CM);
  sx_odt_paragraph (self->odt, "Source", "");
  sx_grid_free (grid);
}

const SxGrid *
_sx_report_table (const SxReport *self, guint number)
{
  return self->tables->pdata[number - 1];
}

/* ---- the outline */

/* "{name}…" with what it stands for. */
static char *
filled (const SxReport *self, const char *text)
{
  g_autofree char *year = g_strdup_printf ("%u", self->delivery->year);
  const char *const words[][2] = { { "{name}", self->delivery->name },
                                   { "{year}", year },
                                   { "{scheme}", self->delivery->scheme->name } };
  g_autoptr (GString) out = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_string_replace (out, words[i][0], words[i][1], 0);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
write_part (SxReport *self, const char *name, const char *of)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].name, name))
      {
        parts[i].write (self, of);
        return;
      }
  g_critical ("report/outline.json: there is no part “%s”", name);
}

static void
write_block (SxReport *self, JsonObject *block)
{
  if (json_object_has_member (block, "text"))
    _sx_report_say (self, filled (self, json_object_get_string_member (block, "text")));
  else if (json_object_has_member (block, "fill"))
    _sx_report_ask (self, json_object_get_string_member (block, "fill"));
  else
    write_part (self, json_object_get_string_member (block, "part"),
                json_object_get_string_member_with_default (block, "of", ""));
}

static void
write_section (SxReport *self, JsonObject *section)
{
  guint level = (guint)json_object_get_int_member (section, "level");
  const char *heading = json_object_get_string_member (section, "heading");
  JsonArray *blocks = json_object_get_array_member (section, "blocks");
  const char *master = json_object_get_string_member_with_default (section, "master", NULL);

  if (master || level == 1)
    sx_odt_part (self->odt, master ? master : "Standard", heading);
  else
    sx_odt_heading (self->odt, level, heading);
  for (guint i = 0; i < json_array_get_length (blocks); i++)
    write_block (self, json_array_get_object_element (blocks, i));
}

/* Broken before the year: a line of a title does not end within a word. */
static void
write_title (SxReport *self, const char *title)
{
  g_autofree char *year = g_strdup_printf ("%u年度", self->delivery->year), *start = NULL;
  const char *at = strstr (title, year);

  sx_odt_begin (self->odt, "OnCover");
  if (at && at > title)
    {
      start = g_strndup (title, (gsize)(at - title));
      sx_odt_text (self->odt, start);
      sx_odt_line_break (self->odt);
      title = at;
    }
  sx_odt_text (self->odt, title);
  sx_odt_end (self->odt);
}

static void
write_cover (SxReport *self, const char *title)
{
  const SxDelivery *delivery = self->delivery;
  g_auto (GStrv) date = g_strsplit (delivery->date, "-", 3);
  g_autofree char *month = g_strdup_printf ("%s年%d月", date[0], atoi (date[1]));
  g_autofree char *scheme = g_strdup_printf ("方案：%s", delivery->scheme->name);
  g_autofree char *rules
      = g_strdup_printf ("规则：%s（%s）", delivery->result->rules->title_zh, delivery->result->rules->id);
  g_autofree char *made = g_strdup_printf ("程序：Sanxian " SX_VERSION "　生成日期：%s", delivery->date);
  g_autofree char *fingerprint = g_strdup_printf ("指纹：%s", delivery->fingerprint);

  write_title (self, title);
  sx_odt_begin (self->odt, "Subtitle");
  if (self->agency)
    sx_odt_text (self->odt, self->agency);
  else
    sx_odt_placeholder (self->odt, "编制单位");
  sx_odt_end (self->odt);
  sx_odt_paragraph (self->odt, "Subtitle", month);
  sx_odt_paragraph (self->odt, "Imprint_20_First", scheme);
  sx_odt_paragraph (self->odt, "Imprint", rules);
  sx_odt_paragraph (self->odt, "Imprint", made);
  sx_odt_paragraph (self->odt, "Imprint", fingerprint);
  sx_odt_contents (self->odt, "目录");
}

static JsonObject *
load_outline (JsonParser *parser, GError **error)
{
  g_autoptr (GBytes) bytes = sx_resource_load ("report/outline.json");

  if (!bytes)
    {
      g_set_error_literal (error, SX_ERROR, SX_ERROR_INTERNAL, "report/outline.json");
      return NULL;
    }
  if (!json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
                                   error))
    return NULL;
  return json_node_get_object (json_parser_get_root (parser));
}

/* ---- the file */

static gboolean
write_bytes (const char *file, GBytes *bytes, GError **error)
{
  gsize size, done = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  int fd = g_open (file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  gboolean is_good = fd >= 0;

  while (is_good && done < size)
    {
      gssize n = write (fd, data + done, size - done);

      if (n < 0 && errno == EINTR)
        continue;
      is_good = n > 0;
      done += is_good ? (gsize)n : 0;
    }
  if (fd >= 0 && close (fd) != 0)
    is_good = FALSE;
  if (!is_good)
    g_set_error_literal (error, SX_ERROR, SX_ERROR_UNWRITABLE, g_strerror (errno));
  return is_good;
}

static gboolean
write_outline (SxReport *self, JsonObject *outline, const char *title, GCancellable *cancellable,
               GError **error)
{
  JsonArray *sections = json_object_get_array_member (outline, "sections");

  write_cover (self, title);
  for (guint i = 0; i < json_array_get_length (sections); i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      write_section (self, json_array_get_object_element (sections, i));
    }
  return TRUE;
}

/* NULL: nobody says it. */
static const char *
find_agency (const SxDelivery *delivery, const char *given)
{
  const char *said = sx_plan_parameter (delivery->plan, "plan.agency");

  if (given && *given)
    return given;
  return said && *said ? said : NULL;
}

gboolean
sx_report_write (const SxDelivery *delivery, SxSharedTables *shared, const char *agency, const char *file,
                 GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *outline = load_outline (parser, error);
  const GPtrArray *tables = outline ? sx_shared_tables_get (shared, error) : NULL;
  SxReport self = { .delivery = delivery, .agency = find_agency (delivery, agency), .tables = tables };
  g_autoptr (SxOdt) odt = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *title = NULL;

  if (!tables)
    return FALSE;
  title = filled (&self, json_object_get_string_member (outline, "title"));
  odt = self.odt
      = sx_odt_new (&(SxOdtAbout){ title, delivery->fingerprint, delivery->date, "Sanxian " SX_VERSION },
                    error);
  if (!odt || !write_outline (&self, outline, title, cancellable, error))
    return FALSE;
  bytes = sx_odt_to_bytes (odt, error);
  return bytes && !g_cancellable_set_error_if_cancelled (cancellable, error)
         && write_bytes (file, bytes, error);
}
