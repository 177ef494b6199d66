# Tests and lint. `make test` installs what they need, builds and runs everything.

UNIT_SOURCES := $(sort $(shell find tests/unit -name 'test_*.c' 2>/dev/null))
UNIT_TESTS := $(UNIT_SOURCES:%.c=$(BUILD)/%)

$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(PARTS)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka

unit-tests: $(UNIT_TESTS)

test-deps: deps
	sh src/install-packages.sh $(TEST_PACKAGES)

test: test-deps
	$(MAKE) DEVELOPER=1 all
	$(MAKE) DEVELOPER=1 VARIANT=asan all unit-tests
	sh tests/run.sh

.PHONY: unit-tests test-deps
.SECONDARY:
