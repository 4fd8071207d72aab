/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: windows, one a package; accelerators; what the command line says. */
#pragma once

#include "sx-app-types.h"

#define SX_TYPE_APPLICATION (sx_application_get_type ())
G_DECLARE_FINAL_TYPE (SxApplication, sx_application, SX, APPLICATION, AdwApplication)

SxApplication *sx_application_new (void);
