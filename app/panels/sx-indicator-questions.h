/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What open rows want to know of the engine beyond the result: contributions and places. Asked only when
 * somebody wants it and the scheme has rested for a moment, as an answer costs more than a result; answers
 * about a state that is no more are dropped.
 *
 * Signal: "changed"   an answer is there, or is no longer true. */
#pragma once

#include "sx-session.h"

#define SX_TYPE_INDICATOR_QUESTIONS (sx_indicator_questions_get_type ())
G_DECLARE_FINAL_TYPE (SxIndicatorQuestions, sx_indicator_questions, SX, INDICATOR_QUESTIONS, GObject)

/* Keeps a reference on the session until closed. */
SxIndicatorQuestions *sx_indicator_questions_new (SxSession *session);
/* Cancels what is asked, and lets go of the session. */
void sx_indicator_questions_close (SxIndicatorQuestions *self);
SxSession *sx_indicator_questions_get_session (SxIndicatorQuestions *self); /* NULL: closed */

/* Each want is ended by a drop. Places are only asked for where the measure has any. */
void sx_indicator_questions_want (SxIndicatorQuestions *self, SxMeasure measure);
void sx_indicator_questions_drop (SxIndicatorQuestions *self, SxMeasure measure);

/* Of the state that the panel shows; NULL: not known yet. Borrowed until "changed". */
GPtrArray *sx_indicator_questions_get_contributions (SxIndicatorQuestions *self);
SxPlaces *sx_indicator_questions_get_places (SxIndicatorQuestions *self, SxMeasure measure);
/* Why there are none, or NULL. */
const char *sx_indicator_questions_get_failure (SxIndicatorQuestions *self);
/* The scheme as the answers' indexes mean it. */
const SxScheme *sx_indicator_questions_get_scheme (SxIndicatorQuestions *self);
