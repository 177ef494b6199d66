#!/bin/sh
# migrations/schema.sql is the schema of a new database.
set -u
. "$(dirname "$0")/harness.sh"

name="migrations/schema.sql is what the migrations make (else: make schema)"
if sh "$here/schema.sh" "$MAU03" > new.sql 2> err && diff "$here/../../migrations/schema.sql" new.sql > out 2>> err; then
	report "$name" true
else
	report "$name" false
fi

finish
