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

#define MARK "sample.parcels"    /* key of sx_parameter by which an earlier sample is known */
#define CHANGES "sample.changes" /* the file's change counter when the sample was complete */
#define COUNTER_AT 24            /* in the header of an SQLite file: 32 bits, big endian */

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

/* Every program that writes to an SQLite file counts up there. 0 where it cannot be read. */
static guint32
change_counter (const char *file)
{
  guint8 bytes[4] = { 0 };
  int fd = g_open (file, O_RDONLY | O_CLOEXEC, 0);
  gboolean is_read = fd >= 0 && pread (fd, bytes, sizeof bytes, COUNTER_AT) == (gssize)sizeof bytes;

  if (fd >= 0)
    close (fd);
  return is_read ? (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3] : 0;
}

/* A number in sx_parameter; -1: it is not there, or there is no such table. */
static gint64
parameter (sqlite3 *db, const char *key)
{
  sqlite3_stmt *query = NULL;
  gint64 value = -1;

  if (sqlite3_prepare_v2 (db, "SELECT value FROM sx_parameter WHERE key = ?", -1, &query, NULL) == SQLITE_OK
      && sqlite3_bind_text (query, 1, key, -1, SQLITE_STATIC) == SQLITE_OK
      && sqlite3_step (query) == SQLITE_ROW)
    value = sqlite3_column_int64 (query, 0);
  sqlite3_finalize (query);
  return value;
}

/* Whether the file is a sample, and whether anybody wrote to it since: reads it, whatever it is, without
 * touching it. */
static gboolean
is_sample (const char *file, gboolean *is_edited)
{
  sqlite3 *db = NULL;
  gboolean is_ours = FALSE;
  gint64 changes = -1;

  if (sqlite3_open_v2 (file, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
    {
      is_ours = parameter (db, MARK) >= 0;
      changes = parameter (db, CHANGES);
    }
  sqlite3_close (db);
  *is_edited = changes != change_counter (file);
  return is_ours;
}

/* The last thing that is written. */
static gboolean
note_changes (const char *file, GError **error)
{
  sqlite3 *db = NULL;
  char *sql
      = sqlite3_mprintf ("INSERT INTO sx_parameter VALUES (%Q, '%u')", CHANGES, change_counter (file) + 1);
  gboolean is_done
      = sqlite3_open_v2 (file, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK
        && sqlite3_exec (db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", NULL, NULL, NULL)
               == SQLITE_OK
        && sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK;

  if (!is_done)
    g_set_error_literal (error, SX_ERROR, SX_ERROR_UNWRITABLE, sqlite3_errmsg (db));
  sqlite3_free (sql);
  sqlite3_close (db);
  return is_done;
}

static gboolean
has_companion (const char *file, const char *suffix)
{
  g_autofree char *name = g_strconcat (file, suffix, NULL);

  return g_file_test (name, G_FILE_TEST_EXISTS);
}

static gboolean
check_target (const char *file, gboolean is_forced, GError **error)
{
  gboolean is_edited;

  if (!g_file_test (file, G_FILE_TEST_EXISTS))
    return TRUE;
  if (g_file_test (file, G_FILE_TEST_IS_DIR))
    return refuse (error, file, _ ("it is a folder; name a file"));
  if (has_companion (file, "-wal") || has_companion (file, "-journal"))
    return refuse (error, file, _ ("it is open in a program; close it there or name another file"));
  if (!is_sample (file, &is_edited))
    return refuse (error, file, _ ("the file is there and is no sample of this program; name another file"));
  if (is_edited && !is_forced)
    return refuse (error, file,
                   _ ("it is a sample that was edited since; name another file, or replace it with --force"));
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
      "('plan.name', '清河县'), ('plan.agency', '清河县自然资源和规划局'), ('walk_5min_m', '300'),"
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
  return sx_sample_replace (file, parcels, seed, FALSE, progress, data, cancellable, error);
}

gboolean
sx_sample_replace (const char *file, guint parcels, guint64 seed, gboolean is_forced,
                   SxSampleProgress progress, gpointer data, GCancellable *cancellable, GError **error)
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
  if (!check_target (file, is_forced, error))
    return FALSE;
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0)
    return refuse (error, file, g_strerror (errno));
  close (fd);
  if (write_package (temporary, parcels, seed, progress, data, cancellable, &problem)
      && note_changes (temporary, &problem) && move_into_place (temporary, file, &problem))
    return TRUE;
  g_unlink (temporary);
  if (problem->domain == SX_ERROR)
    return refuse (error, file, problem->message);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}
