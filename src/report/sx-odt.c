/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sx-odt.h"

#include <libxml/tree.h>
#include <string.h>

#include "base/sx-error.h"
#include "base/sx-resource.h"
#include "base/sx-text.h"
#include "report/sx-odt-package.h"
#include "report/sx-odt-private.h"

#define NAMESPACE(prefix) "urn:oasis:names:tc:opendocument:xmlns:" prefix ":1.0"
#define MAX_LEVEL 4
#define CONTENTS_LEVELS 3

static const struct
{
  const char *prefix, *uri;
} namespaces[] = {
  { "office", NAMESPACE ("office") },
  { "style", NAMESPACE ("style") },
  { "text", NAMESPACE ("text") },
  { "table", NAMESPACE ("table") },
  { "meta", NAMESPACE ("meta") },
  { "fo", NAMESPACE ("xsl-fo-compatible") },
  { "dc", "http://purl.org/dc/elements/1.1/" },
  { "xlink", "http://www.w3.org/1999/xlink" },
};

/* ---- nodes */

static const xmlChar *
X (const char *text)
{
  return (const xmlChar *)text;
}

/* Without what XML cannot hold, and what would steer whoever shows it. */
static char *
clean (const char *text)
{
  g_autofree char *first = sx_text_clean (text);
  GString *out = g_string_new (NULL);

  for (const char *p = first; *p; p = g_utf8_next_char (p))
    if (g_utf8_get_char (p) < 0xFFFE || g_utf8_get_char (p) > 0xFFFF)
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

void
_sx_odt_add_text (xmlNode *parent, const char *text)
{
  g_autofree char *shown = clean (text);

  if (*shown)
    xmlAddChild (parent, xmlNewDocText (parent->doc, X (shown)));
}

/* "text:p" of the document's own namespaces. */
xmlNode *
_sx_odt_add (xmlNode *parent, const char *name)
{
  const char *colon = strchr (name, ':');
  g_autofree char *prefix = g_strndup (name, (gsize)(colon - name));
  xmlNs *ns = xmlSearchNs (parent->doc, parent, X (prefix));

  return xmlAddChild (parent, xmlNewDocNode (parent->doc, ns, X (colon + 1), NULL));
}

void
_sx_odt_set (xmlNode *node, const char *name, const char *value)
{
  const char *colon = strchr (name, ':');
  g_autofree char *prefix = g_strndup (name, (gsize)(colon - name)), *shown = clean (value);

  xmlNewNsProp (node, xmlSearchNs (node->doc, node, X (prefix)), X (colon + 1), X (shown));
}

/* A document with its outermost element, which knows all namespaces. */
static xmlNode *
new_document (const char *name)
{
  xmlDoc *doc = xmlNewDoc (X ("1.0"));
  xmlNode *root = xmlNewDocNode (doc, NULL, X (strchr (name, ':') + 1), NULL);

  xmlDocSetRootElement (doc, root);
  for (guint i = 0; i < G_N_ELEMENTS (namespaces); i++)
    xmlNewNs (root, X (namespaces[i].uri), X (namespaces[i].prefix));
  xmlSetNs (root, xmlSearchNs (doc, root, X ("office")));
  _sx_odt_set (root, "office:version", "1.2");
  return root;
}

/* ---- the document */

/* A style that begins a page of that master page. */
static void
add_page_style (SxOdt *self, const char *name, const char *parent, const char *master, const char *page)
{
  xmlNode *style = _sx_odt_add (self->automatic, "style:style"), *properties;

  _sx_odt_set (style, "style:name", name);
  _sx_odt_set (style, "style:family", "paragraph");
  _sx_odt_set (style, "style:parent-style-name", parent);
  _sx_odt_set (style, "style:master-page-name", master);
  properties = _sx_odt_add (style, "style:paragraph-properties");
  if (page)
    _sx_odt_set (properties, "style:page-number", page);
}

/* Cells of tables, which all look alike. */
static void
add_cell_style (SxOdt *self, const char *name, const char *background)
{
  xmlNode *style = _sx_odt_add (self->automatic, "style:style"), *properties;

  _sx_odt_set (style, "style:name", name);
  _sx_odt_set (style, "style:family", "table-cell");
  properties = _sx_odt_add (style, "style:table-cell-properties");
  _sx_odt_set (properties, "fo:border", "0.5pt solid #000000");
  _sx_odt_set (properties, "fo:padding", "0.06cm");
  _sx_odt_set (properties, "style:vertical-align", "middle");
  if (background)
    _sx_odt_set (properties, "fo:background-color", background);
}

static gboolean
read_styles (SxOdt *self, GError **error)
{
  g_autoptr (GBytes) bytes = sx_resource_load ("report/styles.xml");

  if (bytes)
    self->styles = xmlReadMemory (g_bytes_get_data (bytes, NULL), (int)g_bytes_get_size (bytes), "styles.xml",
                                  NULL, XML_PARSE_NONET | XML_PARSE_NOBLANKS);
  if (self->styles)
    return TRUE;
  g_set_error_literal (error, SX_ERROR, SX_ERROR_INTERNAL, "report/styles.xml");
  return FALSE;
}

SxOdt *
sx_odt_new (const SxOdtAbout *about, GError **error)
{
  g_autoptr (SxOdt) self = g_new0 (SxOdt, 1);
  xmlNode *root = new_document ("office:document-content");

  self->content = root->doc;
  self->title = g_strdup (about->title);
  self->fingerprint = g_strdup (about->fingerprint);
  self->date = g_strdup (about->date);
  self->program = g_strdup (about->program);
  self->headings = g_ptr_array_new ();
  self->widths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!read_styles (self, error))
    return NULL;
  self->automatic = _sx_odt_add (root, "office:automatic-styles");
  self->body = _sx_odt_add (_sx_odt_add (root, "office:body"), "office:text");
  add_page_style (self, "OnCover", "Title", "Cover", NULL);
  add_page_style (self, "OnStandard", "Heading_20_1", "Standard", "auto");
  add_page_style (self, "OnStandardFirst", "Heading_20_1", "Standard", "1");
  add_page_style (self, "OnLandscape", "Heading_20_1", "Landscape", "auto");
  add_cell_style (self, "Cell", NULL);
  add_cell_style (self, "HeadCell", "#ececec");
  return g_steal_pointer (&self);
}

void
sx_odt_free (SxOdt *self)
{
  xmlFreeDoc (self->content);
  xmlFreeDoc (self->styles);
  g_ptr_array_unref (self->headings);
  g_hash_table_unref (self->widths);
  g_free (self->title);
  g_free (self->fingerprint);
  g_free (self->date);
  g_free (self->program);
  g_free (self);
}

/* ---- headings */

static void
add_heading (SxOdt *self, guint level, const char *style, const char *text)
{
  g_autofree char *name = g_strdup_printf ("_h%u", self->headings->len + 1);
  g_autofree char *number = g_strdup_printf ("%u", level);
  xmlNode *heading = _sx_odt_add (self->body, "text:h"), *mark;

  _sx_odt_set (heading, "text:style-name", style);
  _sx_odt_set (heading, "text:outline-level", number);
  mark = _sx_odt_add (heading, "text:bookmark-start");
  _sx_odt_set (mark, "text:name", name);
  _sx_odt_add_text (heading, text);
  mark = _sx_odt_add (heading, "text:bookmark-end");
  _sx_odt_set (mark, "text:name", name);
  g_ptr_array_add (self->headings, heading);
}

void
sx_odt_heading (SxOdt *self, guint level, const char *text)
{
  g_autofree char *style = g_strdup_printf ("Heading_20_%u", level);

  g_return_if_fail (level >= 1 && level <= MAX_LEVEL);
  add_heading (self, level, style, text);
}

void
sx_odt_part (SxOdt *self, const char *master, const char *text)
{
  gboolean is_first = self->headings->len == 0;
  g_autofree char *style = g_strdup_printf ("On%s%s", master, is_first ? "First" : "");

  add_heading (self, 1, style, text);
}

void
sx_odt_contents (SxOdt *self, const char *title)
{
  xmlNode *index = _sx_odt_add (self->body, "text:table-of-content"), *source, *heading;

  _sx_odt_set (index, "text:name", title);
  _sx_odt_set (index, "text:protected", "true");
  source = _sx_odt_add (index, "text:table-of-content-source");
  _sx_odt_set (source, "text:outline-level", G_STRINGIFY (CONTENTS_LEVELS));
  _sx_odt_add_text (_sx_odt_add (source, "text:index-title-template"), title);
  _sx_odt_set (source->last, "text:style-name", "Contents_20_Heading");
  for (guint level = 1; level <= CONTENTS_LEVELS; level++)
    {
      g_autofree char *number = g_strdup_printf ("%u", level);
      g_autofree char *style = g_strdup_printf ("Contents_20_%u", level);
      xmlNode *entry = _sx_odt_add (source, "text:table-of-content-entry-template");

      _sx_odt_set (entry, "text:outline-level", number);
      _sx_odt_set (entry, "text:style-name", style);
      _sx_odt_add (entry, "text:index-entry-link-start");
      _sx_odt_add (entry, "text:index-entry-text");
      _sx_odt_set (_sx_odt_add (entry, "text:index-entry-tab-stop"), "style:type", "right");
      _sx_odt_set (entry->last, "style:leader-char", ".");
      _sx_odt_add (entry, "text:index-entry-page-number");
      _sx_odt_add (entry, "text:index-entry-link-end");
    }
  self->index = _sx_odt_add (index, "text:index-body");
  heading = _sx_odt_add (_sx_odt_add (self->index, "text:index-title"), "text:p");
  _sx_odt_set (heading->parent, "text:name", title);
  _sx_odt_set (heading, "text:style-name", "Contents_20_Heading");
  _sx_odt_add_text (heading, title);
}

/* A line of the contents: a link, and the page by reference, which whoever lays the text out fills in. */
static void
add_contents_line (SxOdt *self, xmlNode *heading)
{
  xmlChar *level = xmlGetProp (heading, X ("outline-level")), *text = xmlNodeGetContent (heading);
  xmlChar *name = xmlGetProp (heading->children, X ("name"));
  g_autofree char *style = g_strdup_printf ("Contents_20_%s", (const char *)level);
  g_autofree char *href = g_strdup_printf ("#%s", (const char *)name);

  if (g_ascii_strtoull ((const char *)level, NULL, 10) <= CONTENTS_LEVELS)
    {
      xmlNode *line = _sx_odt_add (self->index, "text:p"), *link, *page;

      _sx_odt_set (line, "text:style-name", style);
      link = _sx_odt_add (line, "text:a");
      _sx_odt_set (link, "xlink:type", "simple");
      _sx_odt_set (link, "xlink:href", href);
      _sx_odt_set (link, "text:style-name", "Index_20_Link");
      _sx_odt_set (link, "text:visited-style-name", "Index_20_Link");
      _sx_odt_add_text (link, (const char *)text);
      _sx_odt_add (link, "text:tab");
      page = _sx_odt_add (link, "text:bookmark-ref");
      _sx_odt_set (page, "text:reference-format", "page");
      _sx_odt_set (page, "text:ref-name", (const char *)name);
    }
  xmlFree (level);
  xmlFree (text);
  xmlFree (name);
}

/* ---- paragraphs */

void
sx_odt_begin (SxOdt *self, const char *style)
{
  self->paragraph = _sx_odt_add (self->body, "text:p");
  _sx_odt_set (self->paragraph, "text:style-name", style);
}

void
sx_odt_text (SxOdt *self, const char *text)
{
  _sx_odt_add_text (self->paragraph, text);
}

void
sx_odt_line_break (SxOdt *self)
{
  _sx_odt_add (self->paragraph, "text:line-break");
}

void
sx_odt_strong (SxOdt *self, const char *text)
{
  xmlNode *span = _sx_odt_add (self->paragraph, "text:span");

  _sx_odt_set (span, "text:style-name", "Strong");
  _sx_odt_add_text (span, text);
}

void
sx_odt_placeholder (SxOdt *self, const char *what)
{
  g_autofree char *shown = g_strdup_printf ("【待填写：%s】", what);
  g_autofree char *remark = g_strdup_printf ("由编制单位填写：%s", what);
  g_autofree char *time = g_strdup_printf ("%sT00:00:00", self->date);
  xmlNode *span = _sx_odt_add (self->paragraph, "text:span"), *note;

  _sx_odt_set (span, "text:style-name", "To_20_Be_20_Written");
  note = _sx_odt_add (span, "office:annotation");
  _sx_odt_add_text (_sx_odt_add (note, "dc:creator"), self->program);
  _sx_odt_add_text (_sx_odt_add (note, "dc:date"), time);
  _sx_odt_add_text (_sx_odt_add (note, "text:p"), remark);
  _sx_odt_add_text (span, shown);
}

void
sx_odt_end (SxOdt *self)
{
  self->paragraph = NULL;
}

void
sx_odt_paragraph (SxOdt *self, const char *style, const char *text)
{
  sx_odt_begin (self, style);
  sx_odt_text (self, text);
  sx_odt_end (self);
}

/* ---- the whole */

/* Fields of header and footer show what they stand for, also to programs that do not compute fields. */
static void
fill_fields (SxOdt *self, xmlNode *node)
{
  for (; node; node = node->next)
    {
      if (node->type != XML_ELEMENT_NODE)
        continue;
      if (xmlStrEqual (node->name, X ("title")))
        _sx_odt_add_text (node, self->title);
      else if (xmlStrEqual (node->name, X ("user-defined")))
        _sx_odt_add_text (node, self->fingerprint);
      fill_fields (self, node->children);
    }
}

static xmlDoc *
make_meta (const SxOdt *self)
{
  xmlNode *root = new_document ("office:document-meta"), *meta = _sx_odt_add (root, "office:meta"), *own;

  _sx_odt_add_text (_sx_odt_add (meta, "meta:generator"), self->program);
  _sx_odt_add_text (_sx_odt_add (meta, "dc:title"), self->title);
  _sx_odt_add_text (_sx_odt_add (meta, "dc:date"), self->date);
  _sx_odt_add_text (_sx_odt_add (meta, "dc:language"), "zh-CN");
  own = _sx_odt_add (meta, "meta:user-defined");
  _sx_odt_set (own, "meta:name", "指纹");
  _sx_odt_add_text (own, self->fingerprint);
  return root->doc;
}

GBytes *
sx_odt_to_bytes (SxOdt *self, GError **error)
{
  xmlDoc *meta = make_meta (self);
  GBytes *bytes;

  for (guint i = 0; self->index && i < self->headings->len; i++)
    add_contents_line (self, self->headings->pdata[i]);
  self->index = NULL; /* filled in */
  fill_fields (self, xmlDocGetRootElement (self->styles));
  bytes = _sx_odt_package_new (self->content, self->styles, meta, self->date, error);
  xmlFreeDoc (meta);
  return bytes;
}
