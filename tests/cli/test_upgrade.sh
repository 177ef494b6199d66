#!/bin/sh
# Files of version 1 and of version 7 that were kept open with today's program, lose nothing, and get the schema of a new one.
set -u
. "$(dirname "$0")/harness.sh"

heads="event 0c1dd9367d7c76df1b74e642b822190db4b70cd12bc789f89e6e6e4a389cda99
access_log 1c396146182488373a93d187ab2db72b347696442200209e897d3062d9c0f605"

# What a schema consists of, name by name; columns in no order that matters.
schema() {
	sqlite3 "$1" "SELECT m.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk FROM sqlite_schema m, pragma_table_xinfo(m.name) c
			WHERE m.type = 'table' ORDER BY m.name, c.name;
		SELECT m.name, f.\"from\", f.\"table\", f.\"to\" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f ORDER BY m.name, f.\"from\";
		SELECT m.tbl_name, m.name, i.seqno, i.name FROM sqlite_schema m, pragma_index_info(m.name) i WHERE m.type = 'index' ORDER BY m.name, i.seqno;
		SELECT type, name, tbl_name, replace(replace(sql, char(10), ' '), char(9), '') FROM sqlite_schema
			WHERE type IN ('trigger', 'view', 'index') ORDER BY name;
		SELECT m.name, l.wr, l.strict FROM sqlite_schema m, pragma_table_list(m.name) l WHERE m.type = 'table' ORDER BY m.name;
		SELECT name, length(sql) - length(replace(sql, 'CHECK', '')) FROM sqlite_schema WHERE type = 'table' ORDER BY name"
}

old() { rm -rf d && (umask 077 && mkdir d && sqlite3 d/mau03.db < "$here/version-$1.sql"); }

# What must not be lost.
rows() { sqlite3 "$1" "SELECT id, uid, state, row_version, full_name, citizen_id, raw FROM worker_sheet ORDER BY id;
	SELECT username, role, password_hash FROM app_user ORDER BY id; SELECT id, counted, signed_by FROM handover ORDER BY id;
	SELECT $(as_text hash) FROM event WHERE id = $events; SELECT count(*) FROM area"; }

# What is kept as bytes, or as seconds, was text until version 14, of sheets, persons and first sendings until version 26.
as_text() { echo "CASE typeof($1) WHEN 'blob' THEN lower(hex($1)) WHEN 'integer' THEN strftime('%Y-%m-%dT%H:%M:%SZ', $1, 'unixepoch') ELSE $1 END"; }

# Every row of those tables, column by column; of the history those that were there before. What came of a form,
# and what a job is about, is told otherwise now (below).
all_rows() { # DATABASE COLUMNS [new]: what an event was stands in a table of its own
	while IFS='|' read -r table columns; do
		echo "$table"
		case $table in
		event) which="id <= $events" ;;
		sheet_tally | progress_day) which="area_id >= 0" ;; # sums of whole communes came with version 25
		sqlite_sequence) which="name <> 'member'" ;;
		*) which=TRUE ;;
		esac
		if [ "$table" = event ] && [ "${3:-}" = new ]; then table='event NATURAL JOIN (SELECT id AS kind_id, action, from_state, to_state FROM event_kind)'; fi
		sqlite3 "$1" "SELECT $columns FROM $table WHERE $which ORDER BY $columns" || echo "not read from $1"
	done < "$2"
}

columns() { sqlite3 "$1" "SELECT m.name, group_concat(CASE WHEN (m.name IN ('event', 'access_log') AND c.name IN ('at', 'salt', 'detail_hash', 'hash'))
			OR (m.name IN ('worker_sheet', 'person', 'first_sending') AND c.name IN ('since', 'accepted_at', 'created_at', 'updated_at', 'clock_from', 'sent_at'))
		THEN replace('$(as_text '#' | sed "s/'/''/g")', '#', c.name) ELSE '\"' || c.name || '\"' END) FROM sqlite_schema m, pragma_table_info(m.name) c
	WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite#_%' ESCAPE '#' AND m.name NOT IN ('form_token', 'job') GROUP BY m.name UNION ALL SELECT 'sqlite_sequence', 'name, seq'"; }

expect "version" 0 version
newest=$(sed -n '1s/.*database version //p' out)
expect "init for comparison" 0 init --data new
schema new/mau03.db > new.schema

upgrade() { # VERSION
	old "$1"
	events=$(sqlite3 d/mau03.db 'SELECT max(id) FROM event')
	rows d/mau03.db > before
	expect "version $1: a writing command opens it" 0 user unlock officer --data d
	holds "it has today's version" test "$(sqlite3 d/mau03.db 'PRAGMA user_version')" = "$newest"
	rows d/mau03.db > after
	holds "no sheet, user, batch or history is lost" cmp before after
	expect "verify" 0 verify --data d
	schema d/mau03.db > d.schema
	holds "its schema is a new one's: what changes is a migration of its own" diff new.schema d.schema
	holds "every foreign key finds its row" test -z "$(sqlite3 d/mau03.db 'PRAGMA foreign_key_check')"
	holds "the file of before lies in backup/" test "$(find d/backup -name "before-migration-from-$1-*.db" | wc -l)" = 1
	holds "it is of version $1" test "$(sqlite3 d/backup/*.db 'PRAGMA user_version')" = "$1"
}

upgrade 1

# The ten tables that version 8 makes anew have rows in this file, and the counter of findings is ahead of them.
old 7
events=$(sqlite3 d/mau03.db 'SELECT max(id) FROM event')
columns d/mau03.db > columns
all_rows d/mau03.db columns > all-before
upgrade 7
all_rows d/mau03.db columns new > all-after
holds "no row of any table is lost or changed" cmp all-before all-after
holds "all of them were looked at" test "$(grep -c "not read" all-after)/$(($(wc -l < columns) > 35))" = 0/1

# Whoever could interview is a member of the Tổ since version 32, under the id of the account; who comes later has an id beyond.
holds "who could be named is a member under the id of the account" test "$(sqlite3 d/mau03.db "SELECT group_concat(m.id || ' ' || m.full_name, ',')
	FROM member m WHERE m.user_id = m.id")" = "$(sqlite3 d/mau03.db "SELECT group_concat(id || ' ' || full_name, ',') FROM app_user
	WHERE role IN ('enumerator', 'hamlet_leader', 'officer')")"
holds "where the account may write" test "$(sqlite3 d/mau03.db "SELECT member_id, area_id FROM member_area ORDER BY 1, 2")" = \
	"$(sqlite3 d/mau03.db "SELECT user_id, area_id FROM user_area WHERE user_id IN (SELECT id FROM member) ORDER BY 1, 2")"
echo "mat khau moi" > in
expect "a new one" 0 user add later --role enumerator --area commune:99101 --password-stdin --data d
holds "has an id beyond all" test "$(sqlite3 d/mau03.db "SELECT m.id > (SELECT max(x.id) FROM member x WHERE x.id <> m.id) FROM member m
	JOIN app_user u ON u.id = m.user_id WHERE u.username = 'later'")" = 1

# What came of a form was an address until version 10.
old 7
sqlite3 d/mau03.db "DELETE FROM form_token; INSERT INTO form_token (token, user_id, url, sheet_id, at) VALUES ('t1', 1, '/sheets/12', 12, 1),
	('t2', 1, '/sheets/13/edit', 13, 1), ('t3', 1, '/handovers/3', 0, 1), ('t4', 1, '/people/7', 0, 1), ('t5', 1, '/jobs/5', 0, 1),
	('t6', 1, '/admin/users/9', 0, 1), ('t7', 1, '/admin/areas/8', 0, 1), ('t8', 1, '/admin/campaigns/2/targets', 0, 1), ('t9', 1, '/review', 0, 1),
	('u1', 1, '/police', 14, 1), ('u2', 1, '/sheets/15', 0, 1)"
expect "a file with forms that were sent opens" 0 user unlock officer --data d
holds "they are told by what came of them" test "$(sqlite3 d/mau03.db "SELECT group_concat(kind || ' ' || made_id, ',')
	FROM (SELECT kind, made_id FROM form_token ORDER BY token)")" = \
	"sheet 12,draft 13,handover 3,person 7,job 5,user 9,area 8,campaign 2,none 0,sheet 14,sheet 15"

# A job was a judgement again and nothing else until version 12.
holds "jobs are whose they were, as far as they came" test "$(sqlite3 d/mau03.db "SELECT group_concat(id || kind || owner_id || lane || state ||
	done || '/' || total || started_at || finished_at || json_extract(parameters, '$.campaign_id') || standing, ',') FROM job")" = \
	"1recheck11done4/42024-06-10T02:02:00Z2024-06-10T02:02:01Z1,2recheck11stopped2/42024-06-10T02:03:00Z2024-06-10T02:03:01Z1"
holds "and what such a job alone has is beside them" test \
	"$(sqlite3 d/mau03.db "SELECT group_concat(job_id || ' ' || campaign_id || whole || rule_version || changed, ',') FROM recheck")" = "1 1131,2 1130"

# Signs that are one thing had other search keys until version 17.
old 7
sqlite3 d/mau03.db "UPDATE worker_sheet SET full_name = 'Ðặng H’Hen', name_fold = 'ðang h’hen', name_sound = 'ðan h hen' WHERE id = 4;
	DELETE FROM sheet_word WHERE sheet_id = 4; INSERT INTO sheet_word VALUES (3, 'ðang', 4), (3, 'h’hen', 4)"
expect "a file with other signs opens" 0 user unlock officer --data d
holds "its keys are those of today" test "$(sqlite3 d/mau03.db "SELECT name_fold || '/' || name_sound FROM worker_sheet WHERE id = 4")" = \
	"dang h'hen/dan h hen"
holds "and its words" test "$(sqlite3 d/mau03.db "SELECT group_concat(word) FROM (SELECT word FROM sheet_word WHERE sheet_id = 4 ORDER BY word)")" = \
	"dang,h'hen"
expect "verify agrees" 0 verify --data d

# The program alone knows the codes now: a file that holds another one says so.
sqlite3 d/mau03.db "UPDATE job SET state = 'asleep' WHERE id = 2"
expect "verify names a row with a code that is none" 1 verify --data d
says "which, and what it says" "job 2: database: unknown state of a job: asleep"

old 1
expect "it is restored too" 0 restore d/mau03.db --data restored
holds "with its history to the letter" test "$(cat out)" = "$heads"
expect "backup of a file that was not upgraded" 0 backup --data d copy.db
holds "has its version" test "$(sqlite3 copy.db 'PRAGMA user_version')" = 1

finish
