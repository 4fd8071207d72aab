/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sanxian-cli proof: a draft's figures held against an evaluated scheme, or against published figures. */
#include "cli/sx-command.h"

#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-text.h"
#include "cli/sx-interrupt.h"
#include "cli/sx-json-writer.h"
#include "cli/sx-opened-plan.h"
#include "report/sx-proof.h"

typedef struct
{
  SxPlanOptions plan;
  char **format;
  gboolean is_json, all, strict;
} SxProofOptions;

static void
options_clear (SxProofOptions *self)
{
  sx_plan_options_clear (&self->plan);
  g_clear_pointer (&self->format, g_strfreev);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SxProofOptions, options_clear)

static int
parse (int argc, char **argv, SxProofOptions *options, char ***operands)
{
  const GOptionEntry entries[] = {
    SX_PLAN_OPTION_ENTRIES (options->plan),
    SX_FORMAT_OPTION_ENTRY (&options->format),
    { "all", 0, 0, G_OPTION_ARG_NONE, &options->all,
      N_ ("List also the figures that agree and those that could not be matched"), NULL },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &options->strict,
      N_ ("End with status 3 where a figure differs or does not add up"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  int status
      = sx_command_parse (argc, argv, "PLAN.gpkg|FIGURES.json DRAFT", 2,
                          _ ("Holds the figures of a draft (.odt, .docx, .txt) against a scheme as it is "
                             "evaluated, or against "
                             "published figures, and tells those that differ, with the right ones."),
                          entries, operands);

  if (status == SX_GO_ON && !sx_option_format (options->format, &options->is_json, &error))
    status = sx_command_usage (argv[0], "%s", error->message);
  return status;
}

/* ---- the state */

static SxProofState *
state_of_figures (const char *file, GError **error)
{
  g_autofree char *text = NULL, *shown = g_filename_display_basename (file);
  g_autoptr (GError) problem = NULL;
  gsize length;

  if (g_file_get_contents (file, &text, &length, &problem))
    return sx_proof_state_parse (text, (gssize)length, shown, error);
  g_set_error (error, SX_ERROR, SX_ERROR_UNREADABLE, _ ("“%s” cannot be read: %s."), shown, problem->message);
  return NULL;
}

static SxProofState *
state_of_plan (const char *file, SxPlanOptions *options, GError **error)
{
  g_autoptr (SxOpenedPlan) opened = NULL;
  g_autoptr (SxResult) result = NULL;
  g_autoptr (SxDelivery) delivery = NULL;
  SxMetric metric;

  options->cancellable = sx_interrupt_cancellable ();
  options->also = SX_DELIVERY_CITY_ZONES;
  if (!(opened = sx_opened_plan_new (file, options, error)))
    return NULL;
  sx_opened_plan_tell_flaws (opened);
  metric = (SxMetric){ opened->plan->plane, opened->mode == SX_AREA_PLANAR };
  if (!(result = sx_evaluator_result (opened->evaluator, error)))
    return NULL;
  delivery
      = sx_delivery_new (opened->plan, opened->scheme, result, &metric, sx_interrupt_cancellable (), error);
  return delivery ? sx_proof_state_new (delivery, error) : NULL;
}

/* ---- the answer */

static gboolean
is_shown (const SxProofOptions *options, const SxProofItem *item)
{
  return options->all || (item->kind != SX_PROOF_AGREES && item->kind != SX_PROOF_UNKNOWN);
}

static const char *const kind_names[SX_N_PROOF_KINDS] = {
  [SX_PROOF_DIFFERS] = "differs", [SX_PROOF_SUM] = "sum",         [SX_PROOF_UNSURE] = "unsure",
  [SX_PROOF_AGREES] = "agrees",   [SX_PROOF_UNKNOWN] = "unknown",
};

static void
write_item (SxJsonWriter *writer, const SxProofItem *item)
{
  static const char *const certainties[] = { "low", "medium", "high" };

  sx_json_writer_begin_object (writer, NULL);
  sx_json_writer_string (writer, "kind", kind_names[item->kind]);
  sx_json_writer_string (writer, "certainty", certainties[item->certainty]);
  if (item->paragraph)
    sx_json_writer_integer (writer, "paragraph", item->paragraph);
  else
    {
      sx_json_writer_integer (writer, "table", item->table);
      sx_json_writer_integer (writer, "row", item->row);
      sx_json_writer_integer (writer, "column", item->column);
    }
  sx_json_writer_string (writer, "subject", item->subject);
  sx_json_writer_string (writer, "said", item->said);
  sx_json_writer_string (writer, "right", item->right);
  sx_json_writer_string (writer, "quote", item->quote);
  sx_json_writer_string (writer, "remark", item->remark);
  sx_json_writer_end (writer);
}

static char *
to_json (const SxProof *proof, const SxProofOptions *options)
{
  g_autoptr (SxJsonWriter) writer = sx_json_writer_new (TRUE);

  sx_json_writer_begin_object (writer, NULL);
  sx_json_writer_string (writer, "state", proof->state);
  sx_json_writer_begin_object (writer, "counts");
  for (guint kind = 0; kind < SX_N_PROOF_KINDS; kind++)
    sx_json_writer_integer (writer, kind_names[kind], proof->n[kind]);
  sx_json_writer_end (writer);
  sx_json_writer_begin_array (writer, "items");
  for (guint i = 0; i < proof->items->len; i++)
    if (is_shown (options, proof->items->pdata[i]))
      write_item (writer, proof->items->pdata[i]);
  return sx_json_writer_take (writer);
}

static void
append_item (GString *text, const SxProofItem *item)
{
  g_autofree char *place = sx_proof_item_place (item), *quote = sx_text_clean (item->quote);

  g_string_append_printf (text, "%s  %s", sx_proof_kind_words (item->kind), place);
  if (item->kind != SX_PROOF_UNKNOWN)
    g_string_append_printf (text, "  (%s)", sx_proof_certainty_words (item->certainty));
  g_string_append_printf (text, "\n    %s\n", quote);
  if (item->subject)
    g_string_append_printf (text, "    %s: ", item->subject);
  else
    g_string_append (text, "    ");
  if (item->right)
    /* Translators: a figure of the draft, and the right one */
    g_string_append_printf (text, _ ("the draft says %s, right is %s"), item->said, item->right);
  else
    g_string_append (text, item->said);
  g_string_append_printf (text, "%s%s\n", item->remark ? "  " : "", item->remark ? item->remark : "");
}

static char *
to_text (const SxProof *proof, const SxProofOptions *options)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < proof->items->len; i++)
    if (is_shown (options, proof->items->pdata[i]))
      append_item (text, proof->items->pdata[i]);
  if (text->len)
    g_string_append_c (text, '\n');
  for (guint kind = 0; kind < SX_N_PROOF_KINDS; kind++)
    g_string_append_printf (text, "%s%s %u", kind ? ", " : "", sx_proof_kind_words ((SxProofKind)kind),
                            proof->n[kind]);
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

int
sx_command_proof (int argc, char **argv)
{
  g_auto (GStrv) operands = NULL;
  g_auto (SxProofOptions) options = { 0 };
  g_autoptr (SxManuscript) draft = NULL;
  g_autoptr (SxProofState) state = NULL;
  g_autoptr (SxProof) proof = NULL;
  g_autofree char *text = NULL;
  GError *error = NULL;
  int status = parse (argc, argv, &options, &operands);

  if (status != SX_GO_ON)
    return status;
  if (!(draft = sx_manuscript_read (operands[1], sx_interrupt_cancellable (), &error)))
    return sx_command_fail (error);
  state = g_str_has_suffix (operands[0], ".json") ? state_of_figures (operands[0], &error)
                                                  : state_of_plan (operands[0], &options.plan, &error);
  if (!state || !(proof = sx_proof_new (draft, state, sx_interrupt_cancellable (), &error)))
    return sx_command_fail (error);
  text = options.is_json ? to_json (proof, &options) : to_text (proof, &options);
  if (!sx_command_print (text, &error))
    return sx_command_fail (error);
  return options.strict && proof->n[SX_PROOF_DIFFERS] + proof->n[SX_PROOF_SUM] > 0 ? SX_EXIT_STRICT
                                                                                   : SX_EXIT_DONE;
}
