#!/bin/sh
# Runs every test and sums them up: unit (cmocka), fuzz targets over their seeds, commands, HTTP, faults, browser, lint.
# The closing line is "N passed, N failed".
set -u
cd "$(dirname "$0")/.."
export MAU03="$PWD/build/asan/mau03"
export ASAN_OPTIONS=abort_on_error=0:detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
passed=0 failed=0
out=build/test-output
mkdir -p "$out"

add() {
	passed=$((passed + $1))
	failed=$((failed + $2))
}

# One suite: its name, how its lines are counted, and its command.
suite() {
	name=$1 log="$out/$(printf '%s' "$1" | tr ' /' '--').log"
	shift
	"$@" > "$log" 2>&1
	status=$?
	good=$(grep -cE '^(\[       OK \]|ok )' "$log")
	bad=$(grep -cE '^(\[  FAILED  \] [a-z0-9_]+$|FAIL )' "$log")
	[ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
	[ "$good" -gt 0 ] || [ "$bad" -gt 0 ] || bad=1
	add "$good" "$bad"
	if [ "$bad" -gt 0 ]; then
		echo "FAIL $name: $bad failed (exit $status)"
		grep -vE '^(\[ RUN|\[       OK|ok )' "$log" | tail -n 60
	else
		echo "ok $name: $good"
	fi
}

for test in build/asan/tests/unit/*/test_*; do
	case $test in *.o | *.d) continue ;; esac
	suite "unit ${test#build/asan/tests/unit/}" "$test"
done
for target in build/fuzz/tests/fuzz/fuzz_*; do
	case $target in *.o | *.d) continue ;; esac
	name=${target##*/fuzz_}
	suite "fuzz $name" sh tests/fuzz/run.sh "$target" "tests/fuzz/corpus/$name" "${FUZZ_RUNS:-100000}"
done
for script in tests/cli/test_*.sh; do
	suite "commands ${script##*/}" sh "$script"
done
suite "HTTP" node tests/http/run.mjs
suite "faults" env MAU03="$PWD/build/mau03" node tests/faults/run.mjs
suite "browser" node tests/browser/run.mjs
suite "lint" sh tests/lint/run.sh
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
