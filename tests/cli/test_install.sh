#!/bin/sh
# make install and uninstall into a folder of ours, the units, the list of parts, and what version says.
set -u
. "$(dirname "$0")/harness.sh"
top=$(cd "$here/../.." && pwd)

# The plain build beside the sanitizer's, which `make test` made before.
runs() { # NAME COMMAND...: must do what it is asked
	name=$1
	shift
	if "$@" > out 2> err; then report "$name" true; else report "$name" false; fi
}

runs "install" make -s -C "$top" install DESTDIR="$work/root" PREFIX=/opt/mau03
prefix=root/opt/mau03
holds "the program runs" "$prefix/bin/mau03" version
"$prefix/bin/mau03" init --data cost > /dev/null 2>&1
holds "it hashes passwords at full cost" sh -c "sqlite3 cost/mau03.db 'SELECT password_hash FROM app_user' | grep -q '^.argon2id.v=19.m=65536,t=2,p=1.'"
for file in lib/systemd/system/mau03.service lib/systemd/system/mau03-backup.service lib/systemd/system/mau03-backup.timer \
	lib/sysusers.d/mau03.conf lib/tmpfiles.d/mau03.conf share/man/man1/mau03.1 share/man/vi/man1/mau03.1 \
	share/bash-completion/completions/mau03 share/doc/mau03/LICENSE share/doc/mau03/README.md share/doc/mau03/nginx.conf; do
	holds "$file is there, readable for all" test "$(stat -c %a "$prefix/$file")" = 644
done
holds "nothing lies outside the prefix" test "$(find root -type f ! -path 'root/opt/mau03/*' | wc -l)" = 0
holds "the units name the prefix" grep -q '^ExecStart=/opt/mau03/bin/mau03 serve ' "$prefix/lib/systemd/system/mau03.service"
holds "and nothing of the build" sh -c "! grep -rE '@PREFIX@|$work|$top' $prefix/lib $prefix/share/doc/mau03/nginx.conf"
if command -v systemd-analyze > /dev/null; then
	sed -i "s|/opt/mau03|$work/$prefix|g" "$prefix"/lib/systemd/system/*
	runs "the units are right" systemd-analyze verify "$prefix"/lib/systemd/system/mau03*
	holds "and nothing is said about them" test ! -s err
	score=$(systemd-analyze security --offline=yes "$prefix/lib/systemd/system/mau03.service" 2> /dev/null | sed -n 's/.*exposure level for [^:]*: \([0-9]*\).*/\1/p')
	holds "the service is confined (exposure $score)" test "${score:-9}" -le 1
fi
runs "install again" make -s -C "$top" install DESTDIR="$work/root" PREFIX=/opt/mau03
runs "uninstall" make -s -C "$top" uninstall DESTDIR="$work/root" PREFIX=/opt/mau03
holds "nothing of ours is left" test "$(find root -type f | wc -l)" = 0

runs "sbom" make -s -C "$top" sbom
cp out sbom.json
runs "sbom is CycloneDX with our libraries" node -e '
	const { readFileSync } = require("node:fs"), { strictEqual, ok } = require("node:assert");
	const bom = JSON.parse(readFileSync("sbom.json", "utf8")), names = bom.components.map((part) => part.name);
	strictEqual(`${bom.bomFormat} ${bom.specVersion} ${bom.metadata.component.name}`, "CycloneDX 1.5 mau03");
	for (const wanted of [/^libmicrohttpd/, /^libsqlite3/, /^libcjson/, /^libsodium/, /^libutf8proc/, /^zlib1g/, /^libzbar0/, /^libjpeg62-turbo/, /^libpng16/, /^libxlsxwriter/, /^libminizip/, /^libzip4/, /^libexpat1/, /^libcsv3/, /^libctemplate/, /^libgnutls/, /^libc6/])
		ok(names.some((name) => wanted.test(name)), String(wanted));
	for (const part of bom.components)
		ok(part.version && /^pkg:deb\/debian\/[^@+]+@[^?+]+\?arch=/.test(part.purl), part.purl);
	strictEqual(new Set(names).size, names.length);'

expect "version" 0 version
for library in libmicrohttpd SQLite cJSON libsodium utf8proc zlib ZBar libjpeg-turbo libpng libxlsxwriter libzip Expat libcsv ctemplate; do
	holds "version names $library" grep -qE "^$library [0-9]+\.[0-9]" out
done
holds "version names the commit" grep -qE '^commit ([0-9a-f]{40}\+?|unknown)$' out

finish
