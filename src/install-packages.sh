#!/bin/sh
# Installs the named Debian packages that are not there yet, as root or through sudo.
set -eu
missing=
for package in "$@"; do
	dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
# A node and npm from elsewhere do as well as Debian's.
for tool in nodejs:node npm:npm; do
	case " $missing " in *" ${tool%%:*} "*)
		if command -v "${tool##*:}" >/dev/null 2>&1; then missing=$(printf '%s' "$missing" | sed "s/ ${tool%%:*}\$//; s/ ${tool%%:*} / /"); fi ;;
	esac
done
[ -n "$(printf '%s' "$missing" | tr -d ' ')" ] || exit 0
root=
[ "$(id -u)" = 0 ] || root=sudo
echo "Installing:$missing" >&2
$root apt-get update -qq
# shellcheck disable=SC2086
$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
