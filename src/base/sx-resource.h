/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data compiled into the core (resources/sanxian-core.gresource.xml). */
#pragma once

#include <gio/gio.h>

/* The bytes of "layers.json", "rules/anhui-2026.json", …; NULL where no such file is compiled in. The data is
 * followed by a NUL that is not part of it. Any thread. Owned by the caller. */
GBytes *sx_resource_load (const char *name);
