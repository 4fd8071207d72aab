# The two commands of README.md. Each installs what is missing (Debian; elsewhere it names it) and builds first.
CLI = build/src/cli/sanxian-cli

.PHONY: run check build clean

# Without a window yet: makes up a county and prints the indicator panel of its scheme.
run: out/sample.gpkg
	@$(CLI) evaluate $<

check:
	@.ci/install check
	@.ci/check

build:
	@.ci/install run
	@test -f build/build.ninja || meson setup build >build.log 2>&1 || { cat build.log; exit 1; }
	@rm -f build.log
	@meson compile -C build sanxian-cli:executable sanxian-gmo

# 20 000 parcels, kept until the code that makes them changes.
out/sample.gpkg: $(wildcard src/sample/*.[ch] src/cli/sx-command-sample.c) meson.build | build
	@mkdir -p out
	@rm -f $@
	@$(CLI) sample $@

clean:
	rm -rf build build-check build-asan build-tsan out
