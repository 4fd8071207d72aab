# The two commands of README.md. Each installs what is missing (Debian; elsewhere it names it) and builds first.
CLI = build/src/cli/sanxian-cli
APP = build/app/sanxian

.PHONY: run check build clean

# Opens the window on a made-up county and its scheme. Without a display it prints the panel as text, then opens the window
# on a display of its own, draws a plot as a planner would, and leaves a picture.
run: out/sample.gpkg
	@if test -n "$$DISPLAY$$WAYLAND_DISPLAY"; then \
	  $(APP) $<; \
	else \
	  $(CLI) evaluate $< && .ci/install check && /usr/bin/python3 tests/window/tour.py $(APP) $(CLI) $< out/window.png; \
	fi

check:
	@.ci/install check
	@.ci/check

build:
	@.ci/install run
	@test -f build/build.ninja || meson setup build >build.log 2>&1 || { cat build.log; exit 1; }
	@rm -f build.log
	@ninja --quiet -C build app/sanxian src/cli/sanxian-cli sanxian-gmo resources/gschemas.compiled

# 20 000 parcels, kept until the code that makes them changes.
out/sample.gpkg: $(wildcard src/sample/*.[ch] src/cli/sx-command-sample.c) meson.build | build
	@mkdir -p out
	@rm -f $@
	@$(CLI) sample $@

clean:
	rm -rf build build-check build-asan build-tsan out
