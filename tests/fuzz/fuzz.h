/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fuzzer is: one function, called with any bytes. It may return or abort; nothing else. */
#pragma once

#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
