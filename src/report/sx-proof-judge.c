/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure against the facts of one subject. */
#include "report/sx-proof-private.h"

#include <math.h>

/* Rounding in binary is let go by. */
#define SLACK (1 + 1e-9)

/* Whether a value in the state and a figure of the draft are the same as both are rounded. */
static gboolean
is_same (double value, double precision, const SxFigure *figure, const SxFigureUnit *unit)
{
  double half = 0.5 * pow (10, -figure->decimals) * unit->factor, said = figure->value * unit->factor;
  double tolerance = MAX (half, precision) * SLACK + 1e-9 * fabs (value);

  if (figure->is_about)
    tolerance = MAX (tolerance, 0.005 * fabs (value));
  if (isfinite (figure->high))
    return value >= said - tolerance && value <= figure->high * unit->factor + tolerance;
  return fabs (said - value) <= tolerance;
}

int
_sx_proof_decimals (const SxProofFact *fact, const SxFigure *figure)
{
  int own = (int)floor (-log10 (2 * fact->precision / figure->unit->factor) + 1e-6);

  return CLAMP (own, 0, figure->decimals);
}

static double
half_digit (const SxFigure *figure, const SxFigureUnit *unit)
{
  return 0.5 * pow (10, -figure->decimals) * unit->factor;
}

/* In another unit before and after are rounded anew, and so their difference may be a digit away. */
static gboolean
is_converted (const SxProofFact *fact, const SxFigure *figure, const SxFigureUnit *unit)
{
  double ratio = log10 (half_digit (figure, unit) / fact->precision);

  return fabs (ratio - round (ratio)) > 1e-6;
}

static gboolean
agrees (const SxProofFact *fact, int sign, const SxFigure *figure, const SxFigureUnit *unit)
{
  SxFigure signed_figure = *figure;

  if (fact->phase != SX_PHASE_CHANGE)
    return is_same (fact->value, fact->precision, figure, unit);
  if (sign)
    signed_figure.value = sign * fabs (figure->value);
  return is_same (fact->value,
                  is_converted (fact, figure, unit) ? 3 * half_digit (figure, unit) : fact->precision,
                  &signed_figure, unit);
}

static gboolean
fits (SxPhase asked, const SxProofFact *fact)
{
  if (asked == SX_PHASE_NONE)
    return fact->phase == SX_PHASE_BEFORE || fact->phase == SX_PHASE_AFTER || fact->phase == SX_PHASE_TARGET;
  return fact->phase == asked;
}

/* In what the figure is measured where it names no unit: as the fact is. */
static const SxFigureUnit *
unit_for (const SxFigure *figure, SxDimension dimension)
{
  static const char *const usual[] = { "", "公顷", "%", "个", "倍", "千米", "千米/平方千米", "亩/个" };

  if (figure->unit->dimension != SX_DIMENSION_NONE)
    return figure->unit;
  return *usual[dimension] ? sx_figures_unit (usual[dimension]) : figure->unit;
}

SxFinding
_sx_proof_compare (const SxProofState *state, const char *subject, SxPhase phase, int sign,
                   SxDimension dimension, const SxFigure *figure)
{
  SxFinding finding = { 0 };
  const SxFigureUnit *unit = unit_for (figure, dimension);

  for (guint i = 0; i < state->facts->len; i++)
    {
      const SxProofFact *fact = state->facts->pdata[i];

      if (!g_str_equal (fact->subject, subject) || fact->dimension != dimension)
        continue;
      if (agrees (fact, sign, figure, unit))
        {
          if (fits (phase, fact))
            return (SxFinding){ fact, TRUE, SX_PHASE_NONE };
          if (!fact->is_part)
            finding.other_phase = fact->phase;
        }
      if (!fits (phase, fact) || fact->is_part)
        continue;
      /* what it should be: the state after before any other */
      if (!finding.fact || fact->phase == SX_PHASE_AFTER)
        finding.fact = fact;
    }
  return finding;
}
