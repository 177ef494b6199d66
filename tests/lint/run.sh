#!/bin/sh
# Everything that is found without running: warnings of gcc and clang, cppcheck, ESLint, lengths, floors, templates, words of the tools.
set -eu
cd "$(dirname "$0")/../.."
failed=0
step() {
	name=$1
	shift
	if "$@"; then echo "ok $name"; else echo "FAIL $name"; failed=1; fi
}
libraries=$(pkg-config --cflags-only-I pangocairo libzip | sed 's/-I/-isystem /g')
SOURCES=$(find src -name '*.c' | sort)
# Some of our files need a header that is read before what is banned (Makefile).
clang_some() {
	first=$1
	shift
	# shellcheck disable=SC2086
	printf '%s\n' "$@" | xargs -P2 -n8 clang -std=c17 -fsyntax-only -D_GNU_SOURCE -DCHECK_TEMPLATES -Isrc -Wall -Wextra -Wpedantic -Wshadow -Wconversion \
		-Wno-sign-conversion -Wstrict-prototypes -Wmissing-prototypes -Werror $libraries $first -include src/base/banned.h
}
clang_warnings() {
	early='^#include <xlsxwriter.h>'
	# shellcheck disable=SC2046,SC2086
	clang_some '' $(grep -L "$early" $SOURCES) && clang_some '-include xlsxwriter.h' $(grep -l "$early" $SOURCES)
}
cpp_check() {
	mkdir -p build/cppcheck
	cppcheck --cppcheck-build-dir=build/cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 --suppress=missingIncludeSystem \
		--suppress=normalCheckLevelMaxBranches -j2 -Isrc -D_GNU_SOURCE -DCHECK_TEMPLATES src
}
absolute_paths() {
	! grep -rnE '(^|[^a-zA-Z])/(home|work|root|tmp/[a-z])' --include='*.[ch]' --include='*.mjs' --include='*.sh' --include='*.html' src templates static \
		migrations
}
step "gcc warnings" make -s DEVELOPER=1 all
step "clang warnings" clang_warnings
step "cppcheck" cpp_check
step "ESLint" tests/node_modules/.bin/eslint --config tests/eslint.config.mjs static tests
step "no machine paths" absolute_paths
for check in floors rooms moves questions functions templates classes markers comments documents words sql; do
	node "tests/lint/$check.mjs" || failed=1
done
exit $failed
