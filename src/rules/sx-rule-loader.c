/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an id, a file or a text to a profile. A profile that extends another is read onto it: first the base,
 * then what the document itself says, so that every mistake has a place in the document that makes it. */
#include "rules/sx-rule-profile.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/sx-i18n.h"
#include "base/sx-resource.h"
#include "rules/sx-json-place.h"
#include "rules/sx-json-text.h"
#include "rules/sx-rule-finish.h"
#include "rules/sx-rule-items.h"
#include "rules/sx-rule-profile-private.h"
#include "rules/sx-rule-sections.h"

#define SIZE_LIMIT (4u << 20)
#define EXTENDS_LIMIT 8

static const char *const builtin_ids[]
    = { "anhui-2026", "heilongjiang-2026", "henan-2026", "shanxi-2026", NULL };

static const char *const keys[]
    = { "$schema", "id",         "title",     "source",     "extends",    "choices", "limits",
        "classes", "indicators", "conflicts", "situations", "parameters", NULL };

/* Where a document stands. */
typedef struct
{
  const char *name;   /* what messages call it */
  const char *folder; /* where files that it extends are; NULL: it may extend built-in profiles only */
  const char *text;
  gssize length;
} Document;

static gboolean load_named (SxRuleProfile *self, const char *id_or_file, GPtrArray *chain, GError **error);

const char *const *
sx_rule_profile_builtin_ids (void)
{
  return builtin_ids;
}

static gboolean
is_file_name (const char *text)
{
  return strchr (text, '/') != NULL || g_str_has_suffix (text, ".json");
}

/* What tells a document from others: two ways to write a file's name are one file. */
static char *
chain_key (const char *id_or_file)
{
  return is_file_name (id_or_file) ? g_canonicalize_filename (id_or_file, NULL) : g_strdup (id_or_file);
}

/* The profile that `at` extends, onto self. */
static gboolean
load_base (SxRuleProfile *self, const SxJsonPlace *at, const Document *document, GPtrArray *chain,
           GError **error)
{
  g_autofree char *ids = g_strjoinv (", ", (char **)builtin_ids);
  g_autofree char *shown = NULL;
  g_autofree char *named = NULL;
  g_autofree char *key = NULL;
  const char *name;

  if (!sx_json_text (at, &name, error))
    return FALSE;
  shown = sx_json_text_shown (name);
  if (g_strv_contains (builtin_ids, name))
    named = g_strdup (name);
  else if (document->folder == NULL || !g_str_has_suffix (name, ".json") || strpbrk (name, "/\\") != NULL)
    return sx_json_fail (at, error, _ ("\"%s\" cannot be extended; use one of: %s%s"), shown, ids,
                         document->folder ? _ (", or a .json file in the same folder, by its name alone")
                                          : "");
  else
    named = g_build_filename (document->folder, name, NULL);
  key = chain_key (named);
  if (g_ptr_array_find_with_equal_func (chain, key, g_str_equal, NULL))
    return sx_json_fail (at, error, _ ("\"%s\" extends this profile in turn; extend another one"), shown);
  if (chain->len > EXTENDS_LIMIT)
    return sx_json_fail (at, error, _ ("more than %d profiles extend one another; put some of them together"),
                         EXTENDS_LIMIT);
  if (load_named (self, named, chain, error))
    return TRUE;
  if (!g_error_matches (*error, SX_ERROR, SX_ERROR_RULES))
    g_prefix_error (error, "%s, $.extends: ", document->name);
  return FALSE;
}

typedef gboolean (*SectionReader) (SxRuleProfile *self, const SxJsonPlace *at, GError **error);

static gboolean
read_indicators (SxRuleProfile *self, const SxJsonPlace *at, GError **error)
{
  return sx_rule_items_read (self->indicators, &sx_indicator_rule_kind, at, error);
}

static gboolean
read_conflicts (SxRuleProfile *self, const SxJsonPlace *at, GError **error)
{
  return sx_rule_items_read (self->conflicts, &sx_conflict_rule_kind, at, error);
}

static gboolean
read_situations (SxRuleProfile *self, const SxJsonPlace *at, GError **error)
{
  return sx_rule_items_read (self->situations, &sx_situation_kind, at, error);
}

/* What a profile is called is its own and never that of its base. */
static gboolean
read_names (SxRuleProfile *self, const SxJsonPlace *root, GError **error)
{
  char *id = sx_rule_item_id (root, error);

  if (id == NULL)
    return FALSE;
  g_free (self->id);
  self->id = id;
  g_clear_pointer (&self->title_zh, g_free);
  g_clear_pointer (&self->title_en, g_free);
  g_clear_pointer (&self->source, g_free);
  return sx_json_member_bilingual (root, "title", &self->title_zh, &self->title_en, error)
         && sx_json_member_text (root, "source", &self->source, error);
}

static gboolean
read_sections (SxRuleProfile *self, const SxJsonPlace *root, gboolean extends, GError **error)
{
  static const struct
  {
    const char *key;
    SectionReader read;
  } sections[] = {
    { "choices", sx_rule_choices_read },       { "limits", sx_rule_limits_read },
    { "classes", sx_rule_classes_read },       { "indicators", read_indicators },
    { "conflicts", read_conflicts },           { "situations", read_situations },
    { "parameters", sx_rule_parameters_read },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      SxJsonPlace at;

      if (!sx_json_has (root, sections[i].key, &at))
        {
          if (!extends)
            return sx_json_fail (root, error,
                                 _ ("key \"%s\" is missing; add it, or extend a built-in profile"),
                                 sections[i].key);
          continue;
        }
      if (!sections[i].read (self, &at, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_document (SxRuleProfile *self, const Document *document, GPtrArray *chain, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  SxJsonPlace root, at;
  const char *schema; /* for editors */
  gboolean extends;

  if ((document->length < 0 ? strlen (document->text) : (gsize)document->length) > SIZE_LIMIT)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_LIMIT,
                   _ ("%s is larger than 4 MiB and so no rule profile; name another"), document->name);
      return FALSE;
    }
  node = sx_json_text_parse (document->text, document->length, document->name, SX_ERROR_RULES, error);
  if (node == NULL)
    return FALSE;
  g_ptr_array_add (chain, chain_key (document->name));
  root = sx_json_root (document->name, SX_ERROR_RULES, node);
  if (!sx_json_check_object (&root, keys, error))
    return FALSE;
  if (sx_json_has (&root, "$schema", &at) && !sx_json_text (&at, &schema, error))
    return FALSE;
  extends = sx_json_has (&root, "extends", &at);
  if (extends && !load_base (self, &at, document, chain, error))
    return FALSE;
  if (!read_names (self, &root, error) || !read_sections (self, &root, extends, error))
    return FALSE;
  return self->indicators->len > 0
         || sx_json_fail (&root, error, _ ("no indicator is left; keep at least one of them"));
}

static gboolean
fail_file (const char *file, int number, GError **error)
{
  SxErrorCode code = number == ENOENT || number == ENOTDIR ? SX_ERROR_NOT_FOUND : SX_ERROR_UNREADABLE;

  g_set_error (error, SX_ERROR, (int)code,
               _ ("The rule profile %s cannot be read: %s; check the name and its rights"), file,
               g_strerror (number));
  return FALSE;
}

/* Up to SIZE_LIMIT + 1 bytes of a regular file: a pipe or a device would never end. */
static gboolean
read_file (const char *file, GByteArray *out, GError **error)
{
  int fd = open (file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat info;
  gssize n = 0;

  if (fd < 0)
    return fail_file (file, errno, error);
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      close (fd);
      return fail_file (file, S_ISDIR (info.st_mode) ? EISDIR : EINVAL, error);
    }
  do
    {
      guint8 buffer[16384];

      n = read (fd, buffer, sizeof buffer);
      if (n > 0)
        g_byte_array_append (out, buffer, (guint)n);
    }
  while ((n > 0 && out->len <= SIZE_LIMIT) || (n < 0 && errno == EINTR));
  if (n < 0)
    fail_file (file, errno, error);
  close (fd);
  return n >= 0;
}

static gboolean
load_file (SxRuleProfile *self, const char *file, GPtrArray *chain, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *folder = g_path_get_dirname (file);
  Document document = { file, folder, NULL, 0 };

  if (!read_file (file, bytes, error))
    return FALSE;
  document.text = bytes->data ? (const char *)bytes->data : "";
  document.length = (gssize)bytes->len;
  return read_document (self, &document, chain, error);
}

static gboolean
load_builtin (SxRuleProfile *self, const char *id, GPtrArray *chain, GError **error)
{
  g_autofree char *name = g_strdup_printf ("rules/%s.json", id);
  g_autoptr (GBytes) bytes = sx_resource_load (name);
  Document document = { id, NULL, NULL, 0 };
  gsize size;

  g_return_val_if_fail (bytes != NULL, FALSE);
  document.text = g_bytes_get_data (bytes, &size);
  document.length = (gssize)size;
  return read_document (self, &document, chain, error);
}

static gboolean
load_named (SxRuleProfile *self, const char *id_or_file, GPtrArray *chain, GError **error)
{
  g_autofree char *ids = NULL;

  if (g_strv_contains (builtin_ids, id_or_file))
    return load_builtin (self, id_or_file, chain, error);
  if (is_file_name (id_or_file))
    return load_file (self, id_or_file, chain, error);
  ids = g_strjoinv (", ", (char **)builtin_ids);
  g_set_error (error, SX_ERROR, SX_ERROR_NOT_FOUND,
               _ ("There is no rule profile \"%s\"; use one of: %s, or a file whose name ends in .json"),
               id_or_file, ids);
  return FALSE;
}

SxRuleProfile *
sx_rule_profile_load (const char *id_or_file, GError **error)
{
  g_autoptr (SxRuleProfile) self = _sx_rule_profile_new ();
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_free);

  if (!load_named (self, id_or_file, chain, error))
    return NULL;
  sx_rule_profile_finish (self);
  return g_steal_pointer (&self);
}

SxRuleProfile *
sx_rule_profile_parse (const char *text, gssize length, const char *name, GError **error)
{
  g_autoptr (SxRuleProfile) self = _sx_rule_profile_new ();
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_free);
  Document document = { name, NULL, text, length };

  if (!read_document (self, &document, chain, error))
    return NULL;
  sx_rule_profile_finish (self);
  return g_steal_pointer (&self);
}
