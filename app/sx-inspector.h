/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: what the window shows, as JSON, read over D-Bus while the environment has SANXIAN_INSPECT. The
 * state of the action "inspect" of the application is made anew at each look:
 *
 *   gdbus call --session --dest io.github.sanxian.Sanxian --object-path /io/github/sanxian/Sanxian \
 *     --method org.gtk.Actions.Describe inspect
 */
#pragma once

#include "sx-application.h"

/* Adds the action to the application, once. */
void sx_inspector_export (SxApplication *application);
