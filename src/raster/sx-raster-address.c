/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/sx-raster-address.h"

#include <inttypes.h>
#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"

typedef enum
{
  NAME_X,
  NAME_Y,
  NAME_MINUS_Y,
  NAME_Z,
  NAME_S,
  NAME_SWITCH,
  NAME_KEY,
  NAME_UNKNOWN,
} Name;

static const struct
{
  const char *text;
  Name name;
} names[] = {
  { "x", NAME_X },       { "y", NAME_Y },          { "-y", NAME_MINUS_Y }, { "z", NAME_Z },
  { "s", NAME_S },       { "key", NAME_KEY },      { "tk", NAME_KEY },     { "tilecol", NAME_X },
  { "tilerow", NAME_Y }, { "tilematrix", NAME_Z },
};

#define SWITCH "switch:"

static Name
name_of (const char *text)
{
  if (g_ascii_strncasecmp (text, SWITCH, strlen (SWITCH)) == 0 && text[strlen (SWITCH)])
    return NAME_SWITCH;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (text, names[i].text) == 0)
      return names[i].name;
  return NAME_UNKNOWN;
}

/* The next name in braces; *start is then its brace, *end what follows it. */
static char *
next_name (const char *from, const char **start, const char **end)
{
  const char *close;

  *start = strchr (from, '{');
  close = *start ? strchr (*start, '}') : NULL;
  if (!close)
    return NULL;
  *end = close + 1;
  return g_strndup (*start + 1, (gsize)(close - *start - 1));
}

/* One of a list, the same for the same tile. */
static void
add_one_of (GString *out, const char *list, const SxRasterPlace *place)
{
  g_auto (GStrv) parts = g_strsplit (list, ",", -1);
  guint n = g_strv_length (parts);

  if (n > 0)
    g_string_append (out, parts[(guint64)(place->x + place->y) % n]);
}

static void
add_value (GString *out, const char *text, const SxRasterPlace *place)
{
  switch (name_of (text))
    {
    case NAME_X:
      g_string_append_printf (out, "%" PRId64, place->x);
      break;
    case NAME_Y:
      g_string_append_printf (out, "%" PRId64, place->y);
      break;
    case NAME_MINUS_Y:
      g_string_append_printf (out, "%" PRId64, place->height - 1 - place->y);
      break;
    case NAME_Z:
      g_string_append_uri_escaped (out, place->matrix, NULL, FALSE);
      break;
    case NAME_S:
      add_one_of (out, "a,b,c", place);
      break;
    case NAME_SWITCH:
      add_one_of (out, text + strlen (SWITCH), place);
      break;
    case NAME_KEY:
      g_string_append_uri_escaped (out, place->key ? place->key : "", NULL, FALSE);
      break;
    case NAME_UNKNOWN:
      g_string_append_printf (out, "{%s}", text);
      break;
    default:
      g_assert_not_reached ();
    }
}

char *
sx_raster_address_fill (const char *address, const SxRasterPlace *place)
{
  GString *out = g_string_new (NULL);
  const char *at = address, *start, *end;
  char *name;

  while ((name = next_name (at, &start, &end)))
    {
      g_string_append_len (out, at, start - at);
      add_value (out, name, place);
      g_free (name);
      at = end;
    }
  g_string_append (out, at);
  return g_string_free (out, FALSE);
}

/* The names that are there; FALSE: one is unknown, *unknown. */
static gboolean
find_names (const char *address, gboolean *has, char **unknown)
{
  const char *at = address, *start, *end;
  char *text;

  while ((text = next_name (at, &start, &end)))
    {
      Name name = name_of (text);

      if (name == NAME_UNKNOWN)
        {
          *unknown = text;
          return FALSE;
        }
      has[name] = TRUE;
      g_free (text);
      at = end;
    }
  return TRUE;
}

/* As it is for some tile: then it is an address like any other. */
static gboolean
is_web_address (const char *address)
{
  const SxRasterPlace somewhere = { "1", 0, 0, 1, "0" };
  g_autofree char *filled = sx_raster_address_fill (address, &somewhere);
  g_autoptr (GUri) uri = g_uri_parse (filled, G_URI_FLAGS_PARSE_RELAXED, NULL);

  return uri && g_uri_get_host (uri) && *g_uri_get_host (uri)
         && (g_str_equal (g_uri_get_scheme (uri), "http") || g_str_equal (g_uri_get_scheme (uri), "https"));
}

gboolean
sx_raster_address_check (const char *address, GError **error)
{
  gboolean has[NAME_UNKNOWN + 1] = { FALSE };
  g_autofree char *unknown = NULL;

  if (!address || !*address)
    g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
                 _ ("Enter the address of the tiles, for example https://maps.example.org/{z}/{x}/{y}.png."));
  else if (!is_web_address (address))
    g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
                 _ ("This is no address of the web; it begins with http:// or https://."));
  else if (!find_names (address, has, &unknown))
    g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
                 _ ("{%s} means nothing here; {x}, {y} or {-y}, {z}, {s}, {switch:a,b} and {key} do."),
                 unknown);
  else if (!has[NAME_X] || !has[NAME_Z] || !(has[NAME_Y] || has[NAME_MINUS_Y]))
    g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
                 _ ("The address lacks %s, in place of which the number of each tile comes."),
                 !has[NAME_Z]   ? "{z}"
                 : !has[NAME_X] ? "{x}"
                                : "{y}");
  else
    return TRUE;
  return FALSE;
}

gboolean
sx_raster_address_has_key (const char *address)
{
  gboolean has[NAME_UNKNOWN + 1] = { FALSE };
  g_autofree char *unknown = NULL;

  find_names (address, has, &unknown);
  return has[NAME_KEY];
}

char *
sx_raster_address_host (const char *address)
{
  const SxRasterPlace somewhere = { "1", 0, 0, 1, "0" };
  g_autofree char *filled = sx_raster_address_fill (address, &somewhere);
  g_autoptr (GUri) uri = g_uri_parse (filled, G_URI_FLAGS_PARSE_RELAXED, NULL);

  return g_strdup (uri && g_uri_get_host (uri) ? g_uri_get_host (uri) : "?");
}

/* Whether a query's name is one that each request of a service says for itself. */
static gboolean
is_of_request (const char *pair)
{
  static const char *const own[] = { "service=", "request=", "version=", "layer=", "format=" };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (g_ascii_strncasecmp (pair, own[i], strlen (own[i])) == 0)
      return TRUE;
  return !*pair;
}

static gboolean
has_pair_named_as (const char *query, const char *pair)
{
  g_auto (GStrv) pairs = g_strsplit (query ? query + 1 : "", "&", -1);
  gsize length = strcspn (pair, "=") + 1;

  for (guint i = 0; pairs[i]; i++)
    if (g_ascii_strncasecmp (pairs[i], pair, length) == 0)
      return TRUE;
  return FALSE;
}

char *
sx_raster_address_join (const char *address, const char *description)
{
  const char *query = strchr (description, '?'), *hash = query ? strchr (query, '#') : NULL;
  g_autofree char *all
      = query ? g_strndup (query + 1, hash ? (gsize)(hash - query - 1) : strlen (query + 1)) : g_strdup ("");
  g_auto (GStrv) pairs = g_strsplit (all, "&", -1);
  GString *out = g_string_new (address);

  for (guint i = 0; pairs[i]; i++)
    if (!is_of_request (pairs[i]) && !has_pair_named_as (strchr (out->str, '?'), pairs[i]))
      {
        const char *last = out->str + out->len - 1;

        g_string_append (out, !strchr (out->str, '?') ? "?" : *last == '?' || *last == '&' ? "" : "&");
        g_string_append (out, pairs[i]);
      }
  return g_string_free (out, FALSE);
}
