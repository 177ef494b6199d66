#!/bin/sh
# Prints what a built program runs with, as CycloneDX 1.5: the Debian packages of every library that it loads. sbom.sh PROGRAM
set -eu
program=$1
version=$("$program" version | sed -n '1s/^mau03 \([^,]*\),.*/\1/p')
commit=$("$program" version | sed -n 's/^commit //p')
debian=$(. /etc/os-release && printf '%s' "${VERSION_ID:-}")

# The package of a library file; on a merged /usr dpkg may know it by either name.
package_of() {
	for name in "$1" "/usr$1" "${1#/usr}"; do
		found=$(dpkg-query -S "$name" 2>/dev/null | head -n 1 | cut -d: -f1) || continue
		[ -z "$found" ] || { printf '%s\n' "$found"; return; }
	done
}

licence_of() {
	case $1 in
	libmicrohttpd*) echo LGPL-2.1-or-later ;;
	libsqlite3*) echo blessing ;;
	libcjson* | libutf8proc*) echo MIT ;;
	libsodium*) echo ISC ;;
	zlib1g) echo Zlib ;;
	libzbar*) echo LGPL-2.1-or-later ;;
	libjpeg62-turbo*) echo "IJG AND BSD-3-Clause AND Zlib" ;;
	libpng16*) echo libpng-2.0 ;;
	libxlsxwriter*) echo "BSD-2-Clause AND BSD-3-Clause AND MPL-2.0" ;;
	libminizip*) echo Zlib ;;
	libpango*) echo LGPL-2.0-or-later ;;
	libcairo2*) echo "LGPL-2.1-only OR MPL-1.1" ;;
	libfontconfig1*) echo HPND ;;
	libzip4*) echo BSD-3-Clause ;;
	libexpat1*) echo MIT ;;
	libcsv3*) echo LGPL-2.1-or-later ;;
	libqrencode4*) echo LGPL-2.1-or-later ;;
	libglib2* | libfribidi0*) echo LGPL-2.1-or-later ;;
	libharfbuzz*) echo MIT-Modern-Variant ;;
	libfreetype6*) echo "FTL OR GPL-2.0-or-later" ;;
	libpixman* | libx11* | libxcb* | libxext6* | libxrender1* | libxau6* | libxdmcp6*) echo MIT ;;
	libssl3*) echo Apache-2.0 ;;
	libctemplate*) echo BSD-3-Clause ;;
	libc6) echo LGPL-2.1-or-later ;;
	libgnutls* | libidn2* | libtasn1* | libunistring*) echo LGPL-2.1-or-later ;;
	libstdc++* | libgcc*) echo GPL-3.0-or-later WITH GCC-exception-3.1 ;;
	esac
}

component() {
	set -- "$1" "$(dpkg-query -W -f='${Version}' "$1" | head -n 1)" "$(dpkg-query -W -f='${Architecture}' "$1" | head -n 1)" \
		"$(dpkg-query -W -f='${Homepage}' "$1" | head -n 1)"
	purl="pkg:deb/debian/$(printf '%s' "$1" | sed 's/+/%2B/g')@$(printf '%s' "$2" | sed 's/:/%3A/g; s/+/%2B/g')?arch=$3&distro=debian-$debian"
	printf '    {\n      "type": "library",\n      "bom-ref": "%s",\n      "name": "%s",\n      "version": "%s",\n      "purl": "%s"' \
		"$1" "$1" "$2" "$purl"
	licence=$(licence_of "$1")
	[ -z "$licence" ] || printf ',\n      "licenses": [{ "expression": "%s" }]' "$licence"
	[ -z "$4" ] || printf ',\n      "externalReferences": [{ "type": "website", "url": "%s" }]' "$4"
	printf '\n    }'
}

packages=$(ldd "$program" | sed -n 's/.* => \(\/[^ ]*\) .*/\1/p' | while read -r file; do package_of "$file"; done | LC_ALL=C sort -u)
cat <<END
{
  "\$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
  "bomFormat": "CycloneDX",
  "specVersion": "1.5",
  "version": 1,
  "metadata": {
    "component": {
      "type": "application",
      "bom-ref": "mau03",
      "name": "mau03",
      "version": "$version",
      "licenses": [{ "expression": "MIT" }],
      "properties": [{ "name": "commit", "value": "$commit" }]
    }
  },
  "components": [
END
separator=
for package in $packages; do
	printf '%s' "$separator"
	component "$package"
	separator=',
'
done
printf '\n  ],\n  "dependencies": [\n    { "ref": "mau03", "dependsOn": ['
separator=
for package in $packages; do
	printf '%s"%s"' "$separator" "$package"
	separator=', '
done
printf '] }\n  ]\n}\n'
