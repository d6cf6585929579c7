# Entente on a machine that has make and a C compiler:
#   make demo     what is missing, the build, and the balance sheet of a pact of Russia and China
#   make check    the same, then every test
# The build itself is CMake's; what each step does is in scripts/ and CMakePresets.json.
# DEPS=true leaves out the installing of packages: make demo DEPS=true
DEPS ?= scripts/deps
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
PREFIX ?= /usr/local
FUZZ_SECONDS ?= 3600
DOWNLOADS ?= downloads
SCENARIO ?= scenarios/great-powers-2016.yaml

export JOBS

.PHONY: help demo build check check-long fuzz bench models install clean

help:
	@echo 'make demo        install what is missing, build, run $(SCENARIO)'
	@echo 'make check       the same set-up, then all tests, with sanitizers too, and a short fuzz run'
	@echo 'make build       build the command, the libraries and the manual page'
	@echo 'make install     install below PREFIX ($(PREFIX)); DESTDIR is heeded'
	@echo 'make check-long  all tests with sanitizers, a part under valgrind'
	@echo 'make fuzz        search for inputs that break a reader, FUZZ_SECONDS ($(FUZZ_SECONDS)) in all'
	@echo 'make bench       measure, one line of JSON a case'
	@echo 'make models      fit models/ anew, on your own DOWNLOADS ($(DOWNLOADS)) of COW and ATOP'
	@echo 'make clean       remove build/ and out/'

demo:
	@$(DEPS) build
	@scripts/build entente
	build/entente run $(SCENARIO)

build:
	@$(DEPS) build
	@scripts/build

check:
	@$(DEPS) check
	@scripts/check

check-long:
	@$(DEPS) long
	@scripts/check-long

fuzz:
	@$(DEPS) check
	@scripts/fuzz $(FUZZ_SECONDS)

bench:
	@$(DEPS) build
	@scripts/bench

models: build
	@scripts/models $(DOWNLOADS)

install: build
	cmake --install build --prefix $(PREFIX)
	@if [ -z "$(DESTDIR)" ] && [ "$$(id -u)" = 0 ]; then ldconfig; fi

clean:
	rm -rf build out
