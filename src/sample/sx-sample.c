/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample.h"
#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-units.h"
#include "sample/sx-sampler.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

#define MARK "sample.parcels" /* key of sx_parameter by which an earlier sample is known */

/* The caller's progress, which the package's rows make. */
typedef struct
{
  SxSampleProgress tell;
  gpointer data;
  double n_rows; /* about, in all */
} Progress;

#define FIRST_SHARE 0.1     /* of the time: making the county; the rest is writing */
#define ROWS_PER_PARCEL 2.9 /* of all tables together */

static void
on_step (gint64 n_rows, gpointer data)
{
  const Progress *self = data;

  self->tell (FIRST_SHARE + (1 - FIRST_SHARE) * MIN (n_rows / self->n_rows, 1), self->data);
}

static gboolean
refuse (GError **error, const char *file, const char *reason)
{
  g_set_error (error, SX_ERROR, SX_ERROR_UNWRITABLE, _ ("The sample cannot be written to “%s”: %s."), file,
               reason);
  return FALSE;
}

/* Whether the file is a sample: reads it, whatever it is, without touching it. */
static gboolean
is_sample (const char *file)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *query = NULL;
  gboolean is_ours = FALSE;

  if (sqlite3_open_v2 (file, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
      && sqlite3_prepare_v2 (db, "SELECT 1 FROM sx_parameter WHERE key = '" MARK "'", -1, &query, NULL)
             == SQLITE_OK)
    is_ours = sqlite3_step (query) == SQLITE_ROW;
  sqlite3_finalize (query);
  sqlite3_close (db);
  return is_ours;
}

static gboolean
has_companion (const char *file, const char *suffix)
{
  g_autofree char *name = g_strconcat (file, suffix, NULL);

  return g_file_test (name, G_FILE_TEST_EXISTS);
}

static gboolean
check_target (const char *file, GError **error)
{
  if (!g_file_test (file, G_FILE_TEST_EXISTS))
    return TRUE;
  if (g_file_test (file, G_FILE_TEST_IS_DIR))
    return refuse (error, file, _ ("it is a folder; name a file"));
  if (has_companion (file, "-wal") || has_companion (file, "-journal"))
    return refuse (error, file, _ ("it is open in a program; close it there or name another file"));
  if (!is_sample (file))
    return refuse (error, file, _ ("the file is there and is no sample of this program; name another file"));
  return TRUE;
}

/* Targets that the scheme comes near to; woods for the forest rows. */
static void
write_parameters (SxSampler *self, guint parcels, guint64 seed)
{
  double woods = 0, ground = 0;

  for (guint n = 1; n <= self->county->n_parcels; n++)
    {
      ground += self->area[n];
      if (sx_class_info (self->county->parcels[n].zone.land)->group == SX_GROUP_WOOD)
        woods += self->area[n];
    }
  sx_sample_package_run (
      self->package,
      "INSERT INTO sx_parameter VALUES (%Q, '%u'), ('sample.seed', '%llu'), ('terrain', 'plain'), "
      "('walk_5min_m', '300'),"
      " ('target.arable_area', '%.4f'), ('target.farmland_area', '%.4f'), ('target.forest_area', '%.4f'),"
      " ('target.forest_cover', '%.2f'), ('scheme.1.forest_area', '%.4f'), ('scheme.1.forest_cover', '%.2f')",
      MARK, parcels, (unsigned long long)seed, self->arable_m2 / SX_WAN_MU_M2 * 0.998,
      self->farmland_m2 / SX_WAN_MU_M2 * 0.9996, woods / SX_WAN_MU_M2, woods / ground * 101,
      woods / SX_WAN_MU_M2 * 1.002, woods / ground * 100.2);
}

static void
write_tables (SxSampler *self, guint parcels, guint64 seed)
{
  sx_sampler_write_survey (self);
  sx_sampler_write_lines (self);
  sx_sampler_write_city (self);
  sx_sampler_write_constraints (self);
  sx_sampler_write_scheme (self);
  write_parameters (self, parcels, seed);
}

static gboolean
write_package (const char *file, guint parcels, guint64 seed, SxSampleProgress progress, gpointer data,
               GCancellable *cancellable, GError **error)
{
  g_autoptr (SxCounty) county = sx_county_new (parcels, seed, cancellable, error);
  SxLandUse use;
  SxSampler self = { .county = county, .use = &use };
  Progress steps = { progress, data, parcels * ROWS_PER_PARCEL };

  if (!county)
    return FALSE;
  sx_land_use_init (&use, county);
  sx_outliner_init (&self.outliner, &county->lattice);
  self.area = g_new0 (double, parcels + 1);
  self.key = g_new0 (guint32, parcels + 1);
  self.package = sx_sample_package_create (file, &county->plane, cancellable);
  if (progress)
    sx_sample_package_on_step (self.package, on_step, &steps);
  write_tables (&self, parcels, seed);
  g_free (self.key);
  g_free (self.area);
  sx_shape_buffer_clear (&self.buffer);
  sx_outliner_clear (&self.outliner);
  sx_land_use_clear (&use);
  return sx_sample_package_close (self.package, error);
}

/* Puts the finished file on disk and under its name. */
static gboolean
move_into_place (const char *from, const char *to, GError **error)
{
  int fd = g_open (from, O_RDWR | O_CLOEXEC, 0);
  gboolean is_synced = fd >= 0 && fsync (fd) == 0;
  int why = errno;

  if (fd >= 0)
    close (fd);
  if (is_synced && g_rename (from, to) == 0)
    return TRUE;
  if (is_synced)
    why = errno;
  g_set_error_literal (error, SX_ERROR, SX_ERROR_UNWRITABLE, g_strerror (why));
  return FALSE;
}

gboolean
sx_sample_write (const char *file, guint parcels, guint64 seed, SxSampleProgress progress, gpointer data,
                 GCancellable *cancellable, GError **error)
{
  g_autofree char *temporary = g_strconcat (file, ".XXXXXX", NULL);
  g_autoptr (GError) problem = NULL;
  int fd;

  if (parcels < SX_SAMPLE_PARCELS_MIN || parcels > SX_SAMPLE_PARCELS_MAX)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_LIMIT, _ ("A sample has %d to %d parcels, not %u."),
                   SX_SAMPLE_PARCELS_MIN, SX_SAMPLE_PARCELS_MAX, parcels);
      return FALSE;
    }
  if (!check_target (file, error))
    return FALSE;
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0)
    return refuse (error, file, g_strerror (errno));
  close (fd);
  if (write_package (temporary, parcels, seed, progress, data, cancellable, &problem)
      && move_into_place (temporary, file, &problem))
    return TRUE;
  g_unlink (temporary);
  if (problem->domain == SX_ERROR)
    return refuse (error, file, problem->message);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}
