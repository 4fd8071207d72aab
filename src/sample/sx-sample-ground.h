/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies where in the made-up county, as pure functions of a place: outline, height, towns, villages,
 * townships.
 *
 * Places are (u, v) in cells of the lattice (sx-sample-lattice.h), u eastwards and v northwards, cell (i, j)
 * being [i, i+1) × [j, j+1). */
#pragma once

#include <glib.h>

#define SX_TOWNSHIPS_MAX 20
#define SX_OUTLINE_WAVES 9

typedef enum
{
  SX_PLACE_LAND,
  SX_PLACE_VILLAGE,
  SX_PLACE_SEAT, /* the built-up area of a township */
  SX_PLACE_TOWN, /* the county town */
} SxPlaceKind;

typedef struct
{
  double u, v, radius;
} SxSeat;

/* At most one in every square of some 1.1 km. */
typedef struct
{
  double u, v;
  double radius; /* 0: no village here */
} SxVillage;

typedef struct
{
  guint64 seed;
  int nu, nv;            /* cells across and up */
  double cu, cv, radius; /* the county: centre and mean radius */
  double wave_c[SX_OUTLINE_WAVES], wave_s[SX_OUTLINE_WAVES];
  double hill_u, hill_v;   /* uphill, a unit vector */
  double hill_size;        /* wavelength of the hills */
  double works_u, works_v; /* from a town's centre to its works, a unit vector */
  guint n_seats;
  SxSeat seats[SX_TOWNSHIPS_MAX];   /* [0] is the county town */
  int villages_across, villages_up; /* squares */
  SxVillage *villages;              /* per square */
} SxGround;

typedef struct
{
  SxPlaceKind place;
  double ratio;   /* distance from the nearest town or seat's centre ÷ its reach there; 1 is the edge of the
                     built-up area */
  guint seat;     /* that town or seat; index into seats */
  guint township; /* index into seats */
  double height;  /* 0 river plain … 1 mountain tops */
  gboolean is_works; /* the works' side of a town */
} SxSpot;

/* A county of about `cells` cells. */
void sx_ground_init (SxGround *self, guint64 seed, double cells);
void sx_ground_clear (SxGround *self);
gboolean sx_ground_is_inside (const SxGround *self, double u, double v);
double sx_ground_height (const SxGround *self, double u, double v);
SxSpot sx_ground_spot (const SxGround *self, double u, double v);
/* The village (number of its square) whose centre is nearest; its own square where there is none near. */
guint sx_ground_village (const SxGround *self, double u, double v);
/* 1–5, 坡度级别 */
guint sx_ground_slope (double height);
