/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sx-proof-words.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "base/sx-resource.h"

#define MAX_WORD 40 /* characters */

typedef struct
{
  char *label;
  SxDimension dimension;
} Subject;

typedef struct
{
  GHashTable *words;           /* char * → SxWord * */
  GHashTable *subjects;        /* char * id → Subject * */
  GPtrArray *targets, *others; /* char *: words behind a figure */
} Words;

static const struct
{
  const char *name;
  SxPhase phase;
  int sign;
} phase_lists[] = {
  { "before", SX_PHASE_BEFORE, 0 }, { "after", SX_PHASE_AFTER, 0 },   { "in", SX_PHASE_IN, 0 },
  { "out", SX_PHASE_OUT, 0 },       { "rise", SX_PHASE_CHANGE, 1 },   { "fall", SX_PHASE_CHANGE, -1 },
  { "change", SX_PHASE_CHANGE, 0 }, { "target", SX_PHASE_TARGET, 0 },
};

static SxDimension
dimension_of (const char *name)
{
  static const char *const names[]
      = { "none", "area", "ratio", "count", "multiple", "length", "density", "area_each" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (SxDimension)i;
  return SX_DIMENSION_NONE;
}

static SxWord *
add_word (Words *self, const char *text, SxWordKind kind)
{
  SxWord *word = g_hash_table_lookup (self->words, text);

  if (word)
    return word;
  word = g_new0 (SxWord, 1);
  word->kind = kind;
  word->subjects = g_ptr_array_new ();
  g_hash_table_insert (self->words, g_strdup (text), word);
  return word;
}

static void
read_subject (Words *self, JsonObject *object)
{
  const char *id = g_intern_string (json_object_get_string_member (object, "id"));
  JsonArray *words = json_object_get_array_member (object, "words");
  Subject *subject = g_new0 (Subject, 1);

  subject->label = g_strdup (json_object_get_string_member (object, "label"));
  subject->dimension = dimension_of (json_object_get_string_member (object, "dimension"));
  g_hash_table_insert (self->subjects, g_strdup (id), subject);
  for (guint i = 0; i < json_array_get_length (words); i++)
    g_ptr_array_add (add_word (self, json_array_get_string_element (words, i), SX_WORD_SUBJECT)->subjects,
                     (gpointer)id);
}

static void
read_list (Words *self, JsonArray *list, SxWordKind kind, SxPhase phase, int sign)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      SxWord *word = add_word (self, json_array_get_string_element (list, i), kind);

      word->phase = phase;
      word->sign = sign;
    }
}

static void
read_texts (GPtrArray *out, JsonArray *list)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    g_ptr_array_add (out, g_strdup (json_array_get_string_element (list, i)));
}

static void
read_words (Words *self, JsonObject *root)
{
  JsonArray *subjects = json_object_get_array_member (root, "subjects");
  JsonObject *lists = json_object_get_object_member (root, "phases");
  JsonObject *behind = json_object_get_object_member (root, "after_figure");

  for (guint i = 0; i < json_array_get_length (subjects); i++)
    read_subject (self, json_array_get_object_element (subjects, i));
  for (guint i = 0; i < G_N_ELEMENTS (phase_lists); i++)
    read_list (self, json_object_get_array_member (lists, phase_lists[i].name), SX_WORD_PHASE,
               phase_lists[i].phase, phase_lists[i].sign);
  read_list (self, json_object_get_array_member (root, "others"), SX_WORD_OTHER, SX_PHASE_NONE, 0);
  read_list (self, json_object_get_array_member (root, "neutral"), SX_WORD_NEUTRAL, SX_PHASE_NONE, 0);
  read_texts (self->targets, json_object_get_array_member (behind, "target"));
  read_texts (self->others, json_object_get_array_member (behind, "other"));
}

/* Read once, kept for good. */
static const Words *
words_get (void)
{
  static gsize done;
  static Words self;

  if (g_once_init_enter (&done))
    {
      g_autoptr (GBytes) bytes = sx_resource_load ("report/proof-words.json");
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autoptr (GError) error = NULL;

      self.words = g_hash_table_new (g_str_hash, g_str_equal);
      self.subjects = g_hash_table_new (g_str_hash, g_str_equal);
      self.targets = g_ptr_array_new ();
      self.others = g_ptr_array_new ();
      if (bytes
          && json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                         (gssize)g_bytes_get_size (bytes), &error))
        read_words (&self, json_node_get_object (json_parser_get_root (parser)));
      else
        g_critical ("report/proof-words.json: %s", error ? error->message : "missing");
      g_once_init_leave (&done, 1);
    }
  return &self;
}

const char *
sx_subject_label (const char *id)
{
  const Subject *subject = g_hash_table_lookup (words_get ()->subjects, id);

  return subject ? subject->label : id;
}

SxDimension
sx_subject_dimension (const char *id)
{
  const Subject *subject = g_hash_table_lookup (words_get ()->subjects, id);

  return subject ? subject->dimension : SX_DIMENSION_NONE;
}

static gboolean
follows (const GPtrArray *words, const char *text)
{
  while (*text == ' ')
    text++;
  for (guint i = 0; i < words->len; i++)
    if (g_str_has_prefix (text, words->pdata[i]))
      return TRUE;
  return FALSE;
}

gboolean
sx_target_follows (const char *text)
{
  return follows (words_get ()->targets, text);
}

gboolean
sx_other_follows (const char *text)
{
  return follows (words_get ()->others, text);
}

/* ---- brackets */

void
sx_brackets_find (const char *text, GArray **of_byte, GArray **parents)
{
  gsize n = strlen (text);
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  guint now = 0, none = 0;

  *of_byte = g_array_sized_new (FALSE, TRUE, sizeof (guint), (guint)n + 1);
  g_array_set_size (*of_byte, (guint)n + 1);
  *parents = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (*parents, none);
  for (gsize i = 0; i < n; i++)
    {
      if (text[i] == '(' || strncmp (text + i, "（", 3) == 0)
        {
          g_array_append_val (open, now);
          g_array_append_val (*parents, now);
          now = (*parents)->len - 1;
        }
      g_array_index (*of_byte, guint, i) = now;
      if ((text[i] == ')' || (i >= 2 && strncmp (text + i - 2, "）", 3) == 0)) && open->len)
        {
          now = g_array_index (open, guint, open->len - 1);
          g_array_set_size (open, open->len - 1);
        }
    }
  g_array_index (*of_byte, guint, n) = now;
}

/* ---- tokens */

/* The longest word that begins there; *length in bytes. */
static const SxWord *
word_at (const Words *words, const char *p, gsize *length)
{
  const char *ends[MAX_WORD], *end = p;
  guint n = 0;

  while (*end && n < MAX_WORD)
    {
      end = g_utf8_next_char (end);
      ends[n++] = end;
    }
  while (n > 0)
    {
      char key[MAX_WORD * 6 + 1];
      const SxWord *word;

      *length = (gsize)(ends[--n] - p);
      memcpy (key, p, *length);
      key[*length] = '\0';
      word = g_hash_table_lookup (words->words, key);
      if (word)
        return word;
    }
  return NULL;
}

GArray *
sx_tokens_find (const char *text)
{
  const Words *words = words_get ();
  GArray *out = g_array_new (FALSE, FALSE, sizeof (SxToken));
  g_autoptr (GArray) brackets = NULL, parents = NULL;

  sx_brackets_find (text, &brackets, &parents);
  for (const char *p = text; *p;)
    {
      gsize length;
      const SxWord *word = word_at (words, p, &length);
      SxToken token = { .start = (gsize)(p - text), .word = word };

      if (!word)
        {
          p = g_utf8_next_char (p);
          continue;
        }
      token.end = token.start + length;
      token.bracket = g_array_index (brackets, guint, token.start);
      g_array_append_val (out, token);
      p += length;
    }
  return out;
}
