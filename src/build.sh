#!/bin/sh
# Prints the source of base/process/build.h's texts: the version given, the commit, and the libraries that cannot be asked when running.
set -eu
commit=unknown
if [ -e .git ]; then
	# The folder may belong to another user than the one who builds.
	in_tree() { git -c safe.directory="$PWD" "$@" 2>/dev/null; }
	commit=$(in_tree rev-parse HEAD) || commit=unknown
	[ "$commit" = unknown ] || [ -z "$(in_tree status --porcelain -- Makefile src templates static migrations)" ] || commit=$commit+
fi
package() { (dpkg-query -W -f='${Version}' "$1" 2>/dev/null || printf unknown) | sed 's/^[0-9]*://'; }
cat <<END
#include "base/process/build.h"

const char build_version[] = "$1";
const char build_commit[] = "$commit";
const char build_ctemplate[] = "$(package libctemplate-dev)";
const char build_csv[] = "$(package libcsv-dev)";
const char build_jpeg[] = "$(package libjpeg62-turbo-dev)";
const char build_zbar[] = "$(package libzbar-dev)";
END
