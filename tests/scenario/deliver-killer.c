/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deliver-killer PACKAGE [MOMENTS [SECONDS]]: a process hands a scheme in, over what was handed in before,
 * and at a random moment it is killed, or cancelled, or the disk is full. Then what was there is there, or
 * all of the new, whole; and beside it nothing but what a next run clears. SX_DELIVER_SECONDS goes before
 * SECONDS. */
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/sx-error.h"
#include "deliver/sx-deliver.h"
#include "deliver/sx-filegdb.h"
#include "deliver/sx-map-folder.h"
#include "deliver/sx-preflight.h"
#include "deliver/sx-shapefiles.h"
#include "evaluate/sx-evaluator.h"
#include "export/sx-delivery-database.h"
#include "full-disk.h"
#include "store/sx-package-file.h"
#include "store/sx-package.h"

typedef enum
{
  KILLED,
  CANCELLED,
  FULL,
  FULL_AT_CLOSE,
  N_ENDS,
} End;

static const char *const end_names[] = { "killed", "cancelled", "disk full", "disk full at close" };

#define PART_WISHES 6 /* the first of the wishes: one part each */

/* What is written in one run; what takes long less often. */
static const guint wishes[] = {
  SX_PART_DATABASE,
  SX_PART_TABLES,
  SX_PART_REPORT,
  SX_PART_MAPS,
  SX_PART_FILEGDB,
  SX_PART_SHAPEFILES,
  SX_PART_DATABASE | SX_PART_TABLES | SX_PART_REPORT,
  SX_PART_TABLES,
  SX_PART_DATABASE,
  SX_PART_REPORT,
  SX_PART_SHAPEFILES | SX_PART_TABLES,
  SX_PARTS_ALL,
};

/* What a child tells at its end. */
typedef struct
{
  gboolean is_done, is_full;
  gint error; /* of SX_ERROR; -1: cancelled; -2: another */
  gint64 length, bytes;
  gint64 latency; /* µs from cancelling to the end */
} Told;

typedef struct
{
  char *folder;
  SxDelivery *delivery;
  GRand *random;
  guint32 seed;
  Told whole[G_N_ELEMENTS (wishes)]; /* runs that nothing ends */
  guint n[N_ENDS], n_faults;
  GString *faults; /* a line each */
  gint64 longest;
} Killer;

/* ---- the child */

typedef struct
{
  GCancellable *cancellable;
  gint64 after, at;
} Canceller;

static gpointer
cancel_later (gpointer data)
{
  Canceller *self = data;

  g_usleep ((gulong)self->after);
  self->at = g_get_monotonic_time ();
  g_cancellable_cancel (self->cancellable);
  return NULL;
}

/* Never returns. */
static void
deliver (const Killer *self, guint wish, End end, gint64 moment, int pipe_end)
{
  SxDeliverOptions options = { .folder = self->folder, .parts = wishes[wish] };
  Canceller canceller = { g_cancellable_new (), moment, 0 };
  GError *error = NULL;
  gint64 start = g_get_monotonic_time ();
  Told told = { 0 };

  if (end == CANCELLED)
    g_thread_unref (g_thread_new ("cancel", cancel_later, &canceller));
  full_disk_begin (self->folder, end == FULL || end == FULL_AT_CLOSE ? moment : G_MAXINT64,
                   end == FULL_AT_CLOSE ? FULL_LATER : FULL_AT_ONCE);
  told.is_done = sx_deliver (self->delivery, &options, NULL, NULL, NULL, canceller.cancellable, &error);
  told.length = g_get_monotonic_time () - start;
  told.latency = canceller.at ? g_get_monotonic_time () - canceller.at : 0;
  told.bytes = full_disk_used (&told.is_full);
  full_disk_begin (NULL, G_MAXINT64, FULL_AT_ONCE);
  if (error)
    told.error = error->domain == SX_ERROR                                   ? error->code
                 : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? -1
                                                                             : -2;
  if (error && told.error != SX_ERROR_UNWRITABLE && told.error != -1)
    g_printerr ("%s\n", error->message);
  if (write (pipe_end, &told, sizeof told) != sizeof told)
    _exit (1);
  _exit (0);
}

/* FALSE where it was killed before it could tell. */
static gboolean
run_child (const Killer *self, guint wish, End end, gint64 moment, Told *told)
{
  int ends[2], status;
  gboolean has_told;
  pid_t child;

  if (pipe (ends) != 0)
    g_error ("no pipe");
  child = fork ();
  if (child == 0)
    deliver (self, wish, end, moment, ends[1]);
  close (ends[1]);
  if (end == KILLED)
    {
      g_usleep ((gulong)moment);
      kill (child, SIGKILL);
    }
  has_told = read (ends[0], told, sizeof *told) == sizeof *told;
  close (ends[0]);
  waitpid (child, &status, 0);
  if (!has_told && (end != KILLED || !WIFSIGNALED (status) || WTERMSIG (status) != SIGKILL))
    g_error ("%s: the child ended with status %d", end_names[end], status);
  return has_told;
}

/* ---- what is there */

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

/* What stands at a path, so that any change of it is seen. */
static void
stamp (GString *out, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  GStatBuf info;

  if (g_lstat (path, &info) != 0)
    return;
  g_string_append_printf (out, "%lu %ld %ld.%ld\n", (gulong)info.st_ino, (glong)info.st_size,
                          (glong)info.st_mtim.tv_sec, (glong)info.st_mtim.tv_nsec);
  while (dir && (name = g_dir_read_name (dir)))
    g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    stamp (out, names->pdata[i]);
}

/* By part, in the order of the bits. */
static GPtrArray *
look (const Killer *self)
{
  GPtrArray *stamps = g_ptr_array_new_with_free_func (g_free);

  for (guint part = 1; part <= SX_PARTS_ALL; part <<= 1)
    {
      g_autofree char *name = sx_part_file_name (self->delivery, (SxPart)part);
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      GString *out = g_string_new (NULL);

      stamp (out, path);
      g_ptr_array_add (stamps, g_string_free (out, FALSE));
    }
  return stamps;
}

static gboolean
ends_with (const char *path, const char *mark, gsize within)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  gsize n = file ? g_mapped_file_get_length (file) : 0;

  return n > within && memmem (g_mapped_file_get_contents (file) + n - within, within, mark, strlen (mark));
}

static gboolean
is_whole_database (const char *path)
{
  g_autoptr (sqlite3) db = NULL;
  g_autoptr (sqlite3_stmt) check = NULL;

  return sx_delivery_is_database (path)
         && sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
         && sqlite3_prepare_v2 (db, "PRAGMA quick_check", -1, &check, NULL) == SQLITE_OK
         && sqlite3_step (check) == SQLITE_ROW
         && g_strcmp0 ((const char *)sqlite3_column_text (check, 0), "ok") == 0;
}

static gboolean
are_whole_maps (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *sheet = g_build_filename (path, name, NULL);

      if (g_str_has_suffix (name, ".pdf") && !ends_with (sheet, "%%EOF", 32))
        return FALSE;
    }
  return sx_map_folder_is_delivery (path);
}

static gboolean
is_whole (const Killer *self, SxPart part)
{
  g_autofree char *name = sx_part_file_name (self->delivery, part);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  switch (part)
    {
    case SX_PART_DATABASE:
      return is_whole_database (path);
    case SX_PART_TABLES:
    case SX_PART_REPORT:
      return ends_with (path, "PK\005\006", 64);
    case SX_PART_MAPS:
      return are_whole_maps (path);
    case SX_PART_FILEGDB:
      return sx_filegdb_is_delivery (path);
    case SX_PART_SHAPEFILES:
    default:
      return sx_shapefiles_is_delivery (path);
    }
}

static guint
count_litter (const Killer *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)))
    n += g_str_has_prefix (name, ".sanxian-");
  return n;
}

/* ---- a moment */

static void
fault (Killer *self, guint wish, End end, gint64 moment, const char *what)
{
  g_string_append_printf (self->faults, "parts 0x%02x, %s at %" G_GINT64_FORMAT ": %s\n", wishes[wish],
                          end_names[end], moment, what);
  self->n_faults++;
}

static void
check_parts (Killer *self, guint wish, End end, gint64 moment, const Told *told, const GPtrArray *before)
{
  g_autoptr (GPtrArray) after = look (self);
  guint n_new = 0, n_asked = 0;

  for (guint i = 0; i < after->len; i++)
    {
      SxPart part = (SxPart)(1u << i);
      gboolean is_new = !g_str_equal (before->pdata[i], after->pdata[i]);

      n_asked += (wishes[wish] & part) != 0;
      n_new += is_new;
      if (is_new && !(wishes[wish] & part))
        fault (self, wish, end, moment, "a part that nobody asked for is another one");
      if (is_new && !is_whole (self, part))
        fault (self, wish, end, moment, "a part is damaged");
    }
  if (told && n_new != (told->is_done ? n_asked : 0))
    fault (self, wish, end, moment, told->is_done ? "not all is new" : "something is new");
}

static void
check_told (Killer *self, guint wish, End end, gint64 moment, const Told *told)
{
  if (told->is_done && told->is_full)
    fault (self, wish, end, moment, "what had no room was not missed");
  if (!told->is_done && told->error != (end == CANCELLED ? -1 : SX_ERROR_UNWRITABLE))
    fault (self, wish, end, moment, "another error");
  if (count_litter (self))
    fault (self, wish, end, moment, "something is left over");
  if (end == CANCELLED)
    self->longest = MAX (self->longest, told->latency);
}

/* In µs, or bytes. What is written last is what a program closes with, and where a library is most likely not
 * to look: moments of a full disk lie closer the nearer the end. */
static gint64
draw_moment (Killer *self, const Told *whole, End end)
{
  double at = g_rand_double (self->random);

  if (end == FULL || end == FULL_AT_CLOSE)
    return (gint64)((1 - at * at) * (double)whole->bytes);
  return (gint64)(at * (double)whole->length);
}

static void
try_moment (Killer *self, guint wish, End end, gint64 moment)
{
  g_autoptr (GPtrArray) before = look (self);
  Told told;
  gboolean has_told = run_child (self, wish, end, moment, &told);

  check_parts (self, wish, end, moment, has_told ? &told : NULL, before);
  if (has_told)
    check_told (self, wish, end, moment, &told);
  self->n[end]++;
}

/* The last of each part alone has no room: its very last byte, or all that a program closes with. */
static void
try_closing (Killer *self)
{
  static const gint64 missing[] = { 1, 10000, 60000 };

  for (guint wish = 0; wish < PART_WISHES; wish++)
    for (guint i = 0; i < G_N_ELEMENTS (missing); i++)
      if (missing[i] < self->whole[wish].bytes)
        try_moment (self, wish, FULL_AT_CLOSE, self->whole[wish].bytes - missing[i]);
}

static void
try_any (Killer *self, guint i)
{
  guint wish = i % G_N_ELEMENTS (wishes);
  End end = (End)((i + i / G_N_ELEMENTS (wishes)) % N_ENDS);

  try_moment (self, wish, end, draw_moment (self, &self->whole[wish], end));
}

/* A run that nothing ends. */
static void
run_whole (Killer *self, guint wish)
{
  Told *told = &self->whole[wish];

  if (!run_child (self, wish, CANCELLED, G_MAXINT32, told) || !told->is_done)
    g_error ("%sparts 0x%02x cannot be written; seed %u", self->faults->str, wishes[wish], self->seed);
  for (guint part = 1; part <= SX_PARTS_ALL; part <<= 1)
    if (wishes[wish] & part && !is_whole (self, (SxPart)part))
      fault (self, wish, CANCELLED, 0, "a part of a whole run is damaged");
  if (count_litter (self))
    fault (self, wish, CANCELLED, 0, "a whole run leaves something over");
}

/* How long each wish takes, and how many bytes. */
static void
measure (Killer *self)
{
  for (guint w = 0; w < PART_WISHES; w++)
    {
      run_whole (self, w);
      g_print ("parts 0x%02x: %.0f ms, %.1f MB\n", wishes[w], (double)self->whole[w].length / 1000.0,
               (double)self->whole[w].bytes / 1e6);
    }
  for (guint w = PART_WISHES; w < G_N_ELEMENTS (wishes); w++)
    for (guint p = 0; p < PART_WISHES; p++)
      if (wishes[w] & wishes[p])
        {
          self->whole[w].length += self->whole[p].length;
          self->whole[w].bytes += self->whole[p].bytes;
        }
}

/* ---- the delivery */

static SxDelivery *
make_delivery (const char *file, SxScheme **scheme)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxRuleProfile) rules = sx_rule_profile_load ("anhui-2026", &error);
  g_autoptr (GHashTable) columns = sx_rule_profile_needed_columns (rules);
  SxReadOptions options = { .extra_columns = columns };
  g_autoptr (SxPlan) plan = sx_package_read (file, &options, NULL, &error);
  g_autoptr (SxResult) result = NULL;
  g_autoptr (GPtrArray) items = NULL;
  SxEvaluator *evaluator;
  SxDelivery *delivery;
  SxMetric metric;

  if (!plan)
    g_error ("%s", error->message);
  *scheme = sx_package_read_scheme (plan, NULL, NULL, &error);
  evaluator = sx_evaluator_new (plan, rules, SX_AREA_ELLIPSOIDAL, NULL, &error);
  if (!evaluator || !sx_evaluator_set_scheme (evaluator, *scheme, NULL, &error))
    g_error ("%s", error->message);
  result = sx_evaluator_result (evaluator, &error);
  metric = (SxMetric){ plan->plane, FALSE };
  delivery = sx_delivery_new (plan, *scheme, result, &metric, NULL, &error);
  if (!delivery)
    g_error ("%s", error->message);
  items = sx_preflight (plan, *scheme, result, delivery);
  sx_delivery_accept (delivery, items);
  sx_evaluator_free (evaluator);
  return delivery;
}

int
main (int argc, char *argv[])
{
  guint n_moments = argc > 2 ? (guint)strtoul (argv[2], NULL, 10) : 200;
  const char *seconds = g_getenv ("SX_DELIVER_SECONDS") ? g_getenv ("SX_DELIVER_SECONDS")
                        : argc > 3                      ? argv[3]
                                                        : "25";
  gint64 end = g_get_monotonic_time () + strtol (seconds, NULL, 10) * G_USEC_PER_SEC;
  SxScheme *scheme = NULL;
  Killer self = { .seed = (guint32)g_get_real_time (), .faults = g_string_new (NULL) };
  guint n = 0;

  if (argc < 2)
    return 2;
  self.random = g_rand_new_with_seed (self.seed);
  /* What the kernel has is not lost with a process: without a slow disk more moments fall into the time. */
  if (g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR))
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
  self.folder = g_dir_make_tmp ("sanxian-deliver-XXXXXX", NULL);
  self.delivery = make_delivery (argv[1], &scheme);
  measure (&self);
  try_closing (&self);
  for (; n < n_moments && g_get_monotonic_time () < end; n++)
    try_any (&self, n);
  run_whole (&self, G_N_ELEMENTS (wishes) - 1);
  for (guint i = 0; i < N_ENDS; i++)
    g_print ("%s: %u\n", end_names[i], self.n[i]);
  g_print ("longest way from cancelling to the end: %.0f ms\nseed: %u\nfaults: %u\n%s",
           (double)self.longest / 1000.0, self.seed, self.n_faults, self.faults->str);
  g_rand_free (self.random);
  g_string_free (self.faults, TRUE);
  sx_delivery_free (self.delivery);
  sx_scheme_free (scheme);
  g_spawn_sync (NULL, (char *[]){ (char *)"rm", (char *)"-rf", self.folder, NULL }, NULL, G_SPAWN_SEARCH_PATH,
                NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (self.folder);
  return self.n_faults ? 1 : 0;
}
