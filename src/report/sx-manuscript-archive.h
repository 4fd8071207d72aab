/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents that are ZIP archives of XML: .odt and .docx. */
#pragma once

#include "report/sx-manuscript.h"

/* Adds all paragraphs and tables. An archive that unpacks to more than a document can have is refused.
 * Errors: FORMAT, LIMIT, G_IO_ERROR_CANCELLED. */
gboolean sx_manuscript_archive_read (SxManuscript *self, GBytes *bytes, const char *name,
                                     GCancellable *cancellable, GError **error);
