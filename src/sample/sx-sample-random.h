/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Randomness that depends on a seed and on nothing else: hashes of places, smooth noise, and a short stream.
 * The mixing function is the finalizer of SplitMix64 (Steele, Lea, Flood 2014). No libm: the same on every
 * machine. */
#pragma once

#include <glib.h>

/* Of a place (a, b): the same for the same three numbers. */
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

/* The next of the stream: any 64 bits, or evenly between low and high. */
guint64 sx_random_next (SxRandom *self);
double sx_random_real (SxRandom *self, double low, double high);
guint sx_random_below (SxRandom *self, guint n); /* 0 … n − 1; n > 0 */

/* What a hash or a noise is for: one number a question, so that answers do not depend on each other. Those of
 * the ground are in its own file, below the first of these. */
enum
{
  SX_SALT_DIVIDE = 1000,
  SX_SALT_RUFFLE = 1100,
  SX_SALT_RIVER = 2000,
  SX_SALT_BLOB = 3000,
  SX_SALT_ROAD = 4000,
  SX_SALT_TRACK = 5000,
  SX_SALT_TRACK_COURSE = 5001,
  SX_SALT_PATCH = 6000,
  SX_SALT_VILLAGE_NAME = 7000,
  SX_SALT_PARCEL = 8000,
  SX_SALT_GROWTH = 8100,
  SX_SALT_WILD = 8200,
  SX_SALT_GAPS = 8300,
  SX_SALT_HIGH_STANDARD = 8400,
  SX_SALT_CUT_SIDE = 9000,
  SX_SALT_REDLINE_KIND = 9100,
  SX_SALT_CITY_USE = 9200,
  SX_SALT_STREET_NAME = 9300,
  SX_SALT_PURPLE_LINE = 9400,
  SX_SALT_DISC = 9500,
  SX_SALT_APPROVED = 9600,
  SX_SALT_PLOT = 9700,
};
