/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mutex that ThreadSanitizer understands: GLib's own is a futex inside a library that is not instrumented,
 * so the order it gives has to be told. */
#pragma once

#include <glib.h>

#if defined(__SANITIZE_THREAD__)
#define SX_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define SX_TSAN 1
#endif
#endif

#ifdef SX_TSAN
void __tsan_acquire (void *address);
void __tsan_release (void *address);
#define SX_TSAN_ACQUIRE(address) __tsan_acquire (address)
#define SX_TSAN_RELEASE(address) __tsan_release (address)
#else
#define SX_TSAN_ACQUIRE(address) ((void)(address))
#define SX_TSAN_RELEASE(address) ((void)(address))
#endif

static inline void
sx_lock (GMutex *mutex)
{
  g_mutex_lock (mutex);
  SX_TSAN_ACQUIRE (mutex);
}

static inline void
sx_unlock (GMutex *mutex)
{
  SX_TSAN_RELEASE (mutex);
  g_mutex_unlock (mutex);
}

/* g_cond_wait () on a mutex that sx_lock () took. */
static inline void
sx_wait (GCond *cond, GMutex *mutex)
{
  SX_TSAN_RELEASE (mutex);
  g_cond_wait (cond, mutex);
  SX_TSAN_ACQUIRE (mutex);
}

/* g_cond_wait_until (): FALSE when `end`, monotonic, has passed. */
static inline gboolean
sx_wait_until (GCond *cond, GMutex *mutex, gint64 end)
{
  gboolean signalled;

  SX_TSAN_RELEASE (mutex);
  signalled = g_cond_wait_until (cond, mutex, end);
  SX_TSAN_ACQUIRE (mutex);
  return signalled;
}
