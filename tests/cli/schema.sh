#!/bin/sh
# schema.sh PROGRAM: the schema of a new database of that program, table by table with its indexes and triggers, all by name. A column that a
# migration added stands on a line of its own, as the others do.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" init --data "$folder/new" > /dev/null 2>&1
echo "-- The schema that all migrations together make. Written by \`make schema\`, compared by tests/cli/test_schema.sh; no migration itself."
sqlite3 "$folder/new/mau03.db" "SELECT iif(type = 'table', char(10), '') || sql || ';' FROM sqlite_schema
	WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite#_%' ESCAPE '#' ORDER BY tbl_name, type <> 'table', type, name" |
	sed -Ez 's/(\n)CREATE TABLE "([a-z_]+)"/\1CREATE TABLE \2/g; s/\n(\t[^\n-]*)\n, /\n\1,\n\t/g; s/\n(\t[^\n-]*[^\n -])( +-- [^\n]*)\n, /\n\1,\2\n\t/g; s/, ([a-z_]+ (TEXT|INTEGER)[ ,)])/,\n\t\1/g; s/([^\n])\) (STRICT[^\n]*;)/\1\n) \2/g'
