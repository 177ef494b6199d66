#!/bin/sh
# The npm packages of the browser tests and of lint, exactly as locked; only when they are not there yet.
set -eu
cd "$(dirname "$0")"
[ -e package-lock.json ] || exit 0
if [ -e node_modules/.package-lock.json ] && [ node_modules/.package-lock.json -nt package-lock.json ]; then exit 0; fi
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error
touch node_modules/.package-lock.json
