#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run-display.sh PROGRAM [ARGUMENT…]: runs it in an X server without a screen, with settings and a message bus of its own.
set -eu
folder=$(mktemp -d)
server=
trap 'test -z "$server" || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
if test -z "${DISPLAY:-}" || test -z "${SANXIAN_TEST_ON_SCREEN:-}"; then
  mkfifo "$folder/number"
  Xvfb -displayfd 3 -screen 0 1440x900x24 -nolisten tcp 3>"$folder/number" 2>/dev/null &
  server=$!
  read -r number <"$folder/number"
  DISPLAY=:$number
  export DISPLAY
fi
for name in HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR; do
  mkdir -m 700 "$folder/$name"
  export "$name=$folder/$name"
done
unset WAYLAND_DISPLAY LANGUAGE
export GDK_BACKEND=x11 GSK_RENDERER=cairo GSETTINGS_BACKEND=memory GTK_A11Y="${GTK_A11Y:-test}" GIO_USE_VFS=local NO_AT_BRIDGE=1
status=0
dbus-run-session -- "$@" 2>"$folder/errors" || status=$?
# what the message bus of a container always says
grep -v 'Failed to set fd limit' "$folder/errors" >&2 || true
exit $status
