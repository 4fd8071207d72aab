/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-projection.h"

#define N (SX_CGCS2000_F / (2 - SX_CGCS2000_F)) /* third flattening */
#define N2 (N * N)
#define N3 (N2 * N)
#define N4 (N2 * N2)
#define N5 (N4 * N)
#define N6 (N4 * N2)

/* length of a quarter meridian per right angle of rectifying latitude */
#define RECTIFYING_RADIUS (SX_CGCS2000_A / (1 + N) * (1 + N2 / 4 + N4 / 64 + N6 / 256))

/* Karney 2011, equations 35 (alpha: forward) and 36 (beta: inverse) */
static const double alpha[6] = {
  N / 2 - 2 * N2 / 3 + 5 * N3 / 16 + 41 * N4 / 180 - 127 * N5 / 288 + 7891 * N6 / 37800,
  13 * N2 / 48 - 3 * N3 / 5 + 557 * N4 / 1440 + 281 * N5 / 630 - 1983433 * N6 / 1935360,
  61 * N3 / 240 - 103 * N4 / 140 + 15061 * N5 / 26880 + 167603 * N6 / 181440,
  49561 * N4 / 161280 - 179 * N5 / 168 + 6601661 * N6 / 7257600,
  34729 * N5 / 80640 - 3418889 * N6 / 1995840,
  212378941 * N6 / 319334400,
};
static const double beta[6] = {
  N / 2 - 2 * N2 / 3 + 37 * N3 / 96 - N4 / 360 - 81 * N5 / 512 + 96199 * N6 / 604800,
  N2 / 48 + N3 / 15 - 437 * N4 / 1440 + 46 * N5 / 105 - 1118711 * N6 / 3870720,
  17 * N3 / 480 - 37 * N4 / 840 - 209 * N5 / 4480 + 5569 * N6 / 90720,
  4397 * N4 / 161280 - 11 * N5 / 504 - 830251 * N6 / 7257600,
  4583 * N5 / 161280 - 108847 * N6 / 3991680,
  20648693 * N6 / 638668800,
};
/* geographic from conformal latitude (same source, from Krüger) */
static const double delta[6] = {
  2 * N - 2 * N2 / 3 - 2 * N3 + 116 * N4 / 45 + 26 * N5 / 45 - 2854 * N6 / 675,
  7 * N2 / 3 - 8 * N3 / 5 - 227 * N4 / 45 + 2704 * N5 / 315 + 2323 * N6 / 945,
  56 * N3 / 15 - 136 * N4 / 35 - 1262 * N5 / 105 + 73814 * N6 / 2835,
  4279 * N4 / 630 - 332 * N5 / 35 - 399572 * N6 / 14175,
  4174 * N5 / 315 - 144838 * N6 / 6237,
  601676 * N6 / 22275,
};

SxPlane
sx_plane_for_longitude (double lon_degrees)
{
  double zone = round (lon_degrees / 3);

  return (SxPlane){ zone * 3 * G_PI / 180, zone * 1e6 + 500000 };
}

gboolean
sx_plane_for_epsg (int epsg, SxPlane *out)
{
  if (epsg >= 4513 && epsg <= 4533)
    *out = (SxPlane){ (epsg - 4513 + 25) * 3 * G_PI / 180, (epsg - 4513 + 25) * 1e6 + 500000 };
  else if (epsg >= 4534 && epsg <= 4554)
    *out = (SxPlane){ (75 + 3 * (epsg - 4534)) * G_PI / 180, 500000 };
  else
    return FALSE;
  return TRUE;
}

/* Clenshaw's sum of Σ c_j sin (2 j (xi + i eta)), real part in *xi_sum, imaginary part in *eta_sum */
static void
sum_complex (const double *c, double xi, double eta, double *xi_sum, double *eta_sum)
{
  double s, k, e = exp (2 * eta), ch = (e + 1 / e) / 2, sh = (e - 1 / e) / 2;
  double re, im, u0r = 0, u0i = 0, u1r = 0, u1i = 0;

  sincos (2 * xi, &s, &k);
  re = 2 * k * ch; /* 2 cos (2 (xi + i eta)) */
  im = -2 * s * sh;
  for (int j = 5; j >= 0; j--)
    {
      double tr = re * u0r - im * u0i - u1r + c[j], ti = re * u0i + im * u0r - u1i;

      u1r = u0r;
      u1i = u0i;
      u0r = tr;
      u0i = ti;
    }
  *xi_sum = s * ch * u0r - k * sh * u0i; /* times sin (2 (xi + i eta)) */
  *eta_sum = s * ch * u0i + k * sh * u0r;
}

SxPoint
sx_plane_forward (const SxPlane *self, double lat, double lon)
{
  double e = sqrt (SX_CGCS2000_F * (2 - SX_CGCS2000_F)), tau = tan (lat), sec = sqrt (1 + tau * tau);
  double sigma = sinh (e * atanh (e * tau / sec)), tau1 = tau * sqrt (1 + sigma * sigma) - sigma * sec;
  double sin_l, cos_l, xi, eta, dxi, deta;

  sincos (lon - self->central_meridian, &sin_l, &cos_l);
  xi = atan2 (tau1, cos_l);
  eta = asinh (sin_l / sqrt (tau1 * tau1 + cos_l * cos_l));
  sum_complex (alpha, xi, eta, &dxi, &deta);
  return (SxPoint){ self->false_easting + RECTIFYING_RADIUS * (eta + deta), RECTIFYING_RADIUS * (xi + dxi) };
}

void
sx_plane_inverse (const SxPlane *self, SxPoint p, double *lat, double *lon)
{
  double xi = p.y / RECTIFYING_RADIUS, eta = (p.x - self->false_easting) / RECTIFYING_RADIUS, dxi, deta;
  double s, k, e, sh, chi, sin2, cos2, u0 = 0, u1 = 0;

  sum_complex (beta, xi, eta, &dxi, &deta);
  xi -= dxi;
  eta -= deta;
  sincos (xi, &s, &k);
  e = exp (eta);
  sh = (e - 1 / e) / 2;
  chi = atan2 (s, sqrt (sh * sh + k * k)); /* conformal latitude */
  sincos (2 * chi, &sin2, &cos2);
  for (int j = 5; j >= 0; j--)
    {
      double t = 2 * cos2 * u0 - u1 + delta[j];

      u1 = u0;
      u0 = t;
    }
  *lat = chi + sin2 * u0;
  *lon = self->central_meridian + atan2 (sh, k);
}
