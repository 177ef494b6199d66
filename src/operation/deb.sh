#!/bin/sh
# Packs what `make install` installs: deb.sh VERSION. In build/deb/ lies what was made on the way, and the log.
set -eu
version=$1 top=$PWD folder=build/deb/mau03
package=mau03_${version}_$(dpkg --print-architecture).deb
rm -rf build/deb "build/$package"
mkdir -p "$folder"
cp -R src/operation/debian "$folder/debian"
cp src/operation/mau03.default "$folder/debian/mau03.default"
# The package is as old as the commit.
at=$(git -c safe.directory="$top" log -1 --format=%ct 2> /dev/null) || at=$(date +%s)
commit=$(build/mau03 version | sed -n 's/^commit //p')
cat > "$folder/debian/changelog" <<END
mau03 ($version) bookworm; urgency=medium

  * Commit $commit

 -- $(sed -n 's/^Maintainer: //p' src/operation/debian/control)  $(LC_ALL=C date -u -d "@$at" '+%a, %d %b %Y %T +0000')
END
(cd "$folder" && TOP=$top DEB_BUILD_OPTIONS=noautodbgsym dpkg-buildpackage --build=binary --no-sign --no-pre-clean) > build/deb/log 2>&1 || { cat build/deb/log; exit 1; }
lintian --allow-root --fail-on error,warning --tag-display-limit 0 "build/deb/$package"
mv "build/deb/$package" "build/$package"
echo "build/$package"
