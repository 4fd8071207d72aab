/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One lock guards all that both threads see: the inbox (requests in order, and the newest draft) and the
 * outbox (messages in order). The package is the thread's alone, through SxSchemeWorker. */
#include "store/sx-scheme-writer.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-lock.h"
#include "store/sx-edit-private.h"
#include "store/sx-scheme-worker.h"

/* How often other programs are looked for. */
#define LOOK_US G_USEC_PER_SEC
#define DRAFT_US (G_USEC_PER_SEC / 4)

/* An edit, or a question whether all is folded, on its way in and with its answer on the way out. */
typedef struct
{
  SxEdit *edit; /* NULL: flush */
  SxSchemeWriterDone done;
  SxSchemeWriterFlushed flushed;
  gpointer data;
  GDestroyNotify destroy;
  SxSchemeState *state;
  GArray *fids;
  GError *error;
} Request;

typedef enum
{
  TELL_STATE,
  TELL_READ_ONLY,
  TELL_DRAFT,
  TELL_ANSWER,
  TELL_END,
} Tell;

/* Exactly what it tells is set. */
typedef struct
{
  Tell tell;
  SxSchemeState *state;
  GError *error;
  SxDraft *draft;
  Request *request;
} Message;

struct _SxSchemeWriter
{
  gint ref_count; /* of the owner, the worker and the source */
  SxPlan *plan;
  char *scheme, *default_name, *draft_path;
  GMainContext *context;
  SxSchemeWriterEvents events;
  gpointer data;

  /* the owner's */
  GThread *thread;    /* NULL: freed */
  gboolean is_closed; /* takes no requests any more */
  guint64 seen;       /* generation told last */

  GMutex lock; /* of the rest */
  GCond news;
  gboolean is_stopping;
  GQueue inbox; /* Request * */
  gboolean has_draft;
  SxDraft *draft; /* NULL: to be removed */
  GQueue outbox;  /* Message * */
  GSource *source;
};

/* What only the writer's thread knows. */
typedef struct
{
  SxSchemeWriter *writer;
  SxSchemeWorker *worker;
  SxSchemeState *state; /* told last */
  char *trouble;        /* told last */
  gint64 next_look, next_draft;
} Thread;

static void writer_unref (gpointer data);

/* ---- requests and messages */

static void
request_free (Request *self)
{
  if (self->destroy)
    self->destroy (self->data);
  sx_edit_unref (self->edit);
  sx_scheme_state_unref (self->state);
  g_clear_pointer (&self->fids, g_array_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static void
message_free (gpointer data)
{
  Message *self = data;

  g_clear_pointer (&self->request, request_free);
  sx_scheme_state_unref (self->state);
  sx_draft_unref (self->draft);
  g_clear_error (&self->error);
  g_free (self);
}

/* ---- to the owner */

static void
tell_answer (Request *request)
{
  if (request->edit && request->done)
    request->done (request->edit, request->state, request->fids, request->error, request->data);
  else if (!request->edit && request->flushed)
    request->flushed (request->error, request->data);
}

static void
tell (SxSchemeWriter *self, const Message *message)
{
  switch (message->tell)
    {
    case TELL_STATE:
      self->seen = message->state->snapshot->generation;
      if (!self->is_closed)
        self->events.state (message->state, self->data);
      break;
    case TELL_READ_ONLY:
      if (!self->is_closed)
        self->events.read_only (message->error, self->data);
      break;
    case TELL_DRAFT:
      if (!self->is_closed && self->events.draft)
        self->events.draft (message->draft, self->data);
      break;
    case TELL_ANSWER:
      tell_answer (message->request);
      break;
    case TELL_END:
    default:
      if (self->events.stopped)
        self->events.stopped (message->error, self->data);
    }
}

static Message *
take_message (SxSchemeWriter *self)
{
  Message *message;

  sx_lock (&self->lock);
  message = g_queue_pop_head (&self->outbox);
  sx_unlock (&self->lock);
  return message;
}

/* Any of the calls may stop or free the writer; the source's reference keeps it until this is done. One by
 * one, so that a main loop within a call goes on in order. */
static gboolean
deliver (gpointer data)
{
  SxSchemeWriter *self = data;
  Message *message;

  sx_lock (&self->lock);
  g_clear_pointer (&self->source, g_source_unref);
  sx_unlock (&self->lock);
  while (self->thread && (message = take_message (self)))
    {
      tell (self, message);
      message_free (message);
    }
  return G_SOURCE_REMOVE;
}

/* Takes message. Not g_main_context_invoke(): that calls at once, on the writer's thread, where nobody
 * happens to own the context. */
static void
post (SxSchemeWriter *self, Message message)
{
  sx_lock (&self->lock);
  g_queue_push_tail (&self->outbox, g_memdup2 (&message, sizeof message));
  if (!self->source)
    {
      g_atomic_int_inc (&self->ref_count);
      self->source = g_idle_source_new ();
      g_source_set_priority (self->source, G_PRIORITY_DEFAULT);
      g_source_set_callback (self->source, deliver, self, writer_unref);
      g_source_attach (self->source, self->context);
    }
  sx_unlock (&self->lock);
}

/* ---- the thread */

/* What became known since it was told last. */
static void
post_news (Thread *self)
{
  SxSchemeState *state = sx_scheme_worker_state (self->worker);
  const GError *trouble = sx_scheme_worker_trouble (self->worker);

  if (g_strcmp0 (trouble ? trouble->message : NULL, self->trouble) != 0)
    {
      g_free (self->trouble);
      self->trouble = trouble ? g_strdup (trouble->message) : NULL;
      post (self->writer, (Message){ TELL_READ_ONLY, .error = trouble ? g_error_copy (trouble) : NULL });
    }
  if (state == self->state)
    return;
  sx_scheme_state_unref (self->state);
  self->state = sx_scheme_state_ref (state);
  post (self->writer, (Message){ TELL_STATE, .state = sx_scheme_state_ref (state) });
}

/* Takes request. */
static void
answer (Thread *self, Request *request)
{
  request->fids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!request->edit)
    sx_scheme_worker_fold (self->worker, &request->error);
  else if (sx_scheme_worker_do (self->worker, request->edit, request->fids, &request->error))
    request->state = sx_scheme_state_ref (sx_scheme_worker_state (self->worker));
  else
    g_clear_pointer (&request->fids, g_array_unref);
  self->next_look = g_get_monotonic_time () + LOOK_US;
  post_news (self);
  post (self->writer, (Message){ TELL_ANSWER, .request = request });
}

static void
look (Thread *self)
{
  sx_scheme_worker_look (self->worker);
  self->next_look = g_get_monotonic_time () + LOOK_US;
  post_news (self);
}

/* Takes draft. Nobody waits for it, and the next one may fare better. */
static void
keep_draft (Thread *self, SxDraft *draft)
{
  g_autoptr (GError) problem = NULL;

  if (!draft)
    sx_draft_remove (self->writer->draft_path);
  else if (!sx_draft_write (draft, self->writer->plan, self->writer->draft_path, &problem))
    g_info ("%s", problem->message);
  sx_draft_unref (draft);
  self->next_draft = g_get_monotonic_time () + DRAFT_US;
}

static void
offer_draft (Thread *self)
{
  const char *path = self->writer->draft_path;
  g_autoptr (GError) problem = NULL;
  SxDraft *draft = path ? sx_draft_read (self->writer->plan, path, &problem) : NULL;

  if (draft)
    post (self->writer, (Message){ TELL_DRAFT, .draft = draft });
  else if (problem)
    g_info ("%s", problem->message);
}

/* What the thread does next; edits come first. */
typedef enum
{
  JOB_ANSWER,
  JOB_DRAFT,
  JOB_LOOK,
  JOB_END,
} Job;

/* Under the lock. FALSE: to wait until *until. */
static gboolean
find_job (Thread *self, Job *job, gint64 *until)
{
  SxSchemeWriter *writer = self->writer;
  gint64 now = g_get_monotonic_time ();

  *until = writer->has_draft ? MIN (self->next_draft, self->next_look) : self->next_look;
  if (!g_queue_is_empty (&writer->inbox))
    *job = JOB_ANSWER;
  else if (writer->has_draft && (now >= self->next_draft || !writer->draft || writer->is_stopping))
    *job = JOB_DRAFT;
  else if (writer->is_stopping)
    *job = JOB_END;
  else
    *job = JOB_LOOK;
  return *job != JOB_LOOK || now >= self->next_look;
}

/* Waits for something to do. */
static Job
next (Thread *self, Request **request, SxDraft **draft)
{
  SxSchemeWriter *writer = self->writer;
  gint64 until;
  Job job;

  sx_lock (&writer->lock);
  while (!find_job (self, &job, &until))
    sx_wait_until (&writer->news, &writer->lock, until);
  if (job == JOB_ANSWER)
    *request = g_queue_pop_head (&writer->inbox);
  if (job == JOB_DRAFT)
    {
      *draft = g_steal_pointer (&writer->draft);
      writer->has_draft = FALSE;
    }
  sx_unlock (&writer->lock);
  return job;
}

static void
work_until_end (Thread *self)
{
  Request *request = NULL;
  SxDraft *draft = NULL;
  Job job;

  while ((job = next (self, &request, &draft)) != JOB_END)
    if (job == JOB_ANSWER)
      answer (self, request);
    else if (job == JOB_DRAFT)
      keep_draft (self, draft);
    else
      look (self);
}

static gpointer
work (gpointer data)
{
  SxSchemeWriter *writer = data;
  Thread self = { .writer = writer };
  GError *error = NULL;

  self.worker = sx_scheme_worker_new (writer->plan, writer->scheme, writer->default_name);
  self.next_look = g_get_monotonic_time () + LOOK_US;
  post_news (&self);
  offer_draft (&self);
  work_until_end (&self);
  sx_scheme_worker_close (self.worker, &error);
  sx_scheme_state_unref (self.state);
  g_free (self.trouble);
  post (writer, (Message){ TELL_END, .error = error });
  writer_unref (writer);
  return NULL;
}

/* ---- life */

SxSchemeWriter *
sx_scheme_writer_new (SxPlan *plan, const SxSchemeWriterOptions *options, GMainContext *context,
                      const SxSchemeWriterEvents *events, gpointer data)
{
  SxSchemeWriter *self = g_new0 (SxSchemeWriter, 1);

  self->ref_count = 2;
  self->plan = sx_plan_ref (plan);
  self->scheme = g_strdup (options->scheme);
  self->default_name = g_strdup (options->default_name);
  self->draft_path = g_strdup (options->draft);
  self->context = g_main_context_ref (context ? context : g_main_context_default ());
  self->events = *events;
  self->data = data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->news);
  self->thread = g_thread_new ("sx-writer", work, self);
  return self;
}

static void
writer_unref (gpointer data)
{
  SxSchemeWriter *self = data;

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_queue_clear_full (&self->outbox, message_free);
  sx_draft_unref (self->draft);
  sx_plan_unref (self->plan);
  g_free (self->scheme);
  g_free (self->default_name);
  g_free (self->draft_path);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->news);
  g_free (self);
}

void
sx_scheme_writer_stop (SxSchemeWriter *self)
{
  self->is_closed = TRUE;
  sx_lock (&self->lock);
  self->is_stopping = TRUE;
  g_cond_signal (&self->news);
  sx_unlock (&self->lock);
}

void
sx_scheme_writer_free (SxSchemeWriter *self)
{
  GSource *source;
  GQueue outbox;

  if (!self)
    return;
  sx_scheme_writer_stop (self);
  g_thread_join (g_steal_pointer (&self->thread));
  /* Nobody else is left: what was under way is dropped here, on the owner's thread. */
  sx_lock (&self->lock);
  outbox = self->outbox;
  self->outbox = (GQueue)G_QUEUE_INIT;
  source = g_steal_pointer (&self->source);
  sx_unlock (&self->lock);
  g_queue_clear_full (&outbox, message_free);
  if (source)
    {
      g_source_destroy (source);
      g_source_unref (source);
    }
  writer_unref (self);
}

/* ---- from the owner */

/* Takes the request. */
static void
put_request (SxSchemeWriter *self, Request *request)
{
  sx_lock (&self->lock);
  g_queue_push_tail (&self->inbox, request);
  g_cond_signal (&self->news);
  sx_unlock (&self->lock);
}

void
sx_scheme_writer_submit (SxSchemeWriter *self, SxEdit *edit, SxSchemeWriterDone done, gpointer data,
                         GDestroyNotify destroy)
{
  Request *request;

  g_return_if_fail (!self->is_closed);
  sx_edit_seal (edit, self->seen);
  request = g_new0 (Request, 1);
  request->edit = sx_edit_ref (edit);
  request->done = done;
  request->data = data;
  request->destroy = destroy;
  put_request (self, request);
}

void
sx_scheme_writer_flush (SxSchemeWriter *self, SxSchemeWriterFlushed done, gpointer data,
                        GDestroyNotify destroy)
{
  Request *request;

  g_return_if_fail (!self->is_closed);
  request = g_new0 (Request, 1);
  request->flushed = done;
  request->data = data;
  request->destroy = destroy;
  put_request (self, request);
}

void
sx_scheme_writer_set_draft (SxSchemeWriter *self, SxDraft *draft)
{
  g_autoptr (SxDraft) unread = NULL;

  g_return_if_fail (!self->is_closed);
  if (!self->draft_path)
    return;
  sx_lock (&self->lock);
  unread = g_steal_pointer (&self->draft);
  self->draft = draft ? sx_draft_ref (draft) : NULL;
  self->has_draft = TRUE;
  g_cond_signal (&self->news);
  sx_unlock (&self->lock);
}
