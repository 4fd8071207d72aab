/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sx-resource.h"

#define RESOURCE_PREFIX "/io/github/sanxian/Sanxian/"

/* Made by glib-compile-resources. Calling it, and not g_resources_lookup_data(), keeps the data in programs
 * that link the core as a static library. */
GResource *sx_core_get_resource (void);

GBytes *
sx_resource_load (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PREFIX, name, NULL);

  return g_resource_lookup_data (sx_core_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}
