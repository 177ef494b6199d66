#!/bin/sh
# tests/fresh.sh [TARGET…]: the README's promises on a Debian with nothing in it but git and make: `make run` serves its pages, then the targets are
# made (default: test). Root; the system goes to build/fresh and stays there to be looked at.
set -eu
cd "$(dirname "$0")/.."
root=$PWD/build/fresh
in_it() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8 sh -ec "$1"; }
unmount() { umount "$root/proc" "$root/dev" 2> /dev/null || true; }
trap unmount EXIT
sh src/install-packages.sh debootstrap
unmount
rm -rf --one-file-system "$root"
debootstrap --variant=minbase bookworm "$root"
# How this machine reaches its registries.
cp /etc/resolv.conf "$root/etc/"
for file in /etc/apt/apt.conf.d/*registry* /etc/ssl/certs/ca-certificates.crt /etc/npmrc; do
	if [ -e "$file" ]; then mkdir -p "$root$(dirname "$file")" && cp "$file" "$root$file"; fi
done
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
in_it 'apt-get update && apt-get install -y git make'
git clone -q . "$root/root/mau03"
here=$root/root/mau03
in_it 'cd /root/mau03
	setsid make run PORT=0 > run.log 2>&1 &
	echo $! > run.pid'
server=$(cat "$here/run.pid")
while ! grep -q '^http' "$here/run.log"; do
	kill -0 "$server" || { cat "$here/run.log"; exit 1; }
	sleep 1
done
curl -fsS "$(grep '^http' "$here/run.log")login" | grep -q password
kill -s TERM -- "-$server"
while kill -s 0 -- "-$server" 2> /dev/null; do sleep 1; done
echo "ok make run"
in_it "cd /root/mau03 && make ${*:-test}"
