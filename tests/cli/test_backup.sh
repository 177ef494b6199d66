#!/bin/sh
# Backups, restoring, and files of other versions: what is refused changes nothing, what is replaced is kept.
set -u
. "$(dirname "$0")/harness.sh"

heads() { "$MAU03" verify --data "$1"; }
aside() { find "$1" -name 'mau03.db.before-restore-*Z' | wc -l; }

expect "demo" 0 demo --data d --sheets 40
heads d > heads

# ---- backup ----
expect "backup" 0 backup --data d copy.db
prints "backup says what it made" "copy.db: "
holds "the copy is private" test "$(stat -c %a copy.db)" = 600
holds "the copy is one file" test "$(echo copy.db*)" = copy.db
holds "the folder tells when" grep -qE '^20[0-9-]+T[0-9:]+Z$' d/last-backup
expect "backup does not overwrite" 1 backup --data d copy.db
ln -s nowhere link.db
expect "nor write through a link" 1 backup --data d link.db
expect "backup into a missing folder" 1 backup --data d no/such/copy.db
expect "backup of nothing" 1 backup --data nowhere copy2.db
expect "backup without a name" 2 backup --data d
(
	exec 9> d/lock
	flock 9
	"$MAU03" backup --data d beside.db > out 2> err
	echo $? > status
)
holds "backup runs beside a server" test "$(cat status)" = 0
(
	exec 9> d/lock
	flock 9
	"$MAU03" paper sheet 1 --data d > sheet.pdf 2> err && "$MAU03" table phieu --data d --as officer > sheets.csv 2>> err
	echo $? > status
)
holds "so do papers and lists" test "$(cat status)" = 0 -a "$(head -c 5 sheet.pdf)" = "%PDF-" -a "$(wc -l < sheets.csv)" -gt 1
expect "and what they showed is noted in the chain" 0 verify --data d
cp -r d broken && truncate -s 400000 broken/mau03.db
expect "a broken database gives no backup" 1 backup --data broken bad-copy.db
holds "and leaves nothing" test "$(find . -name 'bad-copy*' | wc -l)" = 0

if [ "$(id -u)" = 0 ]; then
	cp -r d others && chown -R 65534:65534 others && rm -f others/last-backup
	expect "root may back up another's folder" 0 backup --data others others.db
	holds "and leaves nothing there that its owner cannot read" test -z "$(find others ! -user 65534)"
	expect "root is warned when writing there" 0 user unlock officer --data others
	says "it says whose" "warning: others belongs to user 65534"
fi

# ---- restore ----
expect "restore into a new folder" 0 restore copy.db --data new
holds "it prints the heads" cmp out heads
holds "verify agrees" sh -c "'$MAU03' verify --data new | cmp - heads"
holds "the folder is private" test "$(stat -c %a new new/mau03.db | tr '\n' ' ')" = "700 600 "
mkdir -m 700 empty
expect "restore into an empty folder" 0 restore copy.db --data empty
holds "nothing was there to keep" test "$(aside empty)" = 0
holds "and nothing is left over" test ! -e empty/mau03.db.new

expect "change something" 0 area add --data d --parent commune:22351 --code H99 --name "Tổ dân phố 99"
before=$(sum d/mau03.db)
expect "restore over it" 0 restore copy.db --data d
says "restore names what it keeps" "d/mau03.db.before-restore-20"
holds "the state of the copy is back" sh -c "'$MAU03' verify --data d | cmp - heads"
holds "the old file is kept as it was" test "$(sum d/mau03.db.before-restore-*Z)" = "$before"

# The log of a killed server belongs to its database: neither is lost, nor is it applied to the restored one.
printf 'left over' > d/mau03.db-wal
sleep 1
expect "restore beside the log of a killed server" 0 restore copy.db --data d
holds "the log is kept beside its database" test "$(find d -name 'mau03.db.before-restore-*Z-wal' -size +0 | wc -l)" = 1
holds "the restored one is not touched by it" sh -c "'$MAU03' verify --data d | cmp - heads"

# refused NAME FILE: is not restored, and the folder is as before
refused() {
	before=$(sum d/mau03.db)$(aside d)
	expect "$1" 1 restore "$2" --data d
	holds "$1: nothing changed" test "$before" = "$(sum d/mau03.db)$(aside d)"
	holds "$1: nothing left over" test ! -e d/mau03.db.new
}
echo text > text.db
head -c 40000 copy.db > short.db
cp copy.db newer.db && sqlite3 newer.db 'PRAGMA user_version = 999'
cp copy.db torn.db && sqlite3 torn.db "DROP TRIGGER event_fixed; UPDATE event SET at = at + 1 WHERE id = 3"
cp copy.db counted.db && sqlite3 counted.db 'UPDATE sheet_tally SET sheets = sheets + 1'
cp copy.db fired.db && sqlite3 fired.db 'UPDATE rule_tally SET fired = fired + 1'
cp copy.db narrow.db && sqlite3 narrow.db 'ALTER TABLE worker_sheet DROP COLUMN industry'
sqlite3 foreign.db 'CREATE TABLE t (a)'
refused "no such file" nothing.db
refused "no database" text.db
refused "half a file" short.db
refused "a newer version" newer.db
says "it says so" "version 999"
refused "another program's database" foreign.db
refused "a broken history" torn.db
refused "wrong counters" counted.db
says "it says whose" "commune "
refused "wrong counters of findings" fired.db
says "it says whose" "rule "
refused "a missing column" narrow.db
expect "restore into nowhere" 1 restore copy.db --data no/such/place
expect "a refused file makes no folder" 1 restore text.db --data never
holds "never" test ! -e never
(
	exec 9> d/lock
	flock 9
	"$MAU03" restore copy.db --data d > out 2> err
	echo $? > status
)
holds "a served folder is not restored" test "$(cat status)" = 1

# Sessions and form tokens of the time of the backup.
cp copy.db session.db && sqlite3 session.db "INSERT INTO session VALUES (1, 'hash', 'secret', 1, 4000000000, 4000000000);
	INSERT INTO form_token (token, user_id, kind, made_id, at) VALUES ('token', 1, 'sheet', 1, 4000000000)"
expect "restore a copy with a session" 0 restore session.db --data sessions
holds "nobody is logged in, no form is answered" test \
	"$(sqlite3 sessions/mau03.db 'SELECT (SELECT count(*) FROM session), (SELECT count(*) FROM form_token)')" = "0|0"

# ---- versions ----
for args in "serve --listen 127.0.0.1:0" "user list" "verify" "area add --parent 22351 --code H98 --name T"; do
	rm -rf newer && mkdir -m 700 newer && cp newer.db newer/mau03.db
	# shellcheck disable=SC2086
	expect "${args%% *} refuses a newer version" 1 $args --data newer
	holds "${args%% *} does not touch it" test "$(sum newer/mau03.db)" = "$(sum newer.db)"
done
mkdir -m 700 none && : > none/mau03.db
expect "an empty file is no database" 1 serve --data none --listen 127.0.0.1:0
holds "it stays empty" test ! -s none/mau03.db
expect "the log of another database is not adopted" 0 init --data stale
mkdir -m 700 stale2 && printf 'left over' > stale2/mau03.db-wal
expect "init beside the log of another database" 1 init --data stale2

finish
