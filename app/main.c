/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sanxian: the editor. */
#include "sx-application.h"

#include "base/sx-i18n.h"
#include "base/sx-locale.h"

int
main (int argc, char **argv)
{
  g_autoptr (SxApplication) application = NULL;

  sx_locale_init ();
  gtk_disable_setlocale (); /* it is set, also where the system lacks the one its user names */
  textdomain (SX_GETTEXT_DOMAIN);
  g_set_application_name (_ ("Sanxian"));
  application = sx_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
