/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sx-resource.h"
#include <stdlib.h>
#include <string.h>

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

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

char **
sx_resource_list (const char *folder)
{
  g_autofree char *path = g_strconcat (RESOURCE_PREFIX, folder, "/", NULL);
  char **names
      = g_resource_enumerate_children (sx_core_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (!names)
    return g_new0 (char *, 1);
  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  return names;
}
