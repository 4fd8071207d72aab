/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Randomness that depends on a seed and on nothing else: hashes of places, smooth noise, and a short stream.
 * The mixing function is the finalizer of SplitMix64 (Steele, Lea, Flood 2014). No libm: the same on every
 * machine. */
#pragma once

#include <glib.h>

guint64 sx_random_hash (guint64 seed, guint64 a, guint64 b);
/* 0 ≤ x < 1 */
double sx_random_unit (guint64 seed, guint64 a, guint64 b);
/* Smooth noise of wavelength 1 in 0–1, mean a half; fbm: `octaves` of it, each half as long and half as
 * strong. */
double sx_random_noise (guint64 seed, double u, double v);
double sx_random_fbm (guint64 seed, double u, double v, guint octaves);

typedef struct
{
  guint64 state;
} SxRandom;

guint64 sx_random_next (SxRandom *self);
double sx_random_real (SxRandom *self, double low, double high);
guint sx_random_below (SxRandom *self, guint n); /* 0 … n − 1; n > 0 */
