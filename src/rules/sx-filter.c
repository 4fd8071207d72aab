/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/sx-filter.h"

#include <math.h>
#include <string.h>

static void
test_free (gpointer data)
{
  SxTest *test = data;

  g_free (test->field);
  g_strfreev (test->values);
  g_free (test);
}

SxFilter *
sx_filter_new (void)
{
  SxFilter *self = g_new0 (SxFilter, 1);

  self->tests = g_ptr_array_new_with_free_func (test_free);
  return self;
}

void
sx_filter_free (SxFilter *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->tests);
  g_free (self);
}

void
sx_filter_add (SxFilter *self, const char *field, SxTestKind kind, gboolean first4, const char *const *values)
{
  SxTest *test = g_new0 (SxTest, 1);

  test->field = g_strdup (field);
  test->kind = kind;
  test->first4 = first4;
  test->values = g_strdupv ((char **)values);
  for (char **value = test->values; *value; value++)
    g_strstrip (*value);
  g_ptr_array_add (self->tests, test);
}

/* The length of a code as the test sees it: at most four characters with first4. */
static gsize
code_length (const SxTest *test, const char *code)
{
  const char *at = code;

  if (!test->first4)
    return strlen (code);
  for (guint n = 0; *at && n < 4; n++)
    do
      at++;
    while (((guchar)*at & 0xc0) == 0x80); /* the rest of a UTF-8 character */
  return (gsize)(at - code);
}

static gboolean
test_code (const SxTest *test, const char *code)
{
  gsize length = code_length (test, code);

  if (length == 0)
    return test->kind == SX_TEST_NOT_IN;
  for (char **value = test->values; *value; value++)
    {
      gsize n = code_length (test, *value);

      if (test->kind == SX_TEST_STARTS ? n > length : n != length)
        continue;
      if (memcmp (code, *value, n) == 0)
        return test->kind != SX_TEST_NOT_IN;
    }
  return test->kind == SX_TEST_NOT_IN;
}

/* A code column that the file keeps as numbers: 21, not 21.0. buffer is at least G_ASCII_DTOSTR_BUF_SIZE. */
static const char *
number_code (const SxColumn *column, guint feature, char *buffer)
{
  double number = sx_column_number (column, feature);

  if (isnan (number))
    return "";
  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, format, number);
      if (g_ascii_strtod (buffer, NULL) == number)
        break;
    }
  return buffer;
}

static const char *
cell_code (const SxColumn *column, guint feature, char *buffer)
{
  if (column != NULL && column->type == SX_COLUMN_NUMBER)
    return number_code (column, feature, buffer);
  return sx_column_text (column, feature);
}

/* The columns a test looks at, the first that is not empty counting: "GHFQDM|GHFQMC". At most two. */
static guint
test_columns (const SxTest *test, const SxLayer *layer, const SxColumn *columns[2])
{
  g_auto (GStrv) names = g_strsplit (test->field, "|", 2);
  guint n = 0;

  for (char **name = names; *name; name++)
    {
      const SxColumn *column = sx_layer_column (layer, *name);

      if (column != NULL)
        columns[n++] = column;
    }
  return n;
}

static gboolean
test_feature (const SxTest *test, const SxColumn *const *columns, guint n_columns, guint feature)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  const char *code = "";

  for (guint i = 0; i < n_columns && *code == '\0'; i++)
    code = cell_code (columns[i], feature, buffer);
  return test_code (test, code);
}

/* One text column: each distinct code is tested once. */
static void
select_by_pool (const SxTest *test, const SxColumn *column, guint n_features, guint8 *selected)
{
  g_autofree guint8 *holds = g_new (guint8, column->pool->len);

  for (guint i = 0; i < column->pool->len; i++)
    holds[i] = test_code (test, column->pool->pdata[i]) ? 1 : 0;
  for (guint i = 0; i < n_features; i++)
    selected[i] &= holds[column->code[i]];
}

static void
select_by_test (const SxTest *test, const SxLayer *layer, guint8 *selected)
{
  const SxColumn *columns[2];
  guint n_columns = test_columns (test, layer, columns);

  if (n_columns == 0)
    {
      if (!test_code (test, ""))
        memset (selected, 0, layer->n_features);
      return;
    }
  if (n_columns == 1 && columns[0]->type == SX_COLUMN_TEXT)
    {
      select_by_pool (test, columns[0], layer->n_features, selected);
      return;
    }
  for (guint i = 0; i < layer->n_features; i++)
    if (selected[i])
      selected[i] = test_feature (test, columns, n_columns, i) ? 1 : 0;
}

guint8 *
sx_filter_select (const SxFilter *self, const SxLayer *layer)
{
  guint8 *selected = g_malloc (MAX (layer->n_features, 1));

  memset (selected, 1, layer->n_features);
  for (guint i = 0; self != NULL && i < self->tests->len; i++)
    select_by_test (self->tests->pdata[i], layer, selected);
  return selected;
}
