/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One answer of a server, read up to a limit, on the thread whose main context is the default one. */
#pragma once

#include <libsoup/soup.h>

#include "sx-app-types.h"

typedef enum
{
  SX_FETCH_GOOD,
  SX_FETCH_MISSING,     /* there is no such thing */
  SX_FETCH_REFUSED,     /* not for this user, or not so often */
  SX_FETCH_UNREACHABLE, /* no server, or a sick one */
  SX_FETCH_CANCELLED,
} SxFetchResult;

/* body: NULL but where it is good. */
typedef void (*SxFetchDone) (gpointer data, SxFetchResult result, GBytes *body);

/* done is always called, later. */
void sx_base_map_fetch (SoupSession *session, const char *address, gsize most, GCancellable *cancellable,
                        SxFetchDone done, gpointer data);
