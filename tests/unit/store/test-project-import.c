/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of key projects as people have them: what comes in, and what is told of the rest. */
#include <gdal.h>
#include <glib/gstdio.h>
#include <math.h>
#include <ogr_api.h>
#include <string.h>

#include "base/sx-error.h"
#include "plan/sx-project-codes.h"
#include "store/sx-project-import.h"

static char *folder;

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* The text in that encoding as a file. */
static char *
write_text (const char *name, const char *text, const char *encoding)
{
  g_autoptr (GError) error = NULL;
  char *path = path_of (name);
  gsize size;
  g_autofree char *bytes = g_convert (text, -1, encoding, "UTF-8", NULL, &size, &error);

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, bytes, (gssize)size, &error));
  return path;
}

static SxProjectImport *
read_good (const char *path)
{
  g_autoptr (GError) error = NULL;
  SxProjectImport *read = sx_project_import_read (path, NULL, &error);

  g_assert_no_error (error);
  return read;
}

static void
check_refused (const char *path, int code, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxProjectImport) read = sx_project_import_read (path, NULL, &error);

  g_assert_error (error, SX_ERROR, code);
  g_assert_null (read);
  g_assert_nonnull (strstr (error->message, word));
}

static const SxProject *
project (const SxProjectImport *read, guint i)
{
  g_assert_cmpuint (i, <, read->projects->len);
  return read->projects->pdata[i];
}

static void
assert_told (const GPtrArray *list, guint i, const char *first, const char *second)
{
  g_assert_cmpuint (i, <, list->len);
  if (!strstr (list->pdata[i], first) || !strstr (list->pdata[i], second))
    g_error ("“%s” has not “%s” and “%s”", (char *)list->pdata[i], first, second);
}

/* As printed: a title, the headings, a note below; one row in full. */
static const char printed[] = "附表8 重点建设项目动态维护表,,,,,,,,,\n"
                              "序号,项目类型,项目名称,项目级别,项目依据,建设性质,建设年限,"
                              "\"用地面积\n(公顷)\",维护类型,维护情形\n"
                              "1,交通,\"环城路, 二期\",省级,皖发改〔2026〕1号,新建,2026-2028,"
                              "\"1,234.5\",新增,精准落位\n"
                              "\n"
                              "2,水利,水厂,市,,改建,2027,１２.５,保留,增补清单情况\n"
                              "3,,,,,,,,,\n"
                              "合计,,,,,,,1247,,\n"
                              "备注：新增项目需要填写依据。,,,,,,,,,\n";

static void
test_printed (void)
{
  static const char *const encodings[] = { "UTF-8", "GB18030", "UTF-16" };

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autofree char *path = write_text ("list.csv", printed, encodings[i]);
      g_autoptr (SxProjectImport) read = read_good (path);
      const SxProject *p = project (read, 0);

      g_assert_cmpuint (read->projects->len, ==, 2);
      g_assert_cmpuint (read->refused->len, ==, 0);
      g_assert_cmpuint (read->remarks->len, ==, 1);
      assert_told (read->remarks, 0, "Row 7", "合计");
      g_assert_cmpstr (p->type, ==, "交通");
      g_assert_cmpstr (p->name, ==, "环城路, 二期");
      g_assert_cmpstr (p->level, ==, "省级");
      g_assert_cmpstr (p->basis, ==, "皖发改〔2026〕1号");
      g_assert_cmpstr (p->nature, ==, "新建");
      g_assert_cmpstr (p->years, ==, "2026-2028");
      g_assert_cmpfloat (p->area_ha, ==, 1234.5);
      g_assert_cmpstr (p->maintenance, ==, "新增");
      g_assert_cmpstr (p->placement, ==, "精准落位");
      p = project (read, 1);
      g_assert_cmpstr (p->level, ==, "市级");
      g_assert_cmpstr (p->nature, ==, "改扩建");
      g_assert_null (p->basis);
      g_assert_cmpfloat (p->area_ha, ==, 12.5);
      g_assert_cmpstr (p->placement, ==, "增补清单");
    }
}

/* Any order, tabs, another unit, a column too many and some too few. */
static void
test_other_order (void)
{
  g_autofree char *path = write_text ("list.txt",
                                      "用地面积（亩）\t投资（万元）\t项目名称\t类型\r\n"
                                      "15\t900\t变电站\t能源\r\n"
                                      "2公顷\t\t泵站\t水利\r\n",
                                      "UTF-8");
  g_autoptr (SxProjectImport) read = read_good (path);

  g_assert_cmpuint (read->projects->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (project (read, 0)->area_ha, 1, 1e-12);
  g_assert_cmpfloat (project (read, 1)->area_ha, ==, 2);
  g_assert_cmpstr (project (read, 1)->type, ==, "水利");
  g_assert_null (project (read, 1)->maintenance);
  assert_told (read->remarks, 0, "Column B", "投资");
  assert_told (read->remarks, 1, "项目级别", "column");
}

/* Each row that cannot be used is told, with where and what; the others come in. */
static void
test_bad_rows (void)
{
  g_autofree char *path = write_text ("list.csv",
                                      "序号,项目名称,项目级别,用地面积,维护类型,维护情形,项目依据\n"
                                      "1,,县级,1,保留,,\n"
                                      "2,甲,县级,很大,保留,,\n"
                                      "3,乙,县级,-1,保留,,\n"
                                      "4,丙,县级,1e99,保留,,\n"
                                      "5,丁,县级,1,或许,,\n"
                                      "6,戊,县级,1,新增,天上,\n"
                                      "7,己,乡级,1,新增,示意上图,\n"
                                      "8,庚,,,,,\n"
                                      "9,辛,,nan,,,\n",
                                      "UTF-8");
  g_autoptr (SxProjectImport) read = read_good (path);

  g_assert_cmpuint (read->projects->len, ==, 2);
  g_assert_cmpstr (project (read, 0)->name, ==, "己");
  g_assert_cmpstr (project (read, 0)->level, ==, "乡级");
  g_assert_true (isnan (project (read, 1)->area_ha));
  g_assert_cmpuint (read->refused->len, ==, 7);
  assert_told (read->refused, 0, "Row 2, column B", "name");
  assert_told (read->refused, 1, "Row 3, column D", "很大");
  assert_told (read->refused, 2, "Row 4, column D", "-1");
  assert_told (read->refused, 3, "Row 5, column D", "1e99");
  assert_told (read->refused, 4, "Row 6, column E", "保留、新增、撤销、更新");
  assert_told (read->refused, 5, "Row 7, column F", "天上");
  assert_told (read->refused, 6, "Row 10, column D", "nan");
  assert_told (read->remarks, read->remarks->len - 2, "Row 8, column C", "乡级");
  assert_told (read->remarks, read->remarks->len - 1, "Row 8, column G", "basis");
}

/* A workbook: two sheets, the list on the second below a title. */
static void
write_workbook (const char *path, const char *driver)
{
  static const char *const rows[][4] = { { "附表8", "", "", "" },
                                         { "项目名称", "项目类型", "用地面积（公顷）", "维护类型" },
                                         { "环城路", "交通", "3.25", "新增" },
                                         { "水厂", "水利", "2", "撤销" } };
  GDALDatasetH dataset;
  OGRLayerH other, list;

  GDALAllRegister ();
  dataset = GDALCreate (GDALGetDriverByName (driver), path, 0, 0, 0, GDT_Unknown, NULL);
  g_assert_nonnull (dataset);
  other = GDALDatasetCreateLayer (dataset, "说明", NULL, wkbNone, NULL);
  list = GDALDatasetCreateLayer (dataset, "项目", NULL, wkbNone, NULL);
  for (guint c = 0; c < 4; c++)
    {
      g_autofree char *name = g_strdup_printf ("标题%u", c);
      OGRFieldDefnH field = OGR_Fld_Create (name, OFTString);

      OGR_L_CreateField (other, field, TRUE);
      OGR_L_CreateField (list, field, TRUE);
      OGR_Fld_Destroy (field);
    }
  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    {
      OGRFeatureH feature = OGR_F_Create (OGR_L_GetLayerDefn (list));

      for (int c = 0; c < 4; c++)
        OGR_F_SetFieldString (feature, c, rows[r][c]);
      g_assert_cmpint (OGR_L_CreateFeature (list, feature), ==, OGRERR_NONE);
      OGR_F_Destroy (feature);
    }
  GDALClose (dataset);
}

static void
test_workbooks (void)
{
  static const char *const kinds[][2] = { { "list.xlsx", "XLSX" }, { "list.ods", "ODS" } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = path_of (kinds[i][0]);
      g_autoptr (SxProjectImport) read = NULL;

      write_workbook (path, kinds[i][1]);
      read = read_good (path);
      g_assert_cmpstr (read->sheet, ==, "项目");
      g_assert_cmpuint (read->projects->len, ==, 2);
      g_assert_cmpstr (project (read, 0)->name, ==, "环城路");
      g_assert_cmpfloat (project (read, 0)->area_ha, ==, 3.25);
      g_assert_cmpstr (project (read, 1)->maintenance, ==, "撤销");
      assert_told (read->remarks, read->remarks->len - 1, "Row 4, “项目依据”", "环城路");
    }
}

/* Files that are no such list, and files made to do harm. */
static void
test_bad_files (void)
{
  static const struct
  {
    const char *name, *text, *word;
    int code;
  } cases[] = {
    { "empty.csv", "", "headings", SX_ERROR_FORMAT },
    { "other.csv", "a,b,c\n1,2,3\n", "headings", SX_ERROR_FORMAT },
    { "twice.csv", "项目名称,项目类型,建设年限,项目类型\n甲,,,\n", "D", SX_ERROR_FORMAT },
    { "unit.csv", "项目名称,项目类型,用地面积（顷）\n甲,,1\n", "顷", SX_ERROR_FORMAT },
    { "old.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ".xls", SX_ERROR_FORMAT },
    { "broken.xlsx", "PK\003\004 and no more", ".csv", SX_ERROR_FORMAT },
    { "broken.ods", "PK\003\004 and no more", ".csv", SX_ERROR_FORMAT },
    { "noise.csv", "\xFF\x01\x80\xFF\xFF\x02", "GB18030", SX_ERROR_FORMAT },
    { "quote.csv", "项目名称,项目类型,建设年限\n\"甲,交通,2026\n乙,水利,2027\n", "", -1 },
  };
  g_autofree char *nowhere = path_of ("nowhere.csv");
  GString *many = g_string_new ("项目名称,项目类型,建设年限\n");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = path_of (cases[i].name);

      g_assert_true (g_file_set_contents (path, cases[i].text, -1, NULL));
      if (cases[i].code >= 0)
        check_refused (path, cases[i].code, cases[i].word);
      else
        sx_project_import_free (read_good (path));
    }
  check_refused (nowhere, SX_ERROR_NOT_FOUND, "nowhere.csv");
  check_refused (folder, SX_ERROR_NOT_FOUND, "no file");
  for (guint i = 0; i < 25000; i++)
    g_string_append (many, "甲,交通,2026\n");
  {
    g_autofree char *path = write_text ("many.csv", many->str, "UTF-8");

    check_refused (path, SX_ERROR_LIMIT, "20000");
  }
  g_string_free (many, TRUE);
}

/* The data file is what the code thinks it is. */
static void
test_codes (void)
{
  g_assert_cmpstr (sx_project_heading (SX_PROJECT_COLUMN_AREA), ==, "用地面积");
  g_assert_cmpint (sx_project_find_heading ("维护情形"), ==, SX_PROJECT_PLACEMENT);
  g_assert_cmpint (sx_project_find_heading ("投资"), ==, -1);
  g_assert_null (sx_project_values (SX_PROJECT_NAME));
  g_assert_true (sx_project_is_open (SX_PROJECT_NAME));
  g_assert_false (sx_project_is_open (SX_PROJECT_MAINTENANCE));
  g_assert_cmpstr (sx_project_values (SX_PROJECT_MAINTENANCE)[3], ==, "更新");
  g_assert_cmpstr (sx_project_printed (SX_PROJECT_LEVEL, "区级"), ==, "县级");
  for (guint i = 0; i < SX_PROJECT_N_COLUMNS; i++)
    g_assert_cmpint (sx_project_find_heading (sx_project_heading (i)), ==, i);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("sanxian-projects-XXXXXX", NULL);
  g_test_add_func ("/project-import/codes", test_codes);
  g_test_add_func ("/project-import/printed", test_printed);
  g_test_add_func ("/project-import/other-order", test_other_order);
  g_test_add_func ("/project-import/bad-rows", test_bad_rows);
  g_test_add_func ("/project-import/workbooks", test_workbooks);
  g_test_add_func ("/project-import/bad-files", test_bad_files);
  status = g_test_run ();
  {
    g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
    const char *name;

    while ((name = g_dir_read_name (dir)))
      {
        g_autofree char *path = path_of (name);

        g_unlink (path);
      }
  }
  g_rmdir (folder);
  g_free (folder);
  return status;
}
