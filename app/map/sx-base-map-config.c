/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-base-map-config.h"

#include <string.h>

#include "sx-settings.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "raster/sx-raster-address.h"

#define TIANDITU_ZOOM 18

static char *
get_text (GSettings *settings, const char *key)
{
  char *text = g_settings_get_string (settings, key);

  return g_strstrip (text);
}

/* ---- 天地图 */

static char *
tianditu_address (const char *server, const char *layer, const char *set)
{
  g_autofree char *place
      = g_str_has_suffix (server, "/") ? g_strndup (server, strlen (server) - 1) : g_strdup (server);

  return g_strdup_printf ("%s/%s_%s/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=%s&STYLE=default"
                          "&TILEMATRIXSET=%s&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}",
                          place, layer, set, layer, set);
}

static gboolean
read_tianditu (SxBaseMapConfig *self, GSettings *settings, GError **error)
{
  static const char *const layers[][2] = { [SX_TIANDITU_VECTOR] = { "vec", "cva" },
                                           [SX_TIANDITU_IMAGERY] = { "img", "cia" },
                                           [SX_TIANDITU_TERRAIN] = { "ter", "cta" } };
  int layer = g_settings_get_enum (settings, SX_SETTING_TIANDITU_LAYER);
  g_autofree char *server = get_text (settings, SX_SETTING_TIANDITU_SERVER);
  const char *set;

  self->grid = (SxBaseMapGrid)g_settings_get_enum (settings, SX_SETTING_TIANDITU_GRID);
  self->key = get_text (settings, SX_SETTING_TIANDITU_KEY);
  self->max_zoom = TIANDITU_ZOOM;
  set = self->grid == SX_BASE_MAP_DEGREES ? "c" : "w";
  for (guint i = 0; i < (g_settings_get_boolean (settings, SX_SETTING_TIANDITU_LABELS) ? 2 : 1); i++)
    self->addresses[i] = tianditu_address (server, layers[layer][i], set);
  if (!*self->attribution)
    {
      g_free (self->attribution);
      self->attribution
          = g_strdup (_ ("Tianditu © National Platform for Common Geospatial Information Services"));
    }
  if (!*self->key)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
                   _ ("Enter your Tianditu key; there is one for every user at console.tianditu.gov.cn."));
      return FALSE;
    }
  for (const char *p = self->key; *p; p++)
    if (!g_ascii_isalnum (*p))
      {
        g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
                     _ ("A Tianditu key has letters and digits only; copy it again."));
        return FALSE;
      }
  return sx_raster_address_check (self->addresses[0], error);
}

/* ---- other servers */

static gboolean
needs_key (const SxBaseMapConfig *self, GError **error)
{
  if (!sx_raster_address_has_key (self->addresses[0]) || *self->key)
    return FALSE;
  g_set_error (error, SX_ERROR, SX_ERROR_USAGE, _ ("The address asks for a key: enter it below."));
  return TRUE;
}

static gboolean
read_tiles (SxBaseMapConfig *self, GSettings *settings, GError **error)
{
  self->addresses[0] = get_text (settings, SX_SETTING_TILES_ADDRESS);
  self->key = get_text (settings, SX_SETTING_TILES_KEY);
  self->grid = (SxBaseMapGrid)g_settings_get_enum (settings, SX_SETTING_TILES_GRID);
  self->max_zoom = g_settings_get_int (settings, SX_SETTING_TILES_MAX_ZOOM);
  return sx_raster_address_check (self->addresses[0], error) && !needs_key (self, error);
}

/* A description's address may have a key, but no tile. */
static gboolean
is_description (const char *address)
{
  g_autofree char *lower = g_ascii_strdown (address, -1);

  return !strstr (lower, "{tilecol}") && !strstr (lower, "{x}");
}

static gboolean
read_wmts (SxBaseMapConfig *self, GSettings *settings, GError **error)
{
  self->addresses[0] = get_text (settings, SX_SETTING_WMTS_ADDRESS);
  self->key = get_text (settings, SX_SETTING_WMTS_KEY);
  self->layer = get_text (settings, SX_SETTING_WMTS_LAYER);
  self->grid = (SxBaseMapGrid)g_settings_get_enum (settings, SX_SETTING_WMTS_GRID);
  self->max_zoom = TIANDITU_ZOOM;
  self->is_description = is_description (self->addresses[0]);
  if (!*self->addresses[0])
    {
      g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
                   _ ("Enter the address of the server's description, which ends in "
                      "“?SERVICE=WMTS&REQUEST=GetCapabilities”, or that of its tiles."));
      return FALSE;
    }
  if (needs_key (self, error))
    return FALSE;
  if (self->is_description)
    {
      /* the same rules, as if it had what a tile needs */
      g_autofree char *tile = g_strconcat (self->addresses[0], "#{x}{y}{z}", NULL);

      return sx_raster_address_check (tile, error);
    }
  return sx_raster_address_check (self->addresses[0], error);
}

static gboolean
read_file (SxBaseMapConfig *self, GSettings *settings, GError **error)
{
  self->path = g_settings_get_string (settings, SX_SETTING_BASE_MAP_FILE);
  self->max_zoom = TIANDITU_ZOOM;
  if (*self->path)
    return TRUE;
  g_set_error (error, SX_ERROR, SX_ERROR_USAGE,
               _ ("Choose a GeoTIFF, an MBTiles or another raster of this computer."));
  return FALSE;
}

SxBaseMapConfig *
sx_base_map_config_new (GSettings *settings, GError **error)
{
  g_autoptr (SxBaseMapConfig) self = g_new0 (SxBaseMapConfig, 1);
  gboolean is_good = FALSE;

  self->kind = (SxBaseMapKind)g_settings_get_enum (settings, SX_SETTING_BASE_MAP_KIND);
  self->attribution = get_text (settings, SX_SETTING_BASE_MAP_ATTRIBUTION);
  switch (self->kind)
    {
    case SX_BASE_MAP_NONE:
      break;
    case SX_BASE_MAP_TIANDITU:
      is_good = read_tianditu (self, settings, error);
      break;
    case SX_BASE_MAP_TILES:
      is_good = read_tiles (self, settings, error);
      break;
    case SX_BASE_MAP_WMTS:
      is_good = read_wmts (self, settings, error);
      break;
    case SX_BASE_MAP_FILE:
      is_good = read_file (self, settings, error);
      break;
    default:
      g_assert_not_reached ();
    }
  return is_good ? g_steal_pointer (&self) : NULL;
}

void
sx_base_map_config_free (SxBaseMapConfig *self)
{
  if (!self)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->addresses); i++)
    g_free (self->addresses[i]);
  g_free (self->layer);
  g_free (self->key);
  g_free (self->path);
  g_free (self->attribution);
  g_free (self);
}

char *
sx_base_map_config_name (const SxBaseMapConfig *self)
{
  return self->kind == SX_BASE_MAP_FILE ? g_filename_display_basename (self->path)
                                        : sx_raster_address_host (self->addresses[0]);
}
