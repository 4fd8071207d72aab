/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-base-map-fetch.h"

#define CHUNK (64 * 1024)

typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  gsize most;
  GCancellable *cancellable;
  SxFetchDone done;
  gpointer data;
} Fetch;

static void
finish (Fetch *self, SxFetchResult result)
{
  g_autoptr (GBytes) body = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    result = SX_FETCH_CANCELLED; /* who waits may be gone, whatever came */
  body = result == SX_FETCH_GOOD ? g_byte_array_free_to_bytes (g_steal_pointer (&self->body)) : NULL;
  self->done (self->data, result, body);
  g_clear_object (&self->message);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static SxFetchResult
result_of (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? SX_FETCH_CANCELLED
                                                                   : SX_FETCH_UNREACHABLE;
}

static void read_on (Fetch *self);

static void
chunk_read (GObject *object, GAsyncResult *result, gpointer data)
{
  Fetch *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);
  gsize size = 0;

  if (!chunk)
    {
      finish (self, result_of (error));
      return;
    }
  if (g_bytes_get_size (chunk) == 0)
    {
      finish (self, self->body->len > 0 ? SX_FETCH_GOOD : SX_FETCH_MISSING);
      return;
    }
  g_byte_array_append (self->body, g_bytes_get_data (chunk, &size), (guint)g_bytes_get_size (chunk));
  if (self->body->len > self->most)
    finish (self, SX_FETCH_UNREACHABLE); /* whatever it is, it is no tile */
  else
    read_on (self);
}

static void
read_on (Fetch *self)
{
  g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->cancellable, chunk_read,
                                   self);
}

static SxFetchResult
judge (guint status)
{
  switch (status)
    {
    case SOUP_STATUS_OK:
      return SX_FETCH_GOOD;
    case SOUP_STATUS_NO_CONTENT:
    case SOUP_STATUS_BAD_REQUEST: /* beyond the last zoom */
    case SOUP_STATUS_NOT_FOUND:
    case SOUP_STATUS_GONE:
      return SX_FETCH_MISSING;
    default: /* 天地图 says 418 to what it takes for a robot */
      return status >= 400 && status < 500 && status != SOUP_STATUS_REQUEST_TIMEOUT ? SX_FETCH_REFUSED
                                                                                    : SX_FETCH_UNREACHABLE;
    }
}

static void
sent (GObject *object, GAsyncResult *result, gpointer data)
{
  Fetch *self = data;
  g_autoptr (GError) error = NULL;
  SxFetchResult outcome;

  self->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (!self->stream)
    {
      finish (self, result_of (error));
      return;
    }
  outcome = judge (soup_message_get_status (self->message));
  if (outcome != SX_FETCH_GOOD)
    finish (self, outcome);
  else
    read_on (self);
}

static gboolean
not_sent (gpointer data)
{
  finish (data, SX_FETCH_UNREACHABLE);
  return G_SOURCE_REMOVE;
}

void
sx_base_map_fetch (SoupSession *session, const char *address, gsize most, GCancellable *cancellable,
                   SxFetchDone done, gpointer data)
{
  Fetch *self = g_new0 (Fetch, 1);

  self->message = soup_message_new (SOUP_METHOD_GET, address);
  self->body = g_byte_array_new ();
  self->most = most;
  self->cancellable = g_object_ref (cancellable);
  self->done = done;
  self->data = data;
  if (self->message)
    soup_session_send_async (session, self->message, G_PRIORITY_DEFAULT, cancellable, sent, self);
  else
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_callback (source, not_sent, self, NULL);
      g_source_attach (source, g_main_context_get_thread_default ());
    }
}
