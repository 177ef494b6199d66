#!/bin/sh
# The package on a Debian with nothing in it, booted: installed, upgraded to a next version while somebody saves, removed, installed again, purged. Root;
# the systems go to build/package and stay there to be looked at.
set -eu
cd "$(dirname "$0")/../.."
version=$(sed -n 's/^VERSION := //p' Makefile)
next=${version%.*}.$((${version##*.} + 1))
folder=$PWD/build/package
root=$folder/root address=http://127.0.0.1:8080
say() { printf '\n==== %s\n' "$1"; }
good() { echo "ok $1"; }

say "two versions: $version and $next, which has a migration more"
sh src/install-packages.sh debootstrap systemd-container
rm -rf --one-file-system "$folder"
mkdir -p "$folder"
make -s deb
git clone -q . "$folder/next"
number=$(find migrations -name '[0-9]*.sql' | sed 's|.*/0*\([0-9]*\)-.*|\1|' | sort -n | tail -1)
printf -- '-- A version to come.\nCREATE TABLE next_version (id INTEGER PRIMARY KEY) STRICT;\n' > "$folder/next/migrations/$(printf %03d $((number + 1)))-next.sql"
make -s -C "$folder/next" deb VERSION="$next" DEVELOPER= > "$folder/next.log" 2>&1 || { cat "$folder/next.log"; exit 1; }

say "a bare Debian 12"
debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus bookworm "$root" > "$folder/debootstrap.log"
cp "build/mau03_${version}_amd64.deb" "$folder/next/build/mau03_${next}_amd64.deb" "$root/root/"
# How this machine reaches its registries; what the package depends on is fetched now, for it is booted without a network.
cp /etc/resolv.conf "$root/etc/"
for file in /etc/apt/apt.conf.d/*registry* /etc/ssl/certs/ca-certificates.crt; do
	if [ -e "$file" ]; then mkdir -p "$root$(dirname "$file")" && cp "$file" "$root$file"; fi
done
chroot "$root" env DEBIAN_FRONTEND=noninteractive sh -ec "apt-get update -qq && apt-get install -qq -y --download-only /root/mau03_${version}_amd64.deb" > "$folder/apt.log" 2>&1
rm -f "$root/etc/resolv.conf"
echo mau03-package > "$root/etc/hostname"
echo '127.0.0.1 localhost mau03-package' > "$root/etc/hosts"

systemd-nspawn --quiet --register=no --keep-unit --private-network --directory="$root" --machine=mau03-package --boot < /dev/null > "$folder/boot.log" 2>&1 &
container=$!
leader=
writer=
stop() {
	[ -z "$writer" ] || kill "$writer" 2> /dev/null || true
	[ -z "$leader" ] || in_it 'systemctl --no-block poweroff' > /dev/null 2>&1 || true
	wait "$container" 2> /dev/null || true
	# Where no systemd runs, nobody else takes its groups away.
	for group in /sys/fs/cgroup/*/payload /sys/fs/cgroup/*/supervisor; do
		[ ! -d "$group" ] || find "$group" -depth -type d -exec rmdir {} \; 2> /dev/null || true
	done
}
trap stop EXIT
# nsenter takes its namespaces: what is run is in the booted system.
in_it() { nsenter --target "$leader" --all env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive sh -ec "cd /root; $1"; }
# Ours, in its network.
with_it() { nsenter --target "$leader" --net "$@"; }
until [ -n "$leader" ] && in_it 'systemctl is-system-running --wait' > "$folder/running" 2> /dev/null; do
	kill -0 "$container" || { cat "$folder/boot.log"; exit 1; }
	if [ "$(cat "$folder/running" 2> /dev/null)" = degraded ]; then break; fi
	leader=$(pgrep -P "$container" || true)
	sleep 1
done
good "booted ($(cat "$folder/running")): $(in_it 'systemctl --version | head -n 1')"
answers() {
	for _ in $(seq 60); do
		if with_it curl -fsS "$address/healthz" 2> /dev/null | grep -q '^ok'; then return 0; fi
		sleep 1
	done
	in_it 'systemctl status mau03 --no-pager; journalctl -u mau03 --no-pager | tail -n 30' || true
	return 1
}

say "apt install ./mau03_${version}_amd64.deb"
in_it "apt install -y ./mau03_${version}_amd64.deb" > "$folder/install.log" 2>&1 || { cat "$folder/install.log"; exit 1; }
sed -n '/^Setting up mau03/,$p' "$folder/install.log"
grep -q 'mau03 init --data /var/lib/mau03' "$folder/install.log"
good "whoever installs is told what comes next"
in_it 'systemctl is-enabled mau03.service mau03-backup.timer; systemctl is-active mau03-backup.timer; ! systemctl is-active mau03.service; ! systemctl is-failed mau03.service'
good "the service is enabled, and waits; the timer runs"
in_it 'id mau03; stat -c "%A %U %G %n" /var/lib/mau03; test "$(stat -c %a:%U:%G /var/lib/mau03)" = 700:mau03:mau03'
good "its user and its folder are there"

say "the README's first commands"
in_it 'sudo -u mau03 mau03 init --data /var/lib/mau03' > "$folder/password"
in_it 'systemctl start mau03'
answers
good "it answers: $(in_it 'mau03 version | head -n 1')"
with_it node tests/package/sheets.mjs admin "$(cat "$folder/password")"
in_it 'systemctl show mau03 -p User -p MainPID -p ActiveState; cat /proc/net/tcp | sed -n "s/^ *[0-9]*: \([0-9A-F]*:1F90\) 00000000:0000 0A.*/listens: \1/p"'
in_it '! grep -q ":1F90 00000000:0000 0A" /proc/net/tcp6; grep -q "0100007F:1F90 00000000:0000 0A" /proc/net/tcp'
good "it listens on 127.0.0.1 only"
in_it 'systemctl stop mau03
	cd /
	do_it() { sudo -u mau03 mau03 "$@" --data /var/lib/mau03; }
	do_it import areas --official 2025
	do_it area add --parent 22366 --code 2236601 --name "Tổ dân phố 1"
	do_it campaign add --code NT --name "Thu thập" --area 22366 --from "$(date +%Y-01-01)"
	do_it target set --campaign NT --area 22366 --count 4000
	echo mat-khau-cua-lan | do_it user add lan --role officer --area 22366 --full-name "Nguyễn Thị Lan" --password-stdin
	systemctl start mau03' > "$folder/first.log" 2>&1 || { cat "$folder/first.log"; exit 1; }
answers
in_it 'systemctl start mau03-backup.service; ls -l /var/lib/mau03/backup; test "$(ls /var/lib/mau03/backup | grep -c ^daily-)" = 1'
good "the daily backup does its work"

say "apt install ./mau03_${next}_amd64.deb while somebody saves"
in_it 'printf "MAU03_OPTIONS=\"--public-host phieu.example.vn\"\n" > /etc/default/mau03'
nsenter --target "$leader" --net node tests/package/sheets.mjs save "$folder/saved.json" > "$folder/save.log" 2>&1 &
writer=$!
until [ "$(wc -l < "$folder/save.log")" -ge 50 ]; do kill -0 "$writer" || { cat "$folder/save.log"; exit 1; }; sleep 1; done
before=$(in_it 'systemctl show mau03 -p MainPID --value')
in_it "apt install -y ./mau03_${next}_amd64.deb" > "$folder/upgrade.log" 2>&1 || { cat "$folder/upgrade.log"; exit 1; }
sed -n '/^Preparing to unpack/,$p' "$folder/upgrade.log"
answers
after=$(in_it 'systemctl show mau03 -p MainPID --value')
at=$(wc -l < "$folder/save.log")
until [ "$(wc -l < "$folder/save.log")" -ge $((at + 50)) ]; do kill -0 "$writer" || { cat "$folder/save.log"; exit 1; }; sleep 1; done
kill -USR2 "$writer"
wait "$writer"
writer=
in_it 'mau03 version | head -n 1; sed -n 1p /etc/default/mau03; journalctl -u mau03 -o cat --no-pager | grep -vE " (GET|POST) /" | tail -n 8; ls /var/lib/mau03/backup'
test "$before" != "$after"
in_it "mau03 version | grep -q '^mau03 $next, '; grep -q phieu.example.vn /etc/default/mau03; ls /var/lib/mau03/backup | grep -q ^before-migration-from-$number-"
in_it '! journalctl -u mau03 -o cat --no-pager | grep -E "Failed with result|Main process exited|SIGKILL"'
good "the old server ended cleanly, the database was copied aside and migrated, the new one serves, the configuration stayed"
with_it node tests/package/sheets.mjs check "$folder/saved.json"
in_it 'cd / && sudo -u mau03 mau03 verify --data /var/lib/mau03'
good "the database is whole"

say "apt remove mau03"
in_it 'apt remove -y mau03' > "$folder/remove.log" 2>&1 || { cat "$folder/remove.log"; exit 1; }
sed -n '/^Removing mau03/,$p' "$folder/remove.log"
in_it '! command -v mau03; ! systemctl is-active mau03; test -s /var/lib/mau03/mau03.db; test -e /etc/default/mau03; ls /var/lib/mau03'
good "the program is gone, data and configuration are there"

say "apt purge mau03"
in_it 'apt purge -y mau03' > "$folder/purge.log" 2>&1 || { cat "$folder/purge.log"; exit 1; }
sed -n '/^Purging\|^(Reading/,$p' "$folder/purge.log"
grep -q 'rm -r /var/lib/mau03' "$folder/purge.log"
in_it '! test -e /etc/default/mau03; test -s /var/lib/mau03/mau03.db; ls /var/lib/mau03 /var/lib/mau03/backup; find / -xdev -path /proc -prune -o -name "*mau03*" -print | grep -vE "^/(root|var/cache|var/lib/mau03|var/lib/systemd/timers|var/log|tmp)" || echo "nothing else of it"'
good "the configuration is gone; sheets and backups are there, and said to be"

say "installed again"
in_it "apt install -y ./mau03_${next}_amd64.deb" > "$folder/again.log" 2>&1 || { cat "$folder/again.log"; exit 1; }
answers
with_it node tests/package/sheets.mjs check "$folder/saved.json"
in_it 'apt purge -y mau03 && rm -r /var/lib/mau03' > "$folder/end.log" 2>&1
good "what was saved is served again"
say "all acts were seen"
