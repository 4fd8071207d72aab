/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sx-error.h"

G_DEFINE_QUARK (sx - error - quark, sx_error)
