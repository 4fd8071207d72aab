/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rounded figures that still add up: the largest remainder takes what is missing. */
#pragma once

#include <glib.h>

/* Rounds the numbers to that many decimals so that their sum is the rounded sum of what they were; each is
 * rounded up or down to a neighbour. Numbers that are not finite stay and count nothing. */
void sx_round_together (double *numbers, guint n, int decimals);
/* The same, for a sum that is rounded already, up or down: parts of a part. */
void sx_round_to_sum (double *numbers, guint n, int decimals, double sum);
