# Tests and lint. `make test` installs what they need, builds and runs everything.

UNIT_SOURCES := $(sort $(shell find tests/unit -name 'test_*.c' 2>/dev/null))
UNIT_HELPERS := $(filter-out $(UNIT_SOURCES),$(sort $(shell find tests/unit -name '*.c' 2>/dev/null)))
UNIT_TESTS := $(UNIT_SOURCES:%.c=$(BUILD)/%)
FUZZ_TARGETS := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))

# The parts are linked once, into a library that every test program shares.
$(BUILD)/libmau03.so: $(PARTS)
	@echo '  LD  $@'
	@$(CC) $(LDFLAGS) -shared -Wl,-soname,libmau03.so -o $@ $^ $(LDLIBS)

# These put functions of their own in the place of those that the parts ask for: migrations of their own; a count of the searches in a picture;
# a row of the table of moves with a need more; an hour that passes when the test says so.
WRAPPED := $(addprefix $(BUILD)/tests/unit/,cli/test_open exchange/test_photo job/test_job workflow/test_gate)
$(BUILD)/tests/unit/cli/test_open: WRAP := asset_list
$(BUILD)/tests/unit/exchange/test_photo: WRAP := zbar_scan_image
$(BUILD)/tests/unit/job/test_job: WRAP := pthread_cond_timedwait
$(BUILD)/tests/unit/workflow/test_gate: WRAP := transition_find
$(WRAPPED): %: %.o $(PARTS)
	@echo '  LD  $@'
	@$(CC) $(LDFLAGS) -Wl,--wrap=$(WRAP) -o $@ $^ $(LDLIBS) -lcmocka

# A test links the helpers of its own folder.
.SECONDEXPANSION:
$(filter-out $(WRAPPED),$(UNIT_TESTS)): $(BUILD)/%: $(BUILD)/%.o $(BUILD)/libmau03.so $$(patsubst %.c,$(BUILD)/%.o,$$(filter $$(dir $$*)%,$(UNIT_HELPERS)))
	@echo '  LD  $@'
	@$(CC) $(LDFLAGS) -Wl,-rpath,'$$ORIGIN/../../..' -o $@ $^ $(LDLIBS) -lcmocka

# A fuzz target takes what it parses with, and no more is compiled for it than the rooms of parsers.
FUZZ_PARTS := $(filter $(addprefix $(BUILD)/src/,base/% text/% form/% acceptance/% http/% exchange/% document/% cli/check.o store/access/id_list.o) $(BUILD)/gen/%,$(PARTS))
$(BUILD)/parsers.a: $(FUZZ_PARTS)
	@echo '  AR  $@'
	@rm -f $@
	@ar rcs $@ $^

$(FUZZ_TARGETS): $(BUILD)/%: $(BUILD)/%.o $(BUILD)/parsers.a
	@echo '  LD  $@'
	@$(CXX) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)

# Prints the statements for the suite that has PostgreSQL prepare them; write the workbook and the paper that LibreOffice reads.
STATEMENTS := $(BUILD)/tests/postgres/statements
WORKBOOK := $(BUILD)/tests/office/workbook
PAPER := $(BUILD)/tests/office/paper
$(STATEMENTS) $(WORKBOOK) $(PAPER): %: %.o $(BUILD)/libmau03.so
	@echo '  LD  $@'
	@$(CC) $(LDFLAGS) -Wl,-rpath,'$$ORIGIN/../..' -o $@ $^ $(LDLIBS)

unit-tests: $(UNIT_TESTS) $(STATEMENTS)

fuzz-targets: $(FUZZ_TARGETS)

test-deps: deps
	sh tests/postgres/no-cluster.sh
	sh src/install-packages.sh $(TEST_PACKAGES)
	sh tests/install-node-packages.sh

test: test-deps
	$(MAKE) -s -j$$(nproc) DEVELOPER=1 all $(SHIMS)
	$(MAKE) -s -j$$(nproc) DEVELOPER=1 VARIANT=asan all unit-tests
	$(MAKE) -s -j$$(nproc) DEVELOPER=1 VARIANT=ubsan unit-tests
	$(MAKE) -s -j$$(nproc) VARIANT=fuzz fuzz-targets
	node tests/run.mjs

# Whether the guards see: each patch of tests/mutants/ breaks one promise in a copy, and must be noticed.
mutants: test-deps
	$(MAKE) -s -j$$(nproc) DEVELOPER=1 VARIANT=asan all unit-tests
	node tests/mutants.mjs

# The README's promises on a Debian with nothing in it (root).
fresh:
	sh tests/fresh.sh

# The package on a booted Debian with nothing in it (root): installed, upgraded while somebody saves, removed, purged.
package: test-deps
	sh tests/package/acts.sh

# What takes too long for every change: threads, guards, kills, random actions, fuzzing, a fresh machine, the package, full size, scanners, LibreOffice.
night: race mutants office
	MAU03_ROUNDS=300 $(MAKE) faults
	MAU03_SEED=$$(date +%s) MAU03_ACTIONS=200000 build/asan/tests/unit/workflow/test_property
	$(MAKE) fuzz SECONDS=300
	$(MAKE) fresh
	$(MAKE) package
	$(MAKE) bench
	$(MAKE) audit

# Keeps the seconds that each suite took in the last run; by them the next one is put in order.
times:
	cp build/test-output/times.txt tests/times.txt

# What the last `make test` ran, room by room; KEEP=1 raises the figures that a run may not fall below.
coverage:
	node tests/coverage.mjs $(if $(KEEP),--keep)

# The schema as all migrations together make it.
schema: test-deps
	$(MAKE) -s DEVELOPER=1 all
	sh tests/cli/schema.sh build/mau03 > migrations/schema.sql

lint: test-deps
	sh tests/lint/run.sh

# Longer fuzzing by hand: make fuzz SECONDS=300
fuzz: test-deps
	$(MAKE) -s VARIANT=fuzz fuzz-targets
	for target in $(FUZZ_TARGETS:$(BUILD)/%=build/fuzz/%); do \
		$$target -max_total_time=$(SECONDS) -max_len=8192 tests/fuzz/corpus/$${target##*/fuzz_} || exit 1; done

# Ratios in one run; the large demo databases are made once. make bench SECONDS=2 ROUNDS=1 is a short one, SHEETS=706174 a whole province,
# ONLY=lists,commands some sections.
BENCH_PROGRAMS := load hello insert parse xlsx_plain workbook_plain table_plain
BENCH_SECONDS = $(if $(filter file,$(origin SECONDS)),10,$(SECONDS))

SHIMS := build/bench/slowsync.so build/bench/shift.so

build/bench/%.so: tests/bench/%.c
	@mkdir -p $(@D)
	@echo '  LD  $@'
	@$(CC) -std=gnu17 -O2 -Wall -Wextra -Werror -shared -fPIC -o $@ $< -ldl

build/bench/%.so: tests/faults/%.c
	@mkdir -p $(@D)
	@echo '  LD  $@'
	@$(CC) -std=gnu17 -O2 -Wall -Wextra -Werror -shared -fPIC -o $@ $< -ldl

$(BENCH_PROGRAMS:%=build/bench/%): build/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	@echo '  LD  $@'
	@$(CC) -std=gnu17 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror -o $@ $< -pthread -Wl,--as-needed -lmicrohttpd -lsqlite3 -lcjson -lxlsxwriter -lzip -lexpat

# These drive the program's own parts.
build/bench/access build/bench/duplicates: tests/unit/workflow/made.h tests/unit/store/world.h
build/bench/xlsx build/bench/xlsx_plain: tests/bench/xlsx_rows.h
PART_BENCHES := $(addprefix build/bench/,access duplicates photo table_in xlsx)
$(PART_BENCHES): build/bench/%: tests/bench/%.c $(PARTS)
	@mkdir -p $(@D)
	@echo '  LD  $@'
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(PARTS) $(LDLIBS) -lcmocka

bench-programs: $(BENCH_PROGRAMS:%=build/bench/%) $(PART_BENCHES) $(SHIMS)

bench: test-deps
	$(MAKE) -s DEVELOPER=1 all bench-programs
	SECONDS=$(BENCH_SECONDS) ROUNDS=$(or $(ROUNDS),3) node tests/bench/run.mjs

# Kills, full disks, failing flushes, odd clients and clocks; MAU03_ROUNDS=300 kills 300 times. race: ThreadSanitizer on the whole server, and on two workbooks at once.
faults: test-deps
	$(MAKE) -s DEVELOPER=1 all $(SHIMS)
	MAU03=build/mau03 node tests/faults/run.mjs

race: test-deps
	$(MAKE) -s VARIANT=tsan all build/tsan/tests/unit/exchange/test_xlsx
	setarch -R build/tsan/tests/unit/exchange/test_xlsx
	MAU03=build/tsan/mau03 setarch -R node tests/faults/run.mjs race

# Workbooks and papers as LibreOffice reads them, which is 200 MB: so not with the others.
office: test-deps
	sh src/install-packages.sh libreoffice-calc-nogui libreoffice-writer-nogui
	$(MAKE) -s DEVELOPER=1 all
	$(MAKE) -s DEVELOPER=1 VARIANT=ubsan $(WORKBOOK:build/%=build/ubsan/%) $(PAPER:build/%=build/ubsan/%)
	rm -rf build/papers
	MAU03=build/mau03 PAPERS=build/papers node tests/http/run.mjs measures
	node tests/office/run.mjs build/ubsan/tests/office/workbook build/ubsan/tests/office/paper build/papers

# The pictures of README.md.
screenshots: test-deps
	$(MAKE) -s DEVELOPER=1 all
	MAU03=build/mau03 node tests/browser/pictures.mjs tests/browser/pictures

# The Nu HTML checker on every page in every state, Lighthouse on the pages of each role.
audit: test-deps
	sh src/install-packages.sh default-jre-headless
	npm install --no-audit --no-fund --no-save --prefix build/audit vnu-jar@26.9.27 lighthouse@12.6.1
	$(MAKE) -s DEVELOPER=1 all
	MAU03=build/mau03 node tests/browser/audit.mjs build/audit

.PHONY: fresh package night office mutants times coverage schema unit-tests fuzz-targets test-deps bench bench-programs faults race screenshots audit
.SECONDARY:
