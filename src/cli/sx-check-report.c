/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sx-check-report.h"
#include "base/sx-i18n.h"
#include "base/sx-text.h"
#include "cli/sx-command.h"
#include "cli/sx-json-writer.h"

#define SHOWN 10 /* messages of a kind and table in the text; all where they tell of tables */
#define FLUSH_BYTES 65536

typedef struct
{
  SxQualitySeverity severity;
  SxQualityKind kind;
  char *table;
  guint n;
  double area; /* of those that have one */
  GPtrArray *messages;
} Group;

struct _SxCheckReport
{
  const SxPlan *plan;
  gboolean is_json;
  guint counts[SX_QUALITY_ERROR + 1];
  guint n_kind[SX_QUALITY_N_KINDS];
  GPtrArray *groups;      /* Group *, in the order they came */
  GHashTable *find_group; /* key → Group * */
  GString *text;
  GError *error;
};

static void
group_free (gpointer data)
{
  Group *self = data;

  g_free (self->table);
  g_ptr_array_unref (self->messages);
  g_free (self);
}

static void
flush (SxCheckReport *self)
{
  if (!self->error)
    sx_command_print (self->text->str, &self->error);
  g_string_truncate (self->text, 0);
}

static char *
plan_crs (const SxPlan *plan)
{
  return plan->epsg ? g_strdup_printf ("EPSG:%d", plan->epsg) : g_strdup ("CGCS2000");
}

/* One JSON value without the newline at its end. */
static void
append_json (SxCheckReport *self, SxJsonWriter *writer)
{
  g_autofree char *text = sx_json_writer_take (writer);

  g_string_append (self->text, g_strchomp (text));
}

static void
begin_json (SxCheckReport *self)
{
  g_autoptr (SxJsonWriter) writer = sx_json_writer_new (FALSE);
  g_autofree char *crs = plan_crs (self->plan);

  sx_json_writer_begin_object (writer, NULL);
  sx_json_writer_string (writer, "file", self->plan->file);
  sx_json_writer_string (writer, "crs", crs);
  g_string_append (self->text, "{\"plan\": ");
  append_json (self, writer);
  g_string_append (self->text, ",\n \"findings\": [");
}

static void
add_json (SxCheckReport *self, const SxQualityFinding *finding)
{
  g_autoptr (SxJsonWriter) writer = sx_json_writer_new (FALSE);
  guint n = self->counts[SX_QUALITY_INFO] + self->counts[SX_QUALITY_WARNING] + self->counts[SX_QUALITY_ERROR];

  sx_json_writer_begin_object (writer, NULL);
  sx_json_writer_string (writer, "severity", sx_quality_severity_name (finding->severity));
  sx_json_writer_string (writer, "code", sx_quality_kind_name (finding->kind));
  sx_json_writer_string (writer, "table", finding->table);
  if (finding->has_fid)
    sx_json_writer_integer (writer, "fid", finding->fid);
  if (isfinite (finding->area))
    sx_json_writer_number (writer, "area", finding->area);
  if (!isnan (finding->value))
    sx_json_writer_number (writer, "value", finding->value);
  if (!isnan (finding->expected))
    sx_json_writer_number (writer, "expected", finding->expected);
  if (isfinite (finding->at.x) && isfinite (finding->at.y))
    {
      sx_json_writer_number (writer, "x", finding->at.x);
      sx_json_writer_number (writer, "y", finding->at.y);
    }
  sx_json_writer_string (writer, "message", finding->message);
  g_string_append (self->text, n > 1 ? ",\n  " : "\n  ");
  append_json (self, writer);
}

static void
end_json (SxCheckReport *self)
{
  g_autoptr (SxJsonWriter) writer = sx_json_writer_new (FALSE);

  sx_json_writer_begin_object (writer, NULL);
  for (guint i = 0; i <= SX_QUALITY_ERROR; i++)
    sx_json_writer_integer (writer, sx_quality_severity_name (i), self->counts[i]);
  sx_json_writer_begin_object (writer, "codes");
  for (guint i = 0; i < SX_QUALITY_N_KINDS; i++)
    if (self->n_kind[i] > 0)
      sx_json_writer_integer (writer, sx_quality_kind_name (i), self->n_kind[i]);
  g_string_append (self->text, "\n ],\n \"counts\": ");
  append_json (self, writer);
  g_string_append (self->text, "}\n");
}

static void
add_text (SxCheckReport *self, const SxQualityFinding *finding)
{
  /* what is told of tables as such is told of all in one place */
  gboolean is_about_table = !finding->has_fid && finding->kind != SX_QUALITY_GAP;
  const char *table = is_about_table || !finding->table ? "" : finding->table;
  g_autofree char *key = g_strdup_printf ("%d %d %s", finding->severity, finding->kind, table);
  Group *group = g_hash_table_lookup (self->find_group, key);

  if (!group)
    {
      group = g_new0 (Group, 1);
      group->severity = finding->severity;
      group->kind = finding->kind;
      group->table = sx_text_clean (table);
      group->messages = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (self->groups, group);
      g_hash_table_insert (self->find_group, g_steal_pointer (&key), group);
    }
  group->n++;
  group->area += isfinite (finding->area) ? finding->area : 0;
  if (group->messages->len < SHOWN || *table == '\0')
    g_ptr_array_add (group->messages, sx_text_clean (finding->message));
}

static void
print_group (SxCheckReport *self, const Group *group)
{
  g_string_append_printf (self->text, "\n%s%s%s", sx_quality_kind_title (group->kind),
                          *group->table ? " · " : "", group->table);
  g_string_append_printf (self->text, _ (": %u"), group->n);
  if (group->area > 0)
    g_string_append_printf (self->text, _ (", %.2f m²"), group->area);
  g_string_append (self->text, "\n");
  for (guint i = 0; i < group->messages->len; i++)
    g_string_append_printf (self->text, "  %s\n", (const char *)g_ptr_array_index (group->messages, i));
  if (group->n > group->messages->len)
    g_string_append_printf (self->text, _ ("  … and %u more"), group->n - group->messages->len);
  if (group->n > group->messages->len)
    g_string_append (self->text, "\n");
}

static void
print_text (SxCheckReport *self)
{
  static const char *const headings[] = { N_ ("Notes"), N_ ("Warnings"), N_ ("Errors") };
  g_autofree char *file = sx_text_clean (self->plan->file), *crs = plan_crs (self->plan);

  g_string_append_printf (self->text, _ ("%s, %s: errors %u, warnings %u, notes %u"), file, crs,
                          self->counts[SX_QUALITY_ERROR], self->counts[SX_QUALITY_WARNING],
                          self->counts[SX_QUALITY_INFO]);
  g_string_append (self->text, "\n");
  for (int severity = SX_QUALITY_ERROR; severity >= SX_QUALITY_INFO; severity--)
    {
      if (self->counts[severity] > 0)
        g_string_append_printf (self->text, "\n== %s ==\n", _ (headings[severity]));
      for (guint i = 0; i < self->groups->len; i++)
        {
          const Group *group = g_ptr_array_index (self->groups, i);

          if ((int)group->severity == severity)
            print_group (self, group);
        }
    }
}

SxCheckReport *
sx_check_report_new (const SxPlan *plan, gboolean is_json)
{
  SxCheckReport *self = g_new0 (SxCheckReport, 1);

  self->plan = plan;
  self->is_json = is_json;
  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->find_group = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->text = g_string_new (NULL);
  if (is_json)
    begin_json (self);
  return self;
}

void
sx_check_report_free (SxCheckReport *self)
{
  if (!self)
    return;
  g_hash_table_unref (self->find_group);
  g_ptr_array_unref (self->groups);
  g_string_free (self->text, TRUE);
  g_clear_error (&self->error);
  g_free (self);
}

void
sx_check_report_add (const SxQualityFinding *finding, gpointer report)
{
  SxCheckReport *self = report;

  self->counts[finding->severity]++;
  self->n_kind[finding->kind]++;
  if (self->is_json)
    add_json (self, finding);
  else
    add_text (self, finding);
  if (self->text->len > FLUSH_BYTES)
    flush (self);
}

gboolean
sx_check_report_finish (SxCheckReport *self, GError **error)
{
  if (self->is_json)
    end_json (self);
  else
    print_text (self);
  flush (self);
  if (!self->error)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

guint
sx_check_report_count (const SxCheckReport *self, SxQualitySeverity severity)
{
  return self->counts[severity];
}
