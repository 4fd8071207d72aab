/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sx-edits.h"

#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "cli/sx-edit-shape.h"
#include "rules/sx-json-text.h"

#define FILE_LIMIT (G_GUINT64_CONSTANT (1) << 30)

/* One edit while it is read. */
typedef struct
{
  const SxPlan *plan;
  SxBox extent;        /* of the plan's features */
  GHashTable *present; /* char * id → SxAdjustment * as the edits so far have left it; borrowed from them */
  const char *document;
  guint number;
  JsonObject *object;
  const char *id; /* NULL until known */
} Reader;

static const char *const ops[]
    = { [SX_REPLAY_ADD] = "add", [SX_REPLAY_REPLACE] = "replace", [SX_REPLAY_REMOVE] = "remove" };

static void
edit_free (SxReplayEdit *self)
{
  g_clear_pointer (&self->item, sx_adjustment_unref);
  g_free (self->id);
  g_free (self->flaw);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxReplayEdit, edit_free)

/* Always FALSE. */
static gboolean G_GNUC_PRINTF (3, 4) fail (const Reader *self, GError **error, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  if (self->id)
    g_set_error (error, SX_ERROR, SX_ERROR_FORMAT, _ ("%s: edit %u (“%s”): %s"), self->document, self->number,
                 self->id, what);
  else
    g_set_error (error, SX_ERROR, SX_ERROR_FORMAT, _ ("%s: edit %u: %s"), self->document, self->number, what);
  return FALSE;
}

static gboolean
is_of_type (JsonNode *node, GType type)
{
  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

/* *out is borrowed; NULL where the member is absent or null. */
static gboolean
member_text (const Reader *self, const char *key, const char **out, GError **error)
{
  JsonNode *node = json_object_get_member (self->object, key);

  *out = NULL;
  if (!node || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!is_of_type (node, G_TYPE_STRING))
    return fail (self, error, _ ("“%s” is not a text; write it in double quotes."), key);
  *out = json_node_get_string (node);
  return TRUE;
}

/* Sets a field where the edit mentions it: null and "" take it away. */
static gboolean
member_field (const Reader *self, const char *key, char **field, GError **error)
{
  const char *text;

  if (!json_object_has_member (self->object, key))
    return TRUE;
  if (!member_text (self, key, &text, error))
    return FALSE;
  g_free (*field);
  *field = text ? g_strstrip (g_strdup (text)) : NULL; /* codes are trimmed text */
  if (*field && **field == '\0')
    g_clear_pointer (field, g_free);
  return TRUE;
}

/* 0, 1, false, true or null, as a package column and JSON each have it. */
static gboolean
member_flag (const Reader *self, const char *key, gboolean *field, GError **error)
{
  JsonNode *node = json_object_get_member (self->object, key);

  if (!node)
    return TRUE;
  if (JSON_NODE_HOLDS_NULL (node))
    *field = FALSE;
  else if (is_of_type (node, G_TYPE_BOOLEAN))
    *field = json_node_get_boolean (node);
  else if (is_of_type (node, G_TYPE_INT64)
           && (json_node_get_int (node) == 0 || json_node_get_int (node) == 1))
    *field = json_node_get_int (node) == 1;
  else
    return fail (self, error, _ ("“%s” is neither 0 nor 1."), key);
  return TRUE;
}

static gboolean
check_keys (const Reader *self, GError **error)
{
  static const char *const known[] = { "op",        "id",   "line", "direction", "situation", "wkt", "hxlx",
                                       "uncounted", "name", "note", "project",   "basis",     NULL };
  g_autoptr (GList) keys = json_object_get_members (self->object);

  for (GList *l = keys; l; l = l->next)
    if (!g_strv_contains (known, l->data))
      return fail (self, error, _ ("there is no “%s” in an edit; check its spelling or take it out."),
                   (const char *)l->data);
  return TRUE;
}

static gboolean
read_op (const Reader *self, SxReplayOp *out, GError **error)
{
  const char *text;

  if (!member_text (self, "op", &text, error))
    return FALSE;
  for (guint i = 0; text && i < G_N_ELEMENTS (ops); i++)
    if (g_str_equal (text, ops[i]))
      {
        *out = (SxReplayOp)i;
        return TRUE;
      }
  if (!text)
    return fail (self, error, _ ("“op” is missing; write “add”, “replace” or “remove”."));
  return fail (self, error, _ ("there is no operation “%s”; write “add”, “replace” or “remove”."), text);
}

static gboolean
read_line (const Reader *self, SxLine *out, GError **error)
{
  g_autoptr (GString) all = g_string_new (NULL);
  const char *text;

  if (!member_text (self, "line", &text, error))
    return FALSE;
  if (sx_line_parse (text, out))
    return TRUE;
  for (int i = 0; i < SX_N_LINES; i++)
    g_string_append_printf (all, "%s%s", i ? ", " : "", sx_line_name ((SxLine)i));
  if (!text)
    return fail (self, error, _ ("“line” is missing; write one of %s."), all->str);
  return fail (self, error, _ ("there is no line “%s”; write one of %s."), text, all->str);
}

static gboolean
read_direction (const Reader *self, SxDirection *out, GError **error)
{
  const char *text;

  if (!member_text (self, "direction", &text, error))
    return FALSE;
  if (sx_direction_parse (text, out))
    return TRUE;
  if (!text)
    return fail (self, error, _ ("“direction” is missing; write “in” or “out”."));
  return fail (self, error, _ ("there is no direction “%s”; write “in” or “out”."), text);
}

static gboolean
read_shape (const Reader *self, SxShape **out, char **flaw, GError **error)
{
  g_autoptr (GError) inner = NULL;
  const char *text;

  if (!member_text (self, "wkt", &text, error))
    return FALSE;
  if (!text)
    return fail (self, error, _ ("“wkt” is missing; write the polygon as POLYGON((…))."));
  if (!(*out = sx_edit_shape_new (text, self->plan, flaw, &inner)))
    return fail (self, error, "%s", inner->message);
  return TRUE;
}

/* A polygon beside the plan is taken as it is, but hardly what is meant. */
static char *
describe_place (const Reader *self, const SxShape *shape)
{
  SxShapeView view = sx_shape_view (shape);

  if (view.n_rings == 0 || sx_box_is_empty (self->extent) || sx_box_overlaps (view.box, self->extent))
    return NULL;
  return g_strdup_printf (_ ("the polygon lies wholly outside the plan, which reaches from (%.0f, %.0f) to "
                             "(%.0f, %.0f); check its coordinates."),
                          self->extent.x0, self->extent.y0, self->extent.x1, self->extent.y1);
}

/* The adjustment that an add makes, or a replace makes of the one before. */
static gboolean
read_item (const Reader *self, SxReplayEdit *edit, const SxAdjustment *before, GError **error)
{
  g_autoptr (SxAdjustment) item = NULL;
  g_autoptr (SxShape) shape = NULL;
  SxLine line = before ? before->line : SX_LINE_FARMLAND;
  SxDirection direction = before ? before->direction : SX_DIRECTION_IN;

  if ((!before || json_object_has_member (self->object, "line")) && !read_line (self, &line, error))
    return FALSE;
  if ((!before || json_object_has_member (self->object, "direction"))
      && !read_direction (self, &direction, error))
    return FALSE;
  if (!read_shape (self, &shape, &edit->flaw, error))
    return FALSE;
  if (!edit->flaw)
    edit->flaw = describe_place (self, shape);
  item = before ? sx_adjustment_copy (before) : sx_adjustment_new (line, direction, shape);
  item->line = line;
  item->direction = direction;
  if (item->shape != shape)
    {
      sx_shape_unref (item->shape);
      item->shape = sx_shape_ref (shape);
    }
  if (!item->key)
    item->key = g_strdup (self->id);
  if (!member_field (self, "situation", &item->situation, error)
      || !member_field (self, "hxlx", &item->hxlx, error) || !member_field (self, "name", &item->name, error)
      || !member_field (self, "project", &item->project, error)
      || !member_field (self, "basis", &item->basis, error)
      || !member_field (self, "note", &item->note, error)
      || !member_flag (self, "uncounted", &item->uncounted, error))
    return FALSE;
  edit->item = g_steal_pointer (&item);
  return TRUE;
}

static SxReplayEdit *
read_edit (Reader *self, GError **error)
{
  g_autoptr (SxReplayEdit) edit = g_new0 (SxReplayEdit, 1);
  SxAdjustment *before;

  if (!member_text (self, "id", &self->id, error))
    return NULL;
  if (!self->id || !*self->id)
    {
      self->id = NULL;
      fail (self, error, _ ("“id” is missing; give the edit one."));
      return NULL;
    }
  edit->id = g_strdup (self->id);
  if (!check_keys (self, error) || !read_op (self, &edit->op, error))
    return NULL;
  before = g_hash_table_lookup (self->present, edit->id);
  if (edit->op == SX_REPLAY_ADD && before)
    {
      fail (self, error, _ ("this id is in use since an earlier edit; take another one."));
      return NULL;
    }
  if (edit->op != SX_REPLAY_ADD && !before)
    {
      fail (self, error, _ ("no earlier edit added this id; check the id and the order of the edits."));
      return NULL;
    }
  if (edit->op == SX_REPLAY_REMOVE)
    g_hash_table_remove (self->present, edit->id);
  else if (!read_item (self, edit, before, error))
    return NULL;
  else
    g_hash_table_replace (self->present, edit->id, edit->item);
  return g_steal_pointer (&edit);
}

static GPtrArray *
read_edits (Reader *self, JsonArray *list, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify)edit_free);

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      SxReplayEdit *edit;

      self->number = i + 1;
      self->id = NULL;
      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          fail (self, error, _ ("this is not an object {…} with “op” and “id”."));
          return NULL;
        }
      self->object = json_node_get_object (node);
      if (!(edit = read_edit (self, error)))
        return NULL;
      g_ptr_array_add (edits, edit);
    }
  return g_steal_pointer (&edits);
}

GPtrArray *
sx_edits_parse (const char *text, gssize length, const char *document, const SxPlan *plan, GError **error)
{
  g_autoptr (JsonNode) root = sx_json_text_parse (text, length, document, SX_ERROR_FORMAT, error);
  g_autoptr (GHashTable) present = NULL;
  Reader reader;

  if (!root)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (root))
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("%s is not a list of edits; it should begin with “[” and end with “]”."), document);
      return NULL;
    }
  present = g_hash_table_new (g_str_hash, g_str_equal);
  reader
      = (Reader){ .plan = plan, .extent = sx_plan_extent (plan), .present = present, .document = document };
  return read_edits (&reader, json_node_get_array (root), error);
}

static GMappedFile *
map_file (const char *file, const char *document, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GMappedFile) map = NULL;

  if (g_file_test (file, G_FILE_TEST_EXISTS) && !g_file_test (file, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, SX_ERROR, SX_ERROR_UNREADABLE, _ ("%s is not a file; name a JSON file of edits."),
                   document);
      return NULL;
    }
  map = g_mapped_file_new (file, FALSE, &inner);
  if (!map && g_error_matches (inner, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_set_error (error, SX_ERROR, SX_ERROR_NOT_FOUND, _ ("There is no file %s; check the path."), document);
  else if (!map)
    g_set_error (error, SX_ERROR, SX_ERROR_UNREADABLE, _ ("%s cannot be read: %s"), document, inner->message);
  else if (g_mapped_file_get_length (map) > FILE_LIMIT)
    g_set_error (error, SX_ERROR, SX_ERROR_LIMIT, _ ("%s is larger than 1 GiB; split it."), document);
  else
    return g_steal_pointer (&map);
  return NULL;
}

GPtrArray *
sx_edits_read (const char *file, const SxPlan *plan, GError **error)
{
  g_autofree char *document = g_filename_display_name (file);
  g_autoptr (GMappedFile) map = map_file (file, document, error);

  if (!map)
    return NULL;
  if (g_mapped_file_get_length (map) == 0)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("%s is empty; write “[]” where there is nothing to edit."), document);
      return NULL;
    }
  return sx_edits_parse (g_mapped_file_get_contents (map), (gssize)g_mapped_file_get_length (map), document,
                         plan, error);
}
