/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An input method for tests: as with Pinyin, letters gather in a preedit text, and space or a digit commits a
 * word for them. It keeps for itself every key that a real one would keep, and no other. */
#include <gtk/gtk.h>
#include <gtk/gtkimmodule.h>

#define SX_TYPE_TEST_INPUT_METHOD (sx_test_input_method_get_type ())
G_DECLARE_FINAL_TYPE (SxTestInputMethod, sx_test_input_method, SX, TEST_INPUT_METHOD, GtkIMContext)

struct _SxTestInputMethod
{
  GtkIMContext parent_instance;
  GString *letters;
};

G_DEFINE_DYNAMIC_TYPE (SxTestInputMethod, sx_test_input_method, GTK_TYPE_IM_CONTEXT)

static void
set_letters (SxTestInputMethod *self, const char *letters)
{
  gboolean was_composing = self->letters->len > 0, is_composing = letters[0] != '\0';

  if (!was_composing && is_composing)
    g_signal_emit_by_name (self, "preedit-start");
  g_string_assign (self->letters, letters);
  if (was_composing || is_composing)
    g_signal_emit_by_name (self, "preedit-changed");
  if (was_composing && !is_composing)
    g_signal_emit_by_name (self, "preedit-end");
}

static void
commit (SxTestInputMethod *self, const char *text)
{
  g_autofree char *kept = g_strdup (text);

  set_letters (self, "");
  g_signal_emit_by_name (self, "commit", kept);
}

static gboolean
filter_composing (SxTestInputMethod *self, guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_space:
    case GDK_KEY_1:
      commit (self, "规划");
      return TRUE;
    case GDK_KEY_Return:
      commit (self, self->letters->str);
      return TRUE;
    case GDK_KEY_Escape:
      set_letters (self, "");
      return TRUE;
    case GDK_KEY_BackSpace:
      {
        g_autofree char *shorter = g_strndup (self->letters->str, self->letters->len - 1);

        set_letters (self, shorter);
        return TRUE;
      }
    default:
      return TRUE; /* arrows and the like move among the candidates */
    }
}

static gboolean
sx_test_input_method_filter_keypress (GtkIMContext *context, GdkEvent *event)
{
  SxTestInputMethod *self = SX_TEST_INPUT_METHOD (context);
  guint keyval = gdk_key_event_get_keyval (event);
  GdkModifierType state = gdk_event_get_modifier_state (event);
  gunichar c = gdk_keyval_to_unicode (keyval);

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK) || gdk_key_event_is_modifier (event))
    return FALSE;
  if (gdk_event_get_event_type (event) != GDK_KEY_PRESS)
    return self->letters->len > 0;
  if (c >= 'a' && c <= 'z')
    {
      g_autofree char *longer = g_strdup_printf ("%s%c", self->letters->str, (char)c);

      set_letters (self, longer);
      return TRUE;
    }
  if (self->letters->len > 0)
    return filter_composing (self, keyval);
  if (g_unichar_isprint (c))
    {
      char text[7] = "";

      g_unichar_to_utf8 (c, text);
      commit (self, text);
      return TRUE;
    }
  return FALSE;
}

static void
sx_test_input_method_get_preedit_string (GtkIMContext *context, char **text, PangoAttrList **attributes,
                                         int *cursor)
{
  SxTestInputMethod *self = SX_TEST_INPUT_METHOD (context);

  if (text)
    *text = g_strdup (self->letters->str);
  if (attributes)
    *attributes = pango_attr_list_new ();
  if (cursor)
    *cursor = (int)self->letters->len;
}

static void
sx_test_input_method_reset (GtkIMContext *context)
{
  set_letters (SX_TEST_INPUT_METHOD (context), "");
}

static void
sx_test_input_method_finalize (GObject *object)
{
  g_string_free (SX_TEST_INPUT_METHOD (object)->letters, TRUE);
  G_OBJECT_CLASS (sx_test_input_method_parent_class)->finalize (object);
}

static void
sx_test_input_method_class_init (SxTestInputMethodClass *klass)
{
  GtkIMContextClass *context_class = GTK_IM_CONTEXT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sx_test_input_method_finalize;
  context_class->filter_keypress = sx_test_input_method_filter_keypress;
  context_class->get_preedit_string = sx_test_input_method_get_preedit_string;
  context_class->reset = sx_test_input_method_reset;
}

static void
sx_test_input_method_class_finalize (SxTestInputMethodClass *klass)
{
}

static void
sx_test_input_method_init (SxTestInputMethod *self)
{
  self->letters = g_string_new (NULL);
}

/* What GIO looks for in a module. */
G_MODULE_EXPORT void g_io_test_input_method_load (GIOModule *module);
G_MODULE_EXPORT void g_io_test_input_method_unload (GIOModule *module);
G_MODULE_EXPORT char **g_io_test_input_method_query (void);

void
g_io_test_input_method_load (GIOModule *module)
{
  g_type_module_use (G_TYPE_MODULE (module));
  sx_test_input_method_register_type (G_TYPE_MODULE (module));
  g_io_extension_point_implement (GTK_IM_MODULE_EXTENSION_POINT_NAME, SX_TYPE_TEST_INPUT_METHOD,
                                  "sanxian-test", 1);
}

void
g_io_test_input_method_unload (GIOModule *module)
{
}

char **
g_io_test_input_method_query (void)
{
  static const char *const points[] = { GTK_IM_MODULE_EXTENSION_POINT_NAME, NULL };

  return g_strdupv ((char **)points);
}
