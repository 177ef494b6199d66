# Debian 12 packages: what the program is built from, what packs it, and what its tests and lint need besides.
BUILD_PACKAGES := gcc g++ pkg-config libmicrohttpd-dev libsqlite3-dev libcjson-dev libctemplate-dev libsodium-dev \
	libutf8proc-dev zlib1g-dev libzbar-dev libjpeg62-turbo-dev libpng-dev libxlsxwriter-dev \
	libpango1.0-dev libzip-dev libqrencode-dev libexpat1-dev libcsv-dev fonts-liberation2
DEB_PACKAGES := build-essential debhelper dpkg-dev lintian
TEST_PACKAGES := libcmocka-dev clang lld libclang-rt-14-dev cppcheck curl nodejs npm chromium-headless-shell poppler-utils \
	fonts-dejavu-core sqlite3 nginx-light openssl qrencode netpbm postgresql-15 python3-openpyxl
