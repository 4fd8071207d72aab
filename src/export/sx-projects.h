/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of key projects (附表8) that is handed in: the plan's own, else what its layers of key projects
 * say. */
#pragma once

#include <gio/gio.h>

#include "plan/sx-plan.h"
#include "plan/sx-scheme.h"

/* SxProject *, in stored order; empty where the package has none. Errors: those of reading a package. */
GPtrArray *sx_projects_find (const SxPlan *plan, const SxScheme *scheme, GError **error);
