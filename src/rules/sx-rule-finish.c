/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/sx-rule-finish.h"

#include "plan/sx-catalogue.h"
#include "rules/sx-rule-classes.h"
#include "rules/sx-rule-filter.h"

static void
use_standard_table (const SxCatalogue *catalogue, char **table)
{
  const SxCatalogueTable *known = *table ? sx_catalogue_find (catalogue, *table) : NULL;

  if (known == NULL)
    return;
  g_free (*table);
  *table = g_strdup (known->name);
}

/* "分级|XX" → "FJ|XX" */
static void
use_standard_fields (const SxCatalogueTable *table, SxFilter *filter)
{
  for (guint i = 0; table != NULL && i < filter->tests->len; i++)
    {
      SxTest *test = filter->tests->pdata[i];
      g_auto (GStrv) names = g_strsplit (test->field, "|", 2);

      for (char **name = names; *name; name++)
        {
          const SxCatalogueField *field = sx_catalogue_table_field (table, *name);

          if (field == NULL)
            continue;
          g_free (*name);
          *name = g_strdup (field->name);
        }
      g_free (test->field);
      test->field = g_strjoinv ("|", names);
    }
}

static void
finish_filter (const SxRuleProfile *self, const SxCatalogue *catalogue, const char *table, SxFilter *filter)
{
  use_standard_fields (sx_catalogue_find (catalogue, table), filter);
  for (guint i = 0; i < filter->tests->len; i++)
    {
      SxTest *test = filter->tests->pdata[i];

      test->first4 = self->code_match_first4 && g_str_equal (test->field, "DLBM");
    }
}

/* The filter of a ground is its own tests and those of its class. */
static void
finish_grounds (SxRuleProfile *self, const SxCatalogue *catalogue, GPtrArray *grounds)
{
  for (guint i = 0; i < grounds->len; i++)
    {
      SxGround *ground = grounds->pdata[i];

      use_standard_table (catalogue, &ground->layer);
      use_standard_table (catalogue, &ground->fallback);
      if (ground->class_name != NULL && ground->filter == NULL)
        ground->filter = sx_filter_new ();
      for (int c = 0; ground->class_name != NULL && sx_class_words ()[c]; c++)
        if (g_str_equal (sx_class_words ()[c], ground->class_name))
          sx_rule_filter_append (ground->filter, *sx_class_filter (self, c));
      if (ground->filter != NULL)
        finish_filter (self, catalogue, ground->layer, ground->filter);
    }
}

void
sx_rule_profile_finish (SxRuleProfile *self)
{
  g_autoptr (SxCatalogue) catalogue = sx_catalogue_load ();

  for (int i = 0; sx_class_words ()[i]; i++)
    finish_filter (self, catalogue, sx_class_table (i), *sx_class_filter (self, i));
  for (guint i = 0; i < self->conflicts->len; i++)
    {
      SxConflictRule *rule = self->conflicts->pdata[i];

      finish_grounds (self, catalogue, rule->grounds);
      finish_grounds (self, catalogue, rule->exempt);
    }
}
