#!/bin/sh
# A file of version 1 that was kept opens with today's program, loses nothing, and gets the schema of a new one.
set -u
. "$(dirname "$0")/harness.sh"

heads="event 0c1dd9367d7c76df1b74e642b822190db4b70cd12bc789f89e6e6e4a389cda99
access_log 1c396146182488373a93d187ab2db72b347696442200209e897d3062d9c0f605"

# What a schema consists of, in no order that matters.
schema() {
	sqlite3 "$1" "SELECT m.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk FROM sqlite_schema m, pragma_table_xinfo(m.name) c
			WHERE m.type = 'table' ORDER BY m.name, c.name;
		SELECT m.name, f.\"from\", f.\"table\", f.\"to\" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f ORDER BY m.name, f.\"from\";
		SELECT m.tbl_name, m.name, i.seqno, i.name FROM sqlite_schema m, pragma_index_info(m.name) i WHERE m.type = 'index' ORDER BY m.name, i.seqno;
		SELECT type, name, tbl_name, replace(replace(sql, char(10), ' '), char(9), '') FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name"
}

old() { rm -rf d && (umask 077 && mkdir d && sqlite3 d/mau03.db < "$here/version-1.sql"); }

# What must not be lost.
rows() { sqlite3 "$1" "SELECT id, uid, state, row_version, full_name, citizen_id, raw FROM worker_sheet ORDER BY id;
	SELECT username, role, password_hash FROM app_user ORDER BY id; SELECT id, counted, signed_by FROM handover ORDER BY id;
	SELECT hash FROM event WHERE id = $events; SELECT count(*) FROM area"; }

expect "version" 0 version
newest=$(sed -n '1s/.*database version //p' out)
old
events=$(sqlite3 d/mau03.db 'SELECT max(id) FROM event')
rows d/mau03.db > before
expect "a writing command opens it" 0 user unlock officer --data d
holds "it has today's version" test "$(sqlite3 d/mau03.db 'PRAGMA user_version')" = "$newest"
rows d/mau03.db > after
holds "no sheet, user, batch or history is lost" cmp before after
expect "verify" 0 verify --data d
expect "init for comparison" 0 init --data new
schema new/mau03.db > new.schema
schema d/mau03.db > d.schema
holds "its schema is a new one's: what changes is a migration of its own" diff new.schema d.schema
if [ "$newest" -gt 1 ]; then
	holds "the file of before lies in backup/" test "$(find d/backup -name 'before-migration-from-1-*.db' | wc -l)" = 1
	holds "it is of version 1" test "$(sqlite3 d/backup/*.db 'PRAGMA user_version')" = 1
else
	holds "the same version needs no backup" test ! -e d/backup
fi

old
expect "it is restored too" 0 restore d/mau03.db --data restored
holds "with its history to the letter" test "$(cat out)" = "$heads"
expect "backup of a file that was not upgraded" 0 backup --data d copy.db
holds "has its version" test "$(sqlite3 copy.db 'PRAGMA user_version')" = 1

finish
