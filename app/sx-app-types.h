/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forward declarations of the program's types, and what all of it shares. */
#pragma once

#include <adwaita.h>
#include <unistd.h>

#include "base/sx-types.h"

#define SX_APPLICATION_ID "io.github.sanxian.Sanxian"
#define SX_RESOURCES "/io/github/sanxian/Sanxian/"

/* Everything in app/ is the main thread's, but what says otherwise. */
#define SX_ASSERT_MAIN_THREAD() g_assert (getpid () == gettid ())

/* A thread that answers posts with g_idle_add_full(): these call at once, on that thread, where the main loop
 * happens not to run. */
#pragma GCC poison g_main_context_invoke g_main_context_invoke_full

typedef struct _SxSession SxSession;
typedef struct _SxTarget SxTarget;
typedef struct _SxLayerItem SxLayerItem;
typedef struct _SxMapView SxMapView;
typedef struct _SxTool SxTool;
