/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/sx-raster-capabilities.h"

#include <libxml/parser.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "raster/sx-raster-address.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-text.h"

#define PIXEL 0.00028             /* metres that a pixel of the standard's scales is wide */
#define DEGREE 111319.49079327358 /* metres that it takes a degree for */
#define MOST_BYTES (16 << 20)
#define MOST_MATRICES 64
#define MOST_OFFERS 2000

/* ---- the tree */

static gboolean
is_named (const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp ((const char *)node->name, name) == 0;
}

/* The next child of that name after one, or the first. */
static xmlNode *
next_child (const xmlNode *parent, const xmlNode *after, const char *name)
{
  xmlNode *node = after ? after->next : parent ? parent->children : NULL;

  while (node && !is_named (node, name))
    node = node->next;
  return node;
}

static xmlNode *
child (const xmlNode *parent, const char *name)
{
  return next_child (parent, NULL, name);
}

static char *
text_of (xmlNode *node)
{
  xmlChar *text = node ? xmlNodeGetContent (node) : NULL;
  char *own = text ? g_strstrip (g_strdup ((const char *)text)) : NULL;

  xmlFree (text);
  return own;
}

static char *
child_text (const xmlNode *parent, const char *name)
{
  return text_of (child (parent, name));
}

static char *
attribute (xmlNode *node, const char *name)
{
  xmlChar *text = node ? xmlGetProp (node, (const xmlChar *)name) : NULL;
  char *own = text ? g_strdup ((const char *)text) : NULL;

  xmlFree (text);
  return own;
}

static double
child_number (const xmlNode *parent, const char *name)
{
  g_autofree char *text = child_text (parent, name);

  return text ? g_ascii_strtod (text, NULL) : 0;
}

static gboolean
two_numbers (const char *text, double *a, double *b)
{
  char *end;

  if (!text)
    return FALSE;
  *a = g_ascii_strtod (text, &end);
  if (end == text)
    return FALSE;
  text = end;
  *b = g_ascii_strtod (text, &end);
  return end != text && isfinite (*a) && isfinite (*b);
}

/* ---- coordinate systems */

/* "urn:ogc:def:crs:EPSG::4490" as "EPSG:4490", with one name for the web's Mercator. */
static char *
crs_name (const char *said)
{
  static const char *const mercators[] = { "3857", "900913", "102100", "102113", "3785" };
  const char *code = said ? strrchr (said, ':') : NULL;

  if (!said || !strstr (said, "EPSG") || !code)
    return said && strstr (said, "CRS84") ? g_strdup ("OGC:CRS84") : g_strdup (said);
  for (guint i = 0; i < G_N_ELEMENTS (mercators); i++)
    if (g_str_equal (code + 1, mercators[i]))
      return g_strdup ("EPSG:3857");
  return g_strdup_printf ("EPSG:%s", code + 1);
}

typedef struct
{
  gboolean is_known, is_geographic, is_swapped; /* north before east */
  double metres;                                /* a unit */
} System;

static System
look_at (const char *crs)
{
  OGRSpatialReferenceH srs = OSRNewSpatialReference (NULL);
  System system = { 0 };

  if (crs && OSRSetFromUserInput (srs, crs) == OGRERR_NONE)
    {
      system.is_known = TRUE;
      system.is_geographic = OSRIsGeographic (srs);
      system.is_swapped = OSREPSGTreatsAsLatLong (srs) || OSREPSGTreatsAsNorthingEasting (srs);
      system.metres = system.is_geographic ? DEGREE : OSRGetLinearUnits (srs, NULL);
    }
  OSRDestroySpatialReference (srs);
  return system;
}

/* East and north of a corner. Servers do not agree with their own system's order of axes; what cannot be is
 * turned round. */
static void
order (const System *system, const char *crs, double *east, double *north)
{
  double a = *east, b = *north;
  gboolean swap = system->is_swapped;

  if (system->is_geographic)
    swap = fabs (a) > 90.1 ? FALSE : fabs (b) > 90.1 ? TRUE : swap;
  else if (g_str_equal (crs, "EPSG:3857"))
    swap = a > 0 && b < 0;
  if (swap)
    {
      *east = b;
      *north = a;
    }
}

/* ---- matrices */

static gboolean
read_matrix (xmlNode *node, const System *system, const char *crs, SxRasterMatrix *out)
{
  g_autofree char *corner = child_text (node, "TopLeftCorner");
  double width = child_number (node, "MatrixWidth"), height = child_number (node, "MatrixHeight");
  double tile_width = child_number (node, "TileWidth"), tile_height = child_number (node, "TileHeight");
  double scale = child_number (node, "ScaleDenominator");

  if (!two_numbers (corner, &out->left, &out->top) || !(scale > 0) || !isfinite (scale) || !(width >= 1)
      || !(height >= 1) || width > 1e9 || height > 1e9 || !(tile_width >= 16) || !(tile_height >= 16)
      || tile_width > 2048 || tile_height > 2048)
    return FALSE;
  order (system, crs, &out->left, &out->top);
  out->pixel = scale * PIXEL / system->metres;
  out->tile_width = (int)tile_width;
  out->tile_height = (int)tile_height;
  out->width = (gint64)width;
  out->height = (gint64)height;
  out->id = child_text (node, "Identifier");
  return out->id != NULL;
}

static SxRasterGrid *
read_grid (xmlNode *set)
{
  g_autofree char *said = child_text (set, "SupportedCRS"), *crs = crs_name (said);
  System system = look_at (crs);
  g_autoptr (SxRasterGrid) grid = NULL;

  if (!system.is_known)
    return NULL;
  grid = sx_raster_grid_new (crs);
  for (xmlNode *m = child (set, "TileMatrix"); m && grid->matrices->len < MOST_MATRICES;
       m = next_child (set, m, "TileMatrix"))
    {
      SxRasterMatrix matrix = { 0 };

      if (read_matrix (m, &system, crs, &matrix))
        sx_raster_grid_add (grid, matrix);
    }
  sx_raster_grid_finish (grid);
  return grid->matrices->len > 0 ? g_steal_pointer (&grid) : NULL;
}

static GHashTable *
read_grids (xmlNode *contents)
{
  GHashTable *grids
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)sx_raster_grid_free);

  for (xmlNode *set = child (contents, "TileMatrixSet"); set;
       set = next_child (contents, set, "TileMatrixSet"))
    {
      char *id = child_text (set, "Identifier");
      SxRasterGrid *grid = id ? read_grid (set) : NULL;

      if (grid)
        g_hash_table_replace (grids, id, grid);
      else
        g_free (id);
    }
  return grids;
}

/* ---- layers */

/* Tiles that are the map's own need not be bent, degrees only up and down. */
static int
rank (const SxRasterGrid *grid)
{
  return grid->is_ours                          ? 4
         : g_str_equal (grid->crs, "EPSG:3857") ? 3
         : g_str_equal (grid->crs, "EPSG:4490") ? 2
                                                : 1;
}

static char *
choose_grid (xmlNode *layer, GHashTable *grids)
{
  char *best = NULL;
  int most = 0;

  for (xmlNode *link = child (layer, "TileMatrixSetLink"); link;
       link = next_child (layer, link, "TileMatrixSetLink"))
    {
      g_autofree char *id = child_text (link, "TileMatrixSet");
      const SxRasterGrid *grid = id ? g_hash_table_lookup (grids, id) : NULL;

      if (grid && rank (grid) > most)
        {
          most = rank (grid);
          g_free (best);
          best = g_steal_pointer (&id);
        }
    }
  return best;
}

static char *
choose_style (xmlNode *layer)
{
  char *style = NULL;

  for (xmlNode *node = child (layer, "Style"); node; node = next_child (layer, node, "Style"))
    {
      g_autofree char *is_default = attribute (node, "isDefault");

      if (style && g_strcmp0 (is_default, "true") != 0)
        continue;
      g_free (style);
      style = child_text (node, "Identifier");
    }
  return style ? style : g_strdup ("default");
}

static char *
choose_format (xmlNode *layer)
{
  char *format = NULL;

  for (xmlNode *node = child (layer, "Format"); node; node = next_child (layer, node, "Format"))
    {
      g_autofree char *text = text_of (node);
      gboolean is_good = text
                         && (g_str_has_prefix (text, "image/png") || g_str_has_prefix (text, "image/jp")
                             || g_str_equal (text, "image/webp"));

      if (format && !is_good)
        continue;
      g_free (format);
      format = g_steal_pointer (&text);
      if (is_good)
        break;
    }
  return format ? format : g_strdup ("image/png");
}

static char *
replace (const char *text, const char *name, const char *value)
{
  g_autofree char *braced = g_strdup_printf ("{%s}", name);
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);
  g_autofree char *pattern = g_regex_escape_string (braced, -1);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);

  return g_regex_replace_literal (regex, text, -1, 0, escaped, 0, NULL);
}

/* In place. */
static void
fill (char **address, const char *name, const char *value)
{
  char *filled = value ? replace (*address, name, value) : NULL;

  if (!filled)
    return;
  g_free (*address);
  *address = filled;
}

static char *
rest_address (xmlNode *layer, const char *style, const char *set)
{
  for (xmlNode *node = child (layer, "ResourceURL"); node; node = next_child (layer, node, "ResourceURL"))
    {
      g_autofree char *type = attribute (node, "resourceType");
      char *address = g_strcmp0 (type, "tile") == 0 ? attribute (node, "template") : NULL;

      if (!address)
        continue;
      fill (&address, "Style", style);
      fill (&address, "TileMatrixSet", set);
      for (xmlNode *d = child (layer, "Dimension"); d; d = next_child (layer, d, "Dimension"))
        {
          g_autofree char *name = child_text (d, "Identifier"), *value = child_text (d, "Default");

          if (name)
            fill (&address, name, value);
        }
      if (sx_raster_address_check (address, NULL))
        return address;
      g_free (address);
    }
  return NULL;
}

static char *
kvp_address (const char *service, const char *id, const char *style, const char *set, const char *format)
{
  const char *const pairs[] = { "LAYER", id, "STYLE", style, "TILEMATRIXSET", set, "FORMAT", format };
  gboolean has_query = strchr (service, '?') != NULL;
  GString *out = g_string_new (service);

  if (!has_query)
    g_string_append_c (out, '?');
  else if (!g_str_has_suffix (service, "?") && !g_str_has_suffix (service, "&"))
    g_string_append_c (out, '&');
  g_string_append (out, "SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0");
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i += 2)
    {
      g_string_append_printf (out, "&%s=", pairs[i]);
      g_string_append_uri_escaped (out, pairs[i + 1], NULL, FALSE);
    }
  g_string_append (out, "&TILEMATRIX={TileMatrix}&TILEROW={TileRow}&TILECOL={TileCol}");
  return g_string_free (out, FALSE);
}

static void
offer_free (gpointer data)
{
  SxRasterOffer *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self->address);
  sx_raster_grid_free (self->grid);
  g_free (self);
}

static void
read_box (xmlNode *layer, SxBox *box)
{
  xmlNode *node = child (layer, "WGS84BoundingBox");
  g_autofree char *lower = child_text (node, "LowerCorner"), *upper = child_text (node, "UpperCorner");

  *box = SX_BOX_EMPTY;
  if (!two_numbers (lower, &box->x0, &box->y0) || !two_numbers (upper, &box->x1, &box->y1)
      || box->x0 > box->x1 || box->y0 > box->y1)
    *box = SX_BOX_EMPTY;
}

static SxRasterOffer *
read_layer (xmlNode *layer, GHashTable *grids, const char *service)
{
  g_autofree char *set = choose_grid (layer, grids), *id = child_text (layer, "Identifier");
  g_autofree char *style = choose_style (layer), *format = choose_format (layer), *address = NULL;
  g_autofree char *title = child_text (layer, "Title");
  SxRasterOffer *offer;

  if (!set || !id)
    return NULL;
  address = rest_address (layer, style, set);
  if (!address && service)
    address = kvp_address (service, id, style, set, format);
  if (!address)
    return NULL;
  offer = g_new0 (SxRasterOffer, 1);
  offer->title = sx_text_clean (title && *title ? title : id);
  offer->id = g_steal_pointer (&id);
  offer->address = g_steal_pointer (&address);
  offer->grid = sx_raster_grid_copy (g_hash_table_lookup (grids, set));
  read_box (layer, &offer->box);
  return offer;
}

/* ---- the document */

/* Where GetTile is asked for with names and values; NULL: nowhere. */
static char *
find_service (xmlNode *root)
{
  xmlNode *metadata = child (root, "OperationsMetadata"), *operation = NULL;
  g_autofree char *name = NULL;
  char *href = NULL;

  while ((operation = next_child (metadata, operation, "Operation")))
    {
      g_free (name);
      name = attribute (operation, "name");
      if (g_strcmp0 (name, "GetTile") == 0)
        break;
    }
  for (xmlNode *http = child (child (operation, "DCP"), "HTTP"), *get = child (http, "Get"); get && !href;
       get = next_child (http, get, "Get"))
    {
      g_autofree char *encoding = text_of (child (get, "Constraint"));

      if (!encoding || strstr (encoding, "KVP") || !strstr (encoding, "REST"))
        href = attribute (get, "href");
    }
  return href;
}

static void
read_offers (SxRasterCapabilities *self, xmlNode *root)
{
  xmlNode *contents = child (root, "Contents");
  g_autoptr (GHashTable) grids = read_grids (contents);
  g_autofree char *service = find_service (root);

  for (xmlNode *layer = child (contents, "Layer"); layer && self->offers->len < MOST_OFFERS;
       layer = next_child (contents, layer, "Layer"))
    {
      SxRasterOffer *offer = read_layer (layer, grids, service);

      if (offer)
        g_ptr_array_add (self->offers, offer);
    }
}

SxRasterCapabilities *
sx_raster_capabilities_parse (GBytes *xml, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (xml, &size);
  xmlDoc *document = size > 0 && size <= MOST_BYTES
                         ? xmlReadMemory (data, (int)size, "capabilities", NULL,
                                          XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)
                         : NULL;
  xmlNode *root = document ? xmlDocGetRootElement (document) : NULL;
  g_autoptr (SxRasterCapabilities) self = g_new0 (SxRasterCapabilities, 1);

  self->offers = g_ptr_array_new_with_free_func (offer_free);
  if (root && is_named (root, "Capabilities"))
    {
      self->provider = child_text (child (root, "ServiceProvider"), "ProviderName");
      read_offers (self, root);
    }
  else
    g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                 _ ("What the server answers is no description of a WMTS; check the address and the key."));
  xmlFreeDoc (document);
  if (!root || (error && *error))
    return NULL;
  if (self->offers->len > 0)
    return g_steal_pointer (&self);
  g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
               _ ("The server describes no layer whose tiles can be shown; ask its operator for a WMTS "
                  "1.0.0."));
  return NULL;
}

void
sx_raster_capabilities_free (SxRasterCapabilities *self)
{
  if (!self)
    return;
  g_free (self->provider);
  g_ptr_array_unref (self->offers);
  g_free (self);
}

const SxRasterOffer *
sx_raster_capabilities_find (const SxRasterCapabilities *self, const char *id)
{
  if (!id || !*id)
    return self->offers->pdata[0];
  for (guint i = 0; i < self->offers->len; i++)
    if (g_str_equal (((const SxRasterOffer *)self->offers->pdata[i])->id, id))
      return self->offers->pdata[i];
  return NULL;
}
