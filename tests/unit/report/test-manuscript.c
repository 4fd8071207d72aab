/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts as text: encodings, tables made of tabs, what is no draft. */
#include "report/sx-manuscript.h"

#include <string.h>

#include "base/sx-error.h"

static SxManuscript *
parse (gconstpointer data, gsize size, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  return sx_manuscript_parse (bytes, "draft", NULL, error);
}

static const SxManuscriptBlock *
block (const SxManuscript *self, guint i)
{
  g_assert_cmpuint (i, <, self->blocks->len);
  return self->blocks->pdata[i];
}

static void
test_encodings (void)
{
  static const char text[] = "永久基本农田 31.55 万亩";
  static const char *const charsets[] = { "UTF-8", "GB18030", "UTF-16" };

  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize size;
      g_autofree char *encoded = g_convert (text, -1, charsets[i], "UTF-8", NULL, &size, &error);
      g_autoptr (SxManuscript) draft = parse (encoded, size, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (block (draft, 0)->text, ==, text);
    }
}

static void
test_plain (void)
{
  g_autoptr (SxManuscript) draft = sx_manuscript_new ("**面积**为３１．５５万亩，占１０％\r\n\n\n第二段");

  g_assert_cmpuint (draft->blocks->len, ==, 2);
  g_assert_nonnull (strstr (block (draft, 0)->text, "面积为31.55万亩"));
  g_assert_nonnull (strstr (block (draft, 0)->text, "10%"));
  g_assert_cmpuint (block (draft, 1)->number, ==, 2);
}

/* A page break between two rows leaves blank lines, and the end of a cell on a line of its own. */
static void
test_tables (void)
{
  g_autoptr (SxManuscript) draft
      = sx_manuscript_new ("分区\t面积\n生态保护\t6817.56\n\n区\n\n城镇发展区\t4293.90\n末段");
  const SxManuscriptTable *table = block (draft, 0)->table;

  g_assert_nonnull (table);
  g_assert_cmpuint (table->n_rows, ==, 3);
  g_assert_cmpuint (table->n_columns, ==, 2);
  g_assert_cmpstr (sx_manuscript_table_cell (table, 1, 0), ==, "生态保护区");
  g_assert_cmpstr (sx_manuscript_table_cell (table, 2, 1), ==, "4293.90");
  g_assert_cmpstr (block (draft, 1)->text, ==, "末段");
}

static void
assert_cell (const SxManuscriptTable *table, guint row, guint column, const char *text, gboolean is_first)
{
  g_assert_cmpstr (sx_manuscript_table_cell (table, row, column), ==, text);
  g_assert_cmpint (g_array_index (table->is_first, guint8, row * table->n_columns + column), ==, is_first);
}

/* A heading stands in all that its cell covers. Prose does not: a file of some kilobytes would fill all
 * memory. */
static void
test_merged (void)
{
  g_autofree char *prose = g_strnfill (4000, 'a');
  SxManuscriptTable *table = sx_manuscript_table_new ();

  sx_manuscript_table_set (table, 0, 0, 2, 2, " 维护前 ");
  sx_manuscript_table_set (table, 2, 0, 1, 2, prose);
  sx_manuscript_table_go_on (table, 3, 0, 1);
  sx_manuscript_table_set (table, 3, 1, 1, 1, "末");
  sx_manuscript_table_go_on (table, 4, 1, 1);
  g_assert_cmpuint (table->n_rows, ==, 5);
  assert_cell (table, 0, 0, "维护前", TRUE);
  assert_cell (table, 1, 1, "维护前", FALSE);
  assert_cell (table, 2, 0, prose, TRUE);
  assert_cell (table, 2, 1, "", FALSE);
  assert_cell (table, 3, 0, "", FALSE);
  assert_cell (table, 4, 1, "末", FALSE);
  g_assert_false (sx_manuscript_table_is_taken (table, 4, 0));
  sx_manuscript_table_free (table);
}

/* Paragraphs that the ends of pages cut are one, however many. */
static void
test_cut_paragraphs (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SxManuscript) draft = NULL;

  for (guint i = 0; i < 70 * 2000; i++)
    g_string_append (text, i % 70 == 69 ? "字\n\n" : "字");
  draft = sx_manuscript_new (text->str);
  g_assert_cmpuint (draft->blocks->len, ==, 1);
  g_assert_cmpuint (strlen (block (draft, 0)->text), ==, 70 * 2000 * strlen ("字"));
}

static void
test_bad (void)
{
  static const struct
  {
    const char *data;
    gsize size;
    int code;
  } bad[] = {
    { "PK\003\004 and no more", 16, SX_ERROR_FORMAT },
    { "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 word", 13, SX_ERROR_FORMAT },
    { "\xff\x00\xfe\x01 bytes", 10, SX_ERROR_FORMAT },
    { "\x80\xff\xff\xff", 4, SX_ERROR_FORMAT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (bad[i].data, bad[i].size, &error));
      g_assert_error (error, SX_ERROR, bad[i].code);
      g_assert_nonnull (strstr (error->message, "draft"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/manuscript/encodings", test_encodings);
  g_test_add_func ("/manuscript/plain", test_plain);
  g_test_add_func ("/manuscript/tables", test_tables);
  g_test_add_func ("/manuscript/merged", test_merged);
  g_test_add_func ("/manuscript/cut-paragraphs", test_cut_paragraphs);
  g_test_add_func ("/manuscript/bad", test_bad);
  return g_test_run ();
}
