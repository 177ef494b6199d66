# mau03: build, run and test. README.md says what a user needs of it, src/README.md what an engineer needs.
#
# VARIANT chooses a build beside the plain one: asan (AddressSanitizer, and gcov's counters: the tests run on it), ubsan (UBSan alone, for the
# unit programs, which the other build runs under AddressSanitizer; gcov would count UBSan's own branches), tsan, fuzz (clang, libFuzzer).
# DEVELOPER=1 turns warnings into errors; the tests and lint set it.

.DEFAULT_GOAL := all
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:

VERSION := 0.1.0
PORT ?= 8080
DATA ?= data
PREFIX ?= /usr/local
SECONDS ?= 30

include src/deps.mk

CC = gcc
CXX = g++
VARIANT ?=
BUILD := build$(if $(VARIANT),/$(VARIANT))
LIBS := libmicrohttpd sqlite3 libcjson libsodium libutf8proc zlib zbar libjpeg libpng xlsxwriter pangocairo fontconfig libzip libqrencode expat
WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wundef -Wformat=2 -Wwrite-strings -Wcast-qual -Wvla \
	-Wpointer-arith -Wswitch-enum -Wmissing-declarations $(if $(DEVELOPER),-Werror)
C_WARNINGS := $(WARNINGS) -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition
OPTIMISE := -O2 -g
SANITIZE :=
LINKER :=
CHECKS :=
ifneq ($(VARIANT),)
OPTIMISE := -O1 -g1 -fno-omit-frame-pointer
LINKER := -fuse-ld=lld
endif
# Where its counters are written stands in each object, so the folder keeps its name in this build.
PREFIX_MAP := -ffile-prefix-map=$(CURDIR)=.
ifeq ($(VARIANT),asan)
SANITIZE := -fsanitize=address --coverage -fprofile-update=atomic -fPIC -DWITH_COUNTERS
PREFIX_MAP := -fdebug-prefix-map=$(CURDIR)=. -fmacro-prefix-map=$(CURDIR)=.
CHECKS := -DCHECK_TEMPLATES -DCHECK_RULES -DCHEAP_PASSWORDS
else ifeq ($(VARIANT),ubsan)
SANITIZE := -fsanitize=undefined -fno-sanitize-recover=undefined -fPIC
CHECKS := -DCHECK_TEMPLATES -DCHECK_RULES -DCHEAP_PASSWORDS
else ifeq ($(VARIANT),tsan)
SANITIZE := -fsanitize=thread -fPIC
else ifeq ($(VARIANT),fuzz)
CC = clang
CXX = clang++
SANITIZE := -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
endif
PLATFORM := -D_GNU_SOURCE -Isrc -I$(BUILD)/gen -pthread -fstack-protector-strong \
	$(PREFIX_MAP) $(if $(SANITIZE),-DSANITIZED,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2) $(CHECKS)
CFLAGS = -std=c17 $(OPTIMISE) $(SANITIZE) $(PLATFORM) $(C_WARNINGS) $(FIRST) -include src/base/banned.h
CXXFLAGS = -std=c++17 $(OPTIMISE) $(SANITIZE) $(PLATFORM) $(WARNINGS)
LDFLAGS = $(SANITIZE) $(LINKER) -pthread -Wl,--as-needed -Wl,-z,relro,-z,now
LDLIBS = $(shell pkg-config --libs $(LIBS)) -lctemplate -lcsv -lstdc++ -lm

# names.c checks what is put into templates, in the builds that do.
SOURCES := $(sort $(filter-out $(if $(CHECKS),,src/view/names.c),$(shell find src -name '*.c')))
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/src/view/tmpl.o $(BUILD)/gen/assets.o $(BUILD)/gen/asset-data.o $(BUILD)/gen/build.o
PARTS := $(filter-out $(BUILD)/src/main.o,$(OBJECTS))

all: $(BUILD)/mau03

$(BUILD)/mau03: $(OBJECTS)
	@echo '  LD  $@'
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# libxlsxwriter's header has macros with what banned.h bans, so it is read before.
$(patsubst %.c,$(BUILD)/%.o,$(shell grep -l '^#include <xlsxwriter.h>' $(SOURCES))): FIRST := -include xlsxwriter.h

# The headers of the libraries that draw stand in folders of their own.
$(patsubst %.c,$(BUILD)/%.o,$(filter src/document/%,$(SOURCES))): FIRST := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags-only-I pangocairo libzip))

$(BUILD)/%.o: %.c | $(BUILD)/packages-found
	@mkdir -p $(@D)
	@echo '  CC  $<'
	@rm -f $(@:.o=.gcda)
	@$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/src/view/tmpl.o: src/view/tmpl.cc | $(BUILD)/packages-found
	@mkdir -p $(@D)
	@echo '  CXX $<'
	@$(CXX) $(CXXFLAGS) -MMD -MP -c -o $@ $<

# ---- embedded files: sorted by name, so that two builds of one tree are equal; schema.sql is for readers ----
ASSETS := $(filter-out migrations/schema.sql static/tokens.css, $(sort $(shell find templates static migrations src/form -type f \( -name '*.html' -o -name '*.css' \
	-o -name '*.js' -o -name '*.svg' -o -name '*.sql' -o -name '*.json' -o -name '*.tsv' \))) $(sort $(wildcard src/workflow/area/*.tsv src/cli/demo/*.tsv src/cli/demo/answers/*.tsv)))

# Each style sheet begins with the tokens.
STYLES := $(BUILD)/gen/mau03.css $(BUILD)/gen/print.css
$(STYLES): $(BUILD)/gen/%.css: static/tokens.css static/%.css
	@mkdir -p $(@D)
	@echo '  GEN $@'
	@cat $^ > $@

$(BUILD)/gen/assets.c $(BUILD)/gen/asset-data.S &: $(ASSETS) $(STYLES) src/embed.sh $(BUILD)/gen/asset-names
	@echo '  GEN $(BUILD)/gen/assets.c'
	@sh src/embed.sh $(BUILD)/gen $(ASSETS)

# Changes only when the list of files does, so that a removed file is noticed too.
$(BUILD)/gen/asset-names: FORCE
	@mkdir -p $(@D)
	@echo '$(ASSETS)' | cmp -s - $@ || echo '$(ASSETS)' > $@

$(BUILD)/gen/assets.o: $(BUILD)/gen/assets.c
	@echo '  CC  $<'
	@$(CC) $(CFLAGS) -c -o $@ $<

$(BUILD)/gen/asset-data.o: $(BUILD)/gen/asset-data.S
	@echo '  AS  $<'
	@$(CC) -c -o $@ $<

# ---- version and commit: one small object, compiled again only when they change ----
$(BUILD)/gen/build.c: FORCE
	@mkdir -p $(@D)
	@sh src/build.sh $(VERSION) > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(BUILD)/gen/build.o: $(BUILD)/gen/build.c
	@echo '  CC  $<'
	@$(CC) $(CFLAGS) -c -o $@ $<

# ---- packages ----
$(BUILD)/packages-found:
	@mkdir -p $(@D)
	@missing=; for p in $(BUILD_PACKAGES); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then echo "Missing packages:$$missing" >&2; echo "Run: make deps" >&2; exit 1; fi
	@touch $@

deps:
	@sh src/install-packages.sh $(BUILD_PACKAGES)

# ---- running ----
run: deps
	@$(MAKE) --no-print-directory -j$$(nproc) all
	@if [ ! -e $(DATA)/mau03.db ]; then mkdir -p -m 700 $(DATA) && build/mau03 demo --data $(DATA); fi
	@build/mau03 serve --data $(DATA) --listen 127.0.0.1:$(PORT)

include src/operation/operation.mk
include tests/tests.mk

clean:
	rm -rf build

FORCE:
.PHONY: all deps run test lint bench fuzz clean FORCE

-include $(shell find $(BUILD)/src $(BUILD)/tests -name '*.d' 2>/dev/null)
