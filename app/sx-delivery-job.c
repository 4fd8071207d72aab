/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-delivery-job.h"

#include "sx-delivery-desk.h"

#include "base/sx-i18n.h"
#include "base/sx-lock.h"

typedef struct
{
  SxDeliverOptions options; /* its folder is `folder` */
  char *folder;
  gboolean take_on;
  guint64 state; /* what the user looked at */
} Export;

typedef enum
{
  DO_NOTHING,
  DO_PREPARE, /* a state, or a look, or both */
  DO_EXPORT,
  DO_PREVIEW,
} Doing;

/* What came in and is not yet begun, or is under way. */
typedef struct
{
  SxDeliveryState *state;
  SxDeliveryLook *look;
  Export *export;
  guint sheet;
  int width; /* of a preview; 0: none is wanted */
} Inbox;

struct _SxDeliveryJob
{
  GObject parent_instance;

  /* of the main thread */
  SxDeliveryDigest *digest;
  GPtrArray *files; /* of the last export that came to its end */
  GError *error;
  gboolean is_exporting, is_started, is_closed;
  SxDeliveryLook *look; /* that was set last */

  GMutex lock; /* of what follows */
  GCond came;
  Inbox inbox;
  gboolean is_stopping;
  Doing doing;
  gboolean is_new_state;     /* what is prepared, and not only its look */
  GCancellable *cancellable; /* of what is under way */
  int per_mille;             /* of the export, told last */
  const char *writing;       /* static: what is being written; NULL: nothing yet */
};

enum
{
  PREPARED,
  PREVIEW,
  PROGRESS,
  FINISHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SxDeliveryJob, sx_delivery_job, G_TYPE_OBJECT)

/* ---- what goes to and fro */

static void
export_free (Export *self)
{
  g_free (self->folder);
  g_free (self);
}

static void
inbox_clear (Inbox *self)
{
  g_clear_pointer (&self->state, sx_delivery_state_free);
  g_clear_pointer (&self->look, sx_delivery_look_free);
  g_clear_pointer (&self->export, export_free);
  self->width = 0;
}

/* ---- the thread's news, taken in the main loop */

typedef struct
{
  SxDeliveryJob *job; /* reference */
  SxDeliveryDigest *digest;
  guint sheet;
  GdkTexture *texture;
  GPtrArray *files;
  GError *error;
} News;

static void
news_free (gpointer data)
{
  News *self = data;

  g_clear_pointer (&self->digest, sx_delivery_digest_unref);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_object_unref (self->job);
  g_free (self);
}

static void
post (News *news, SxDeliveryJob *job, GSourceFunc take)
{
  news->job = g_object_ref (job);
  g_idle_add_full (G_PRIORITY_DEFAULT, take, news, news_free);
}

static gboolean
take_digest (gpointer data)
{
  News *news = data;
  SxDeliveryJob *self = news->job;

  if (self->is_closed)
    return G_SOURCE_REMOVE;
  g_clear_pointer (&self->digest, sx_delivery_digest_unref);
  self->digest = g_steal_pointer (&news->digest);
  g_signal_emit (self, signals[PREPARED], 0);
  return G_SOURCE_REMOVE;
}

static gboolean
take_preview (gpointer data)
{
  News *news = data;

  if (!news->job->is_closed)
    g_signal_emit (news->job, signals[PREVIEW], 0, news->sheet, news->texture,
                   news->error ? news->error->message : NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
take_progress (gpointer data)
{
  SxDeliveryJob *self = ((News *)data)->job;
  const char *writing;
  int per_mille;

  sx_lock (&self->lock);
  per_mille = self->per_mille;
  writing = self->writing;
  sx_unlock (&self->lock);
  if (!self->is_closed && self->is_exporting)
    g_signal_emit (self, signals[PROGRESS], 0, per_mille / 1000.0, writing);
  return G_SOURCE_REMOVE;
}

static gboolean
take_end (gpointer data)
{
  News *news = data;
  SxDeliveryJob *self = news->job;

  self->is_exporting = FALSE;
  self->files = g_steal_pointer (&news->files);
  self->error = g_steal_pointer (&news->error);
  if (!self->is_closed)
    g_signal_emit (self, signals[FINISHED], 0);
  return G_SOURCE_REMOVE;
}

static gboolean
take_stop (gpointer data)
{
  if (g_application_get_default ())
    g_application_release (g_application_get_default ());
  return G_SOURCE_REMOVE;
}

/* ---- on the thread */

/* The thread's own. */
typedef struct
{
  SxDeliveryJob *job; /* reference */
  SxDeliveryDesk *desk;
} Thread;

static void
prepare (Thread *self, Inbox *errand, GCancellable *cancellable)
{
  SxDeliveryDigest *digest = sx_delivery_desk_prepare (self->desk, g_steal_pointer (&errand->state),
                                                       g_steal_pointer (&errand->look), cancellable);
  News *news;

  if (!digest)
    return;
  news = g_new0 (News, 1);
  news->digest = digest;
  post (news, self->job, take_digest);
}

static void
preview (Thread *self, guint sheet, int width, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = sx_delivery_desk_paint (self->desk, sheet, width, cancellable, &error);
  News *news;

  if ((!texture && !error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  news = g_new0 (News, 1);
  news->sheet = sheet;
  news->texture = g_steal_pointer (&texture);
  news->error = g_steal_pointer (&error);
  post (news, self->job, take_preview);
}

static void
progressed (double fraction, const char *what, gpointer data)
{
  SxDeliveryJob *job = data;
  int per_mille = (int)(fraction * 1000);
  gboolean is_news;

  sx_lock (&job->lock);
  is_news = per_mille != job->per_mille || what != job->writing;
  job->per_mille = per_mille;
  job->writing = what;
  sx_unlock (&job->lock);
  if (is_news)
    post (g_new0 (News, 1), job, take_progress);
}

static void
export_state (Thread *self, const Export *what, GCancellable *cancellable)
{
  News *news = g_new0 (News, 1);

  sx_delivery_desk_deliver (self->desk, what->state, what->take_on, &what->options, progressed, self->job,
                            &news->files, cancellable, &news->error);
  post (news, self->job, take_end);
}

/* ---- its errands */

/* The next thing to do, or FALSE: nothing any more. */
static gboolean
take_errand (SxDeliveryJob *self, Inbox *errand, Doing *doing, GCancellable **cancellable)
{
  Inbox *inbox = &self->inbox;

  *errand = (Inbox){ 0 };
  sx_lock (&self->lock);
  self->doing = DO_NOTHING;
  g_clear_object (&self->cancellable);
  while (!self->is_stopping && !inbox->state && !inbox->look && !inbox->export && inbox->width == 0)
    sx_wait (&self->came, &self->lock);
  if (!self->is_stopping)
    {
      if (inbox->state || inbox->look)
        {
          errand->state = g_steal_pointer (&inbox->state);
          errand->look = g_steal_pointer (&inbox->look);
          self->is_new_state = errand->state != NULL;
          self->doing = DO_PREPARE;
        }
      else if (inbox->export)
        {
          errand->export = g_steal_pointer (&inbox->export);
          self->doing = DO_EXPORT;
        }
      else
        {
          errand->sheet = inbox->sheet;
          errand->width = inbox->width;
          inbox->width = 0;
          self->doing = DO_PREVIEW;
        }
      self->cancellable = g_cancellable_new ();
      *cancellable = g_object_ref (self->cancellable);
    }
  *doing = self->doing;
  sx_unlock (&self->lock);
  return *doing != DO_NOTHING;
}

static gpointer
run (gpointer data)
{
  Thread self = { data, sx_delivery_desk_new () };
  News *end = g_new0 (News, 1);
  GCancellable *cancellable = NULL;
  Inbox errand;
  Doing doing;

  while (take_errand (self.job, &errand, &doing, &cancellable))
    {
      if (doing == DO_PREPARE)
        prepare (&self, &errand, cancellable);
      else if (doing == DO_EXPORT)
        export_state (&self, errand.export, cancellable);
      else
        preview (&self, errand.sheet, errand.width, cancellable);
      inbox_clear (&errand);
      g_object_unref (cancellable);
    }
  sx_delivery_desk_free (self.desk);
  end->job = self.job; /* the thread's reference goes in the main loop */
  g_idle_add_full (G_PRIORITY_DEFAULT, take_stop, end, news_free);
  return NULL;
}

/* ---- the main thread's side */

static void
sx_delivery_job_finalize (GObject *object)
{
  SxDeliveryJob *self = SX_DELIVERY_JOB (object);

  inbox_clear (&self->inbox);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->look, sx_delivery_look_free);
  g_clear_pointer (&self->digest, sx_delivery_digest_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->came);
  G_OBJECT_CLASS (sx_delivery_job_parent_class)->finalize (object);
}

static void
sx_delivery_job_class_init (SxDeliveryJobClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sx_delivery_job_finalize;
  signals[PREPARED] = g_signal_new ("prepared", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PREVIEW] = g_signal_new ("preview", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                   G_TYPE_UINT, GDK_TYPE_TEXTURE, G_TYPE_STRING);
  signals[PROGRESS] = g_signal_new ("progress", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                    G_TYPE_DOUBLE, G_TYPE_STRING);
  signals[FINISHED] = g_signal_new ("finished", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sx_delivery_job_init (SxDeliveryJob *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->came);
}

SxDeliveryJob *
sx_delivery_job_new (void)
{
  return g_object_new (SX_TYPE_DELIVERY_JOB, NULL);
}

/* With the lock held: what is under way is not wanted any more. */
static void
give_up (SxDeliveryJob *self)
{
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
}

/* Lets go of the lock. The thread begins with the first errand; the program stays until it ends. */
static void
wake (SxDeliveryJob *self)
{
  g_cond_signal (&self->came);
  sx_unlock (&self->lock);
  if (self->is_started)
    return;
  self->is_started = TRUE;
  if (g_application_get_default ())
    g_application_hold (g_application_get_default ());
  g_thread_unref (g_thread_new ("delivery", run, g_object_ref (self)));
}

void
sx_delivery_job_close (SxDeliveryJob *self)
{
  SX_ASSERT_MAIN_THREAD ();
  self->is_closed = TRUE;
  sx_lock (&self->lock);
  self->is_stopping = TRUE;
  give_up (self);
  g_cond_signal (&self->came);
  sx_unlock (&self->lock);
}

void
sx_delivery_job_prepare (SxDeliveryJob *self, SxPlan *plan, SxSnapshot *snapshot, SxResult *result,
                         const SxMetric *metric)
{
  SX_ASSERT_MAIN_THREAD ();
  sx_lock (&self->lock);
  g_clear_pointer (&self->inbox.state, sx_delivery_state_free);
  self->inbox.state = sx_delivery_state_new (plan, snapshot, result, metric);
  self->inbox.width = 0;
  if (self->doing == DO_PREPARE || self->doing == DO_PREVIEW)
    give_up (self);
  wake (self);
}

void
sx_delivery_job_set_look (SxDeliveryJob *self, const SxDeliveryLook *look)
{
  SX_ASSERT_MAIN_THREAD ();
  if (self->look && g_strcmp0 (self->look->paper, look->paper) == 0
      && g_strcmp0 (self->look->agency, look->agency) == 0)
    return;
  g_clear_pointer (&self->look, sx_delivery_look_free);
  self->look = sx_delivery_look_copy (look);
  sx_lock (&self->lock);
  g_clear_pointer (&self->inbox.look, sx_delivery_look_free);
  self->inbox.look = sx_delivery_look_copy (look);
  self->inbox.width = 0;
  if (self->doing == DO_PREVIEW || (self->doing == DO_PREPARE && !self->is_new_state))
    give_up (self);
  wake (self);
}

SxDeliveryDigest *
sx_delivery_job_get_digest (SxDeliveryJob *self)
{
  return self->digest;
}

void
sx_delivery_job_show (SxDeliveryJob *self, guint sheet, int width)
{
  g_return_if_fail (width > 0);
  SX_ASSERT_MAIN_THREAD ();
  sx_lock (&self->lock);
  self->inbox.sheet = sheet;
  self->inbox.width = width;
  if (self->doing == DO_PREVIEW)
    give_up (self);
  wake (self);
}

void
sx_delivery_job_export (SxDeliveryJob *self, const SxDeliverOptions *options, gboolean take_on)
{
  Export *export;

  SX_ASSERT_MAIN_THREAD ();
  g_return_if_fail (self->digest && !self->digest->failure && !self->is_exporting);
  g_return_if_fail (take_on || self->digest->n_blocking == 0);
  export = g_new0 (Export, 1);
  export->options = *options;
  export->folder = g_strdup (options->folder);
  export->options.folder = export->folder;
  export->take_on = take_on;
  export->state = self->digest->state;
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_error (&self->error);
  self->is_exporting = TRUE;
  sx_lock (&self->lock);
  self->inbox.export = export;
  self->per_mille = 0;
  self->writing = NULL;
  if (self->doing == DO_PREVIEW)
    give_up (self);
  wake (self);
}

void
sx_delivery_job_cancel (SxDeliveryJob *self)
{
  SX_ASSERT_MAIN_THREAD ();
  sx_lock (&self->lock);
  if (self->doing == DO_EXPORT)
    give_up (self);
  else if (self->inbox.export) /* not begun */
    {
      News *news = g_new0 (News, 1);

      g_clear_pointer (&self->inbox.export, export_free);
      g_set_error (&news->error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The export was cancelled."));
      post (news, self, take_end);
    }
  sx_unlock (&self->lock);
}

gboolean
sx_delivery_job_is_exporting (SxDeliveryJob *self)
{
  return self->is_exporting;
}

GPtrArray *
sx_delivery_job_finish (SxDeliveryJob *self, GError **error)
{
  if (!self->files && error)
    *error = g_error_copy (self->error);
  return self->files;
}
