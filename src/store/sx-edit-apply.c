/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operations of an edit, done with the scheme store. */
#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "store/sx-edit-private.h"
#include "store/sx-scheme-state-private.h"
#include "store/sx-scheme-store-copy.h"
#include "store/sx-scheme-store-private.h"

/* An edit on its way into the package. */
typedef struct
{
  SxSchemeStore *store;
  const char *default_name;
  gint64 scheme; /* where items go; 0: not made yet */
  gint64 open;   /* shall be open afterwards */
  GArray *fids;
} Application;

static gboolean
is_about_schemes (const SxEditOp *op)
{
  return op->verb == SX_EDIT_ADD_SCHEME || op->verb == SX_EDIT_RENAME_SCHEME
         || op->verb == SX_EDIT_REMOVE_SCHEME;
}

static gboolean
is_about_projects (const SxEditOp *op)
{
  return op->verb == SX_EDIT_ADD_PROJECT || op->verb == SX_EDIT_SET_PROJECT
         || op->verb == SX_EDIT_REMOVE_PROJECT;
}

gboolean
sx_edit_is_in_scheme (const SxEdit *self)
{
  for (guint i = 0; i < self->ops->len; i++)
    {
      const SxEditOp *op = &g_array_index (self->ops, SxEditOp, i);

      if (!is_about_schemes (op) && !is_about_projects (op))
        return TRUE;
    }
  return FALSE;
}

/* A package without any scheme gets its first one. */
static gboolean
need_scheme (Application *self, GError **error)
{
  if (self->scheme != 0)
    return TRUE;
  if (!sx_scheme_store_add_scheme (self->store, self->default_name, NULL, &self->scheme, error))
    return FALSE;
  self->open = self->scheme;
  return TRUE;
}

static gboolean
note_added (Application *self, gboolean done, gint64 fid)
{
  if (done)
    g_array_append_val (self->fids, fid);
  return done;
}

static gboolean
add_scheme (Application *self, const SxEditOp *op, GError **error)
{
  gboolean done;

  done = op->id == 0
             ? sx_scheme_store_add_scheme (self->store, op->name, op->value, &self->scheme, error)
             : sx_scheme_store_copy_scheme (self->store, op->id, op->name, op->value, &self->scheme, error);
  self->open = self->scheme;
  return note_added (self, done, self->scheme);
}

static gboolean
set_parameter (Application *self, const SxEditOp *op, GError **error)
{
  g_autofree char *key = g_strdup_printf ("scheme.%" PRId64 ".%s", self->scheme, op->name);

  return sx_scheme_store_set_parameter (self->store, key, op->value, error);
}

static gboolean
refuse (Application *self, const SxEditOp *op, const char *file, GError **error)
{
  if (op->was)
    g_set_error (error, SX_ERROR, SX_ERROR_CONFLICT,
                 op->reclass
                     ? _ ("Reclassification %" PRId64 " in “%s” was changed or removed in between, so "
                          "this edit was not made; look at it as it is now, then do it again.")
                 : op->road
                     ? _ ("Road %" PRId64 " in “%s” was changed or removed in between, so this edit was "
                          "not made; look at it as it is now, then do it again.")
                     : _ ("Adjustment %" PRId64 " in “%s” was changed or removed in between, so this "
                          "edit was not made; look at it as it is now, then do it again."),
                 op->id, file);
  else
    g_set_error (error, SX_ERROR, SX_ERROR_CONFLICT,
                 _ ("“%s” in “%s” was changed in between, so this edit was not made; look at it as it is "
                    "now, "
                    "then do it again."),
                 op->name, file);
  return FALSE;
}

/* Whether what is to be replaced is in the package as its maker saw it. */
static gboolean
check_was (Application *self, const SxEditOp *op, GError **error)
{
  g_autofree char *name = g_filename_display_name (self->store->plan->file);
  const SxPackageFile file = { .file = name };
  const SxStateSource source = { &file, self->store->db->handle, self->store->plan };
  SxSchemeItems kind = op->reclass ? SX_SCHEME_RECLASSES : op->road ? SX_SCHEME_ROADS : SX_SCHEME_ADJUSTMENTS;
  gboolean is_same;

  if (!op->has_was)
    return TRUE;
  if (op->was)
    {
      if (!sx_scheme_state_has_item (&source, self->scheme, kind, op->was, &is_same, error))
        return FALSE;
    }
  else
    {
      const SxJudgement was = { op->name, op->was_value, op->was_reason };

      if (!sx_scheme_state_has_text (&source, self->scheme, op->verb == SX_EDIT_SET_JUDGEMENT, &was, &is_same,
                                     error))
        return FALSE;
    }
  return is_same || refuse (self, op, name, error);
}

/* Operations that add something. */
static gboolean
apply_addition (Application *self, const SxEditOp *op, GError **error)
{
  gint64 fid = 0;
  gboolean done;

  if (op->verb == SX_EDIT_ADD_ADJUSTMENT)
    done = sx_scheme_store_add_adjustment (self->store, self->scheme, op->adjustment, &fid, error);
  else if (op->verb == SX_EDIT_ADD_RECLASS)
    done = sx_scheme_store_add_reclass (self->store, self->scheme, op->reclass, &fid, error);
  else
    done = sx_scheme_store_add_road (self->store, self->scheme, op->road, &fid, error);
  return note_added (self, done, fid);
}

static gboolean
apply_to_schemes (Application *self, const SxEditOp *op, GError **error)
{
  if (op->verb == SX_EDIT_ADD_SCHEME)
    return add_scheme (self, op, error);
  if (op->verb == SX_EDIT_RENAME_SCHEME)
    return sx_scheme_store_rename_scheme (self->store, op->id, op->name, error);
  return sx_scheme_store_remove_scheme (self->store, op->id, error);
}

static gboolean
apply_to_projects (Application *self, const SxEditOp *op, GError **error)
{
  gint64 id = 0;

  if (op->verb == SX_EDIT_SET_PROJECT)
    return sx_scheme_store_set_project (self->store, op->project, error);
  if (op->verb == SX_EDIT_REMOVE_PROJECT)
    return sx_scheme_store_remove_project (self->store, op->id, error);
  return note_added (self, sx_scheme_store_add_project (self->store, op->project, &id, error), id);
}

static gboolean
apply_op (Application *self, const SxEditOp *op, GError **error)
{
  if (is_about_schemes (op))
    return apply_to_schemes (self, op, error);
  if (is_about_projects (op))
    return apply_to_projects (self, op, error);
  if (!need_scheme (self, error))
    return FALSE;
  if (!check_was (self, op, error))
    return FALSE;
  switch (op->verb)
    {
    case SX_EDIT_SET_ADJUSTMENT:
      return sx_scheme_store_set_adjustment (self->store, self->scheme, op->adjustment, error);
    case SX_EDIT_SET_RECLASS:
      return sx_scheme_store_set_reclass (self->store, self->scheme, op->reclass, error);
    case SX_EDIT_SET_ROAD:
      return sx_scheme_store_set_road (self->store, self->scheme, op->road, error);
    case SX_EDIT_REMOVE_ADJUSTMENT:
      return sx_scheme_store_remove_adjustment (self->store, op->id, error);
    case SX_EDIT_REMOVE_RECLASS:
      return sx_scheme_store_remove_reclass (self->store, op->id, error);
    case SX_EDIT_REMOVE_ROAD:
      return sx_scheme_store_remove_road (self->store, op->id, error);
    case SX_EDIT_SET_JUDGEMENT:
      return sx_scheme_store_set_judgement (self->store, self->scheme, op->name, op->value, op->reason,
                                            error);
    case SX_EDIT_SET_PARAMETER:
      return set_parameter (self, op, error);
    case SX_EDIT_ADD_ADJUSTMENT:
    case SX_EDIT_ADD_RECLASS:
    case SX_EDIT_ADD_ROAD:
    case SX_EDIT_ADD_PROJECT:
    case SX_EDIT_SET_PROJECT:
    case SX_EDIT_REMOVE_PROJECT:
    case SX_EDIT_ADD_SCHEME:
    case SX_EDIT_RENAME_SCHEME:
    case SX_EDIT_REMOVE_SCHEME:
    default:
      return apply_addition (self, op, error);
    }
}

gboolean
sx_edit_apply (const SxEdit *self, SxSchemeStore *store, const char *default_name, gint64 *open, GArray *fids,
               GError **error)
{
  Application application = { store, default_name, self->scheme != 0 ? self->scheme : *open, *open, fids };

  for (guint i = 0; i < self->ops->len; i++)
    if (!apply_op (&application, &g_array_index (self->ops, SxEditOp, i), error))
      return FALSE;
  *open = application.open;
  return TRUE;
}
