#!/bin/sh
# Whole tables to stdout: their rows, what they are called, and that what went out comes in again.
set -u
. "$(dirname "$0")/harness.sh"

"$MAU03" demo --data d --sheets 60 > out 2> err || { cat err; exit 1; }
count() { sqlite3 d/mau03.db "SELECT count(*) FROM $1"; }

expect "no such table" 2 export nothing --data d
says "those that there are" "sheets|people|roster|history|areas|users"
expect "no such form" 2 export sheets --data d --format pdf
expect "no such campaign" 1 export sheets --data d --campaign XX
expect "no such area" 1 export sheets --data d --area 99999

expect "sheets" 0 export sheets --data d
holds "each of them" test "$(wc -l < out)" -eq "$(count worker_sheet)"
prints "with the names of the domain" '"full_name":"'
prints "options are numbers" '"sex":2'
cp out sheets.jsonl
cp sheets.jsonl in
expect "what checks sheets reads them" 0 check
holds "each line" test "$(wc -l < out)" -eq "$(wc -l < sheets.jsonl)"
holds "no name is unknown to it" sh -c '! grep -q "\"fields\":\[\],.*E19" out'
: > in
expect "of a campaign" 0 export sheets --data d --campaign PS-2023
holds "they are fewer" test "$(wc -l < out)" -eq "$(sqlite3 d/mau03.db "SELECT count(*) FROM worker_sheet s JOIN campaign c ON c.id = s.campaign_id WHERE c.code = 'PS-2023'")"
expect "of an area" 0 export sheets --data d --area 16498
holds "its own" test "$(wc -l < out)" -eq "$(sqlite3 d/mau03.db "SELECT count(*) FROM worker_sheet s JOIN area a ON a.id = s.commune_id WHERE a.code = '16498'")"
expect "people" 0 export people --data d
prints "who they are" '"citizen_id":"'
holds "whose sheets they come from is noted" test "$(sqlite3 d/mau03.db "SELECT count(*) FROM access_log l JOIN app_user u ON u.id = l.actor_id WHERE u.username = 'mau03.export' AND l.table_name = 'people' AND l.shown = $(wc -l < out)")" -eq 1
holds "each time" test "$(sqlite3 d/mau03.db "SELECT count(*) FROM access_log WHERE action = 'export' AND table_name = 'sheets'")" -eq 3
expect "history" 0 export history --data d
prints "what was done" '"action":"create"'
prints "that sheets went out stands there" '"action":"table.export"'
expect "areas" 0 export areas --data d --format csv
prints "their columns" "level,code,parent_level,parent_code,name,full_name,valid_from,valid_to"
holds "each" test "$(wc -l < out)" -eq $(($(count area) + 1))
expect "users" 0 export users --data d --format csv
prints "an account" "officer,"
cp out users.csv
expect "users come in again" 0 import users users.csv --data d
prints "as the same" "same $(count app_user), rejected 0"
printf 'full_name,birth_date,area\nLê Văn Bốn,1985,2235101\n' > r.csv
expect "a list of people" 0 import roster r.csv --data d --campaign PS-2023
expect "goes out" 0 export roster --data d --format csv --campaign PS-2023
prints "as it came" "2235101"
cp out roster.csv
expect "and comes in again" 0 import roster roster.csv --data d --campaign PS-2023
prints "as the same" "new 0, changed 0, same $(($(wc -l < roster.csv) - 1)), rejected 0"
expect "a workbook" 0 export people --data d --format xlsx
holds "it is one" sh -c 'head -c 2 out | grep -q PK'
"$MAU03" export sheets --data d > /dev/full 2> err
holds "nowhere to write to" test $? -eq 1

expect "sheets as CSV" 0 export sheets --data d --format csv --campaign PS-2023
cp out all.csv
"$MAU03" demo --data e --sheets 0 > out 2> err
expect "another installation takes them" 0 import sheets all.csv --data e --campaign PS-2023
holds "most of them enter" sh -c 'n=$(sed "s/.*new \([0-9]*\),.*/\1/" out); test "$n" -gt 10'
expect "what it comes to" 0 verify --data e
expect "what is left" 0 verify --data d
finish
