#!/bin/sh
# Debian's package of PostgreSQL would make a cluster that runs as a service of the machine. Says no to that before the package is installed;
# nothing changes where it is already.
set -eu
conf=/etc/postgresql-common/createcluster.conf
no='create_main_cluster = false'
if dpkg-query -W -f='${Status}' postgresql-15 2>/dev/null | grep -q 'ok installed'; then exit 0; fi
if grep -qxF "$no" "$conf" 2>/dev/null; then exit 0; fi
root=
[ "$(id -u)" = 0 ] || root=sudo
$root mkdir -p "$(dirname "$conf")"
[ ! -e "$conf" ] || $root sed -i '/^[[:space:]]*create_main_cluster[[:space:]]*=/d' "$conf"
echo "$no" | $root tee -a "$conf" > /dev/null
