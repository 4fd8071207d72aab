/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plots of a line held against what they must not touch: what holds, what does not, and what could not be
 * looked at. */
#include "report/sx-report-private.h"

#include "base/sx-units.h"

#define HA_DECIMALS 4

typedef struct
{
  guint n;
  double area; /* m² */
} Found;

static Found
count (const SxReport *self, const SxConflictRule *rule, SxLine line)
{
  const GPtrArray *conflicts = self->delivery->result->conflicts;
  Found found = { 0 };

  for (guint i = 0; i < conflicts->len; i++)
    {
      const SxConflict *c = conflicts->pdata[i];

      if (c->rule != rule || c->adjustment->line != line)
        continue;
      found.n++;
      found.area += c->area;
    }
  return found;
}

/* A table that the rule's ground is in and the plan lacks, or NULL. */
static const char *
missing_table (const SxReport *self, const SxConflictRule *rule)
{
  for (guint i = 0; rule->grounds && i < rule->grounds->len; i++)
    {
      const SxGround *ground = rule->grounds->pdata[i];
      const char *table = ground->line_after ? sx_line_table (ground->line) : ground->layer;

      if (table && !sx_plan_layer (self->delivery->plan, table)
          && !(ground->fallback && sx_plan_layer (self->delivery->plan, ground->fallback)))
        return table;
    }
  return NULL;
}

static gboolean
applies (const SxReport *self, const SxConflictRule *rule, SxLine line)
{
  const GPtrArray *adjustments = self->delivery->scheme->adjustments;

  for (guint i = 0; (rule->lines & (1u << line)) && i < adjustments->len; i++)
    {
      const SxAdjustment *a = adjustments->pdata[i];

      if (a->line == line && (rule->direction == SX_DIRECTION_ANY || rule->direction == a->direction))
        return TRUE;
    }
  return FALSE;
}

static void
say_found (SxReport *self, const SxConflictRule *rule, const Found *found)
{
  g_autofree char *area = _sx_report_figure (found->area / SX_HA_M2, HA_DECIMALS);
  g_autofree char *text = found->area > 0 ? g_strdup_printf ("涉及图斑 %u 个、%s 公顷。", found->n, area)
                                          : g_strdup_printf ("涉及图斑 %u 个。", found->n);

  sx_odt_begin (self->odt, rule->severity == SX_SEVERITY_ERROR ? "Not_20_Met" : "Text_20_body");
  sx_odt_strong (self->odt, rule->severity == SX_SEVERITY_ERROR ? "存在冲突：" : "需说明：");
  sx_odt_text (self->odt, rule->text_zh);
  sx_odt_text (self->odt, text);
  sx_odt_placeholder (self->odt, "冲突的处理或不可避让的论证");
  sx_odt_end (self->odt);
}

void
_sx_report_checks (SxReport *self, const char *of)
{
  const GPtrArray *rules = self->delivery->result->rules->conflicts;
  g_autoptr (GString) missing = g_string_new (NULL);
  SxLine line = SX_LINE_FARMLAND;
  guint n_good = 0, n_rules = 0;

  if (!sx_line_parse (of, &line))
    g_return_if_reached ();
  for (guint i = 0; i < rules->len; i++)
    {
      const SxConflictRule *rule = rules->pdata[i];
      Found found = count (self, rule, line);
      const char *table = missing_table (self, rule);

      if (!applies (self, rule, line))
        continue;
      n_rules++;
      if (found.n)
        say_found (self, rule, &found);
      else if (table)
        g_string_append_printf (missing, "%s%s（缺 %s 图层）", missing->len ? "；" : "", rule->text_zh,
                                table);
      else
        n_good++;
    }
  if (n_rules == 0)
    {
      _sx_report_say (self, g_strdup_printf ("本次维护没有%s的调整图斑，无需核查。", _sx_report_line (line)));
      return;
    }
  if (n_good == n_rules)
    _sx_report_say (self, g_strdup_printf ("%s调整图斑按 %u 条底线要求叠合核查，均未发现冲突。",
                                           _sx_report_line (line), n_rules));
  else
    _sx_report_say (self, g_strdup_printf ("%s调整图斑按 %u 条底线要求叠合核查，其中 %u 条未发现冲突。",
                                           _sx_report_line (line), n_rules, n_good));
  if (missing->len)
    {
      sx_odt_begin (self->odt, "Text_20_body");
      sx_odt_strong (self->odt, "未能核查：");
      sx_odt_text (self->odt, missing->str);
      sx_odt_placeholder (self->odt, "上述要求的核查结论");
      sx_odt_end (self->odt);
    }
}
