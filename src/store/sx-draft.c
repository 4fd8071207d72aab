/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-draft.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"

#define GROUP "draft"

SxDraft *
sx_draft_new (gint64 scheme, gint64 adjustment, SxLine line, SxDirection direction, const char *situation,
              const SxPoint *points, guint n_points)
{
  SxDraft *self = g_new0 (SxDraft, 1);

  self->ref_count = 1;
  self->scheme = scheme;
  self->adjustment = adjustment;
  self->line = line;
  self->direction = direction;
  self->situation = g_strdup (situation);
  self->points = g_memdup2 (points, n_points * sizeof (SxPoint));
  self->n_points = n_points;
  return self;
}

SxDraft *
sx_draft_ref (SxDraft *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_draft_unref (SxDraft *self)
{
  if (!self || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->situation);
  g_free (self->points);
  g_free (self);
}

char *
sx_draft_path (const char *folder, const char *package)
{
  g_autofree char *path = g_canonicalize_filename (package, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
  g_autofree char *name = g_strdup_printf ("draft-%.16s.ini", hash);

  return g_build_filename (folder, name, NULL);
}

/* GKeyFile writes doubles so that they are read back bit for bit. */
static GKeyFile *
to_key_file (const SxDraft *self, const SxPlan *plan)
{
  GKeyFile *file = g_key_file_new ();
  double plane[] = { plan->plane.central_meridian, plan->plane.false_easting };
  g_autofree double *numbers = g_new (double, 2 * (gsize)self->n_points + 1);

  for (guint i = 0; i < self->n_points; i++)
    {
      numbers[2 * i] = self->points[i].x;
      numbers[2 * i + 1] = self->points[i].y;
    }
  g_key_file_set_double_list (file, GROUP, "plane", plane, G_N_ELEMENTS (plane));
  g_key_file_set_int64 (file, GROUP, "scheme", self->scheme);
  g_key_file_set_int64 (file, GROUP, "adjustment", self->adjustment);
  g_key_file_set_string (file, GROUP, "line", sx_line_name (self->line));
  g_key_file_set_string (file, GROUP, "direction", sx_direction_name (self->direction));
  if (self->situation)
    g_key_file_set_string (file, GROUP, "situation", self->situation);
  g_key_file_set_double_list (file, GROUP, "points", numbers, 2 * (gsize)self->n_points);
  /* the last line: nothing is cut off */
  g_key_file_set_boolean (file, GROUP, "whole", TRUE);
  return file;
}

static gboolean
set_unwritable (const char *path, const char *reason, GError **error)
{
  g_set_error (error, SX_ERROR, SX_ERROR_UNWRITABLE,
               _ ("The polygon that is being drawn cannot be kept in “%s” (%s); finish it before you end the "
                  "program."),
               path, reason);
  return FALSE;
}

gboolean
sx_draft_write (const SxDraft *self, const SxPlan *plan, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = to_key_file (self, plan);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  g_autoptr (GError) problem = NULL;
  gsize length;

  text = g_key_file_to_data (file, &length, NULL);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return set_unwritable (path, g_strerror (errno), error);
  if (!g_file_set_contents_full (path, text, (gssize)length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &problem))
    return set_unwritable (path, problem->message, error);
  return TRUE;
}

static gboolean
is_same_plane (GKeyFile *file, const SxPlan *plan)
{
  gsize n = 0;
  g_autofree double *plane = g_key_file_get_double_list (file, GROUP, "plane", &n, NULL);

  return n == 2 && plane[0] == plan->plane.central_meridian && plane[1] == plan->plane.false_easting;
}

/* NULL where they are no points. */
static SxPoint *
read_points (GKeyFile *file, guint *n_points)
{
  gsize n = 0;
  g_autofree double *numbers = g_key_file_get_double_list (file, GROUP, "points", &n, NULL);
  SxPoint *points;

  if (n == 0 || n % 2 != 0)
    return NULL;
  for (gsize i = 0; i < n; i++)
    if (!isfinite (numbers[i]))
      return NULL;
  *n_points = (guint)(n / 2);
  points = g_new (SxPoint, *n_points);
  for (guint i = 0; i < *n_points; i++)
    points[i] = (SxPoint){ numbers[2 * i], numbers[2 * i + 1] };
  return points;
}

static SxDraft *
from_key_file (GKeyFile *file, const SxPlan *plan)
{
  g_autofree char *line_text = g_key_file_get_string (file, GROUP, "line", NULL);
  g_autofree char *direction_text = g_key_file_get_string (file, GROUP, "direction", NULL);
  g_autofree char *situation = g_key_file_get_string (file, GROUP, "situation", NULL);
  g_autofree SxPoint *points = NULL;
  SxDirection direction;
  guint n = 0;
  SxLine line;

  if (!g_key_file_get_boolean (file, GROUP, "whole", NULL) || !is_same_plane (file, plan)
      || !sx_line_parse (line_text, &line) || !sx_direction_parse (direction_text, &direction))
    return NULL;
  points = read_points (file, &n);
  if (!points)
    return NULL;
  return sx_draft_new (g_key_file_get_int64 (file, GROUP, "scheme", NULL),
                       g_key_file_get_int64 (file, GROUP, "adjustment", NULL), line, direction, situation,
                       points, n);
}

SxDraft *
sx_draft_read (const SxPlan *plan, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) problem = NULL;
  SxDraft *draft;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &problem) && problem->domain == G_FILE_ERROR)
    {
      if (!g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT)
          && !g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
        g_set_error (error, SX_ERROR, SX_ERROR_UNREADABLE,
                     _ ("The polygon that was being drawn cannot be read from “%s” (%s); draw it again."),
                     path, problem->message);
      return NULL;
    }
  draft = problem ? NULL : from_key_file (file, plan);
  if (!draft)
    g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                 _ ("“%s” holds no polygon that was being drawn in this plan; draw it again."), path);
  return draft;
}

void
sx_draft_remove (const char *path)
{
  g_remove (path);
}
