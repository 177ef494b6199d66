#!/bin/sh
# The commands from outside: exit statuses, what they print, that failing changes nothing.
set -u
. "$(dirname "$0")/harness.sh"

# ---- wrong usage ----
expect "no command" 2
expect "unknown command" 2 dance
says "the wrong word is named" "no such command: dance"
expect "no such table" 2 export nothing --data d
expect "subcommand missing" 2 area
says "what is missing is said" "mau03 area: its second word is missing"
expect "unknown subcommand" 2 area dance
says "the wrong second word is named" "mau03 area: no such word: dance"
expect "option missing" 2 init
says "usage is shown" "usage: mau03 init --data DIR"
expect "unknown option" 2 init --data d --loud
says "the wrong option is named" "unknown option --loud"
expect "option without value" 2 init --data
expect "option twice" 2 init --data d --data e
expect "unexpected word" 2 init --data d word
expect "not a day" 2 init --data d --today 2024-02-30
expect "an empty value" 2 init --data ""
expect "a value that is no text" 2 init --data "$(printf 'a\001')"
says "what is wrong with it" "is not UTF-8 text"
expect "help" 0 --help
prints "help names the commands" "mau03 init --data DIR"
"$MAU03" version > /dev/full 2> err
holds "nowhere to print to" test $? -eq 1
says "which is told" "could not write the result"
expect "version" 0 version
prints "version names the program" "mau03 "
holds "wrong usage makes nothing" test ! -e d

# ---- init ----
expect "init" 0 init --data d
holds "init prints one password" grep -qE '^[0-9a-f]{20}$' out
holds "init prints one line" test "$(wc -l < out)" -eq 1
says "init says whose it is" '"admin"'
holds "folder is private" test "$(stat -c %a d)" = 700
holds "database is private" test "$(stat -c %a d/mau03.db)" = 600
before=$(sum d/mau03.db)
expect "init refuses a database" 1 init --data d
holds "refused init changes nothing" test "$before" = "$(sum d/mau03.db)"
holds "nothing is left over" test ! -e d/mau03.db.new
expect "no database there" 1 user list --data nowhere
expect "parent folder missing" 1 init --data no/such/place

# ---- import areas ----
expect "import" 0 import areas "$here/areas-first.tsv" --data d --valid-from 2020-01-01
prints "first import" "new 5 kept 0 ended 0"
expect "import again" 0 import areas "$here/areas-first.tsv" --data d --valid-from 2020-01-01
prints "importing again changes nothing" "new 0 kept 5 ended 0"
expect "valid-from missing" 2 import areas "$here/areas-first.tsv" --data d
expect "no such file" 1 import areas nothing.tsv --data d --valid-from 2020-01-01

# bad NAME LINE TEXT ROWS: a file with those rows is refused naming the line, and changes nothing
bad() {
	printf 'code\tparent_code\tlevel\tname\tfull_name\n%b' "$4" > bad.tsv
	before=$(sum d/mau03.db)
	expect "$1" 1 import areas bad.tsv --data d --valid-from 2024-01-01
	says "$1: names the line" "bad.tsv:$2: $3"
	holds "$1: nothing changed" test "$before" = "$(sum d/mau03.db)"
}
bad "four cells" 2 "not five cells" '56\t\tprovince\tKhánh Hòa\n'
bad "six cells" 2 "not five cells" '56\t\tprovince\tKhánh Hòa\tTỉnh Khánh Hòa\tx\n'
bad "blank row" 3 "not five cells" '56\t\tprovince\tKhánh Hòa\tTỉnh Khánh Hòa\n\n57\t\tprovince\tA\tB\n'
bad "no code" 2 "no code" '\t\tprovince\tKhánh Hòa\tTỉnh Khánh Hòa\n'
bad "no name" 2 "no name" '56\t\tprovince\t \tTỉnh Khánh Hòa\n'
bad "zeros lost" 2 "the code has another length" '1\t\tprovince\tHà Nội\tThành phố Hà Nội\n'
bad "unknown level" 2 "no such level" '56\t\tkingdom\tKhánh Hòa\tTỉnh Khánh Hòa\n'
bad "double key" 4 "the unit stands already on line 3" '56\t\tprovince\tA\tB\n22363\t56\tcommune\tA\tB\n22363\t56\tcommune\tA\tB\n'
bad "unknown parent" 2 "unknown parent 99" '22363\t99\tcommune\tA\tB\n'
bad "parent of the same level" 3 "unknown parent 22363" '22363\t568\tcommune\tA\tB\n22366\t22363\tcommune\tA\tB\n'
bad "not UTF-8" 2 "not UTF-8" '56\t\tprovince\tKh\0377nh\tTỉnh\n'
printf 'code\tname\n56\tA\n' > bad.tsv
expect "other columns" 1 import areas bad.tsv --data d --valid-from 2024-01-01
printf 'code\tparent_code\tlevel\tname\tfull_name\n22363\t99\tcommune\tA\tB\nrubbish\n' > bad.tsv
expect "rejects" 1 import areas bad.tsv --data d --valid-from 2024-01-01 --rejects rejects.tsv
holds "rejects name line, reason and row" test "$(cat rejects.tsv)" = "$(printf 'line\treason\trow\n2\tunknown parent 99\t22363\t99\tcommune\tA\tB\n3\tnot five cells\trubbish')"

# a list that ends what is valid asks first, in words; never at a prompt
printf 'code\tparent_code\tlevel\tname\tfull_name\n56\t\tprovince\tKhánh Hoà\tTỈNH KHÁNH  HOÀ\n568\t56\tdistrict\tNha Trang\tThành phố Nha Trang\n22363\t568\tcommune\tPhương Sài\tPhường Phương Sài\n\n\t\t\t\t\n' > part.tsv
before=$(sum d/mau03.db)
expect "a list that ends much" 1 import areas part.tsv --data d --valid-from 2024-01-01
says "it says how much would end" "would end 2 of 5 units"
says "and what" "commune 22366 Phường Tân Tiến"
holds "a list that ends much changed nothing" test "$before" = "$(sum d/mau03.db)"
expect "only below a district" 1 import areas part.tsv --data d --valid-from 2024-01-01 --only-below 999
cp -r d spelling
expect "another place of the tone mark, empty last lines" 0 import areas part.tsv --data spelling --valid-from 2024-01-01 --yes
prints "is no other unit" "new 0 kept 3 ended 2"
printf 'code\tparent_code\tlevel\tname\tfull_name\tfrom\n22363\t568\tcommune\tPhương Sài Mới\tPhường Phương Sài Mới\t22363, 22366\n99999\t99\tcommune\tA\tXã A\t\n' > one.tsv
expect "below one unit" 0 import areas one.tsv --data spelling --valid-from 2025-01-01 --only-below 22363 --yes
prints "rows elsewhere are left out" "new 1 kept 0 ended 1"
says "and that is said" "1 rows that are not below 22363 were left out"
expect "what a unit came from did not exist" 1 import areas one.tsv --data d --valid-from 2025-01-01 --only-below 22363 --yes
says "it goes on" "came from what goes on, or has not ended before: 22366"
rm -r spelling

# ---- the official lists ----
expect "init for the official lists" 0 init --data o
expect "no list of that year" 2 import areas --official 1999 --data o
expect "a day with an official list" 2 import areas --official 2024 --data o --valid-from 2024-01-01
expect "official list of 2024" 0 import areas --official 2024 --data o
prints "official units of 2024" "new 10794 kept 0 ended 0"
expect "official list of 2025" 0 import areas --official 2025 --data o
prints "official units of 2025" "new 3328 kept 27 ended 10767"
prints "a later decision" "new 10 kept 1 ended 10"
before=$(sum o/mau03.db)
expect "official list of 2025 again" 0 import areas --official 2025 --data o
prints "again no new unit" "new 0 kept 3355 ended 0"
holds "the official list again changed nothing" test "$before" = "$(sum o/mau03.db)"
expect "the official lists are sound" 0 verify --data o
# who may have become whom
expect "a unit of another province" 1 area succeed --data o --from 14755 --to 22366
says "that province is another still" "commune:14755 Phường Hàm Rồng stands in a province that did not become that of commune:22366 Phường Nha Trang"
expect "a unit of a province that was merged into it" 0 area succeed --data o --from 22744 --to 22366
expect "a district with communes" 1 area succeed --data o --from 568 --to 22366
says "is of another level" "district:568 Thành phố Nha Trang is of another level than commune:22366 Phường Nha Trang"
expect "a district without communes" 0 area succeed --data o --from 755 --to 26732
printf 'code\tparent_code\tlevel\tname\tfull_name\tfrom\n22366\t56\tcommune\tNha Trang\tPhường Nha Trang\t14755\n' > foreign.tsv
expect "an area file with a unit of another province" 1 import areas foreign.tsv --data o --valid-from 2026-06-01 --only-below 22366
says "is refused too" "foreign.tsv:2: came from a unit whose province did not become its own: 14755"
expect "the official lists are sound still" 0 verify --data o
rm -r o

expect "area add" 0 area add --data d --parent 22366 --code H1 --name "Tổ dân phố 1" --valid-from 2024-01-01
before=$(sum d/mau03.db)
expect "dry run" 0 import areas "$here/areas-second.tsv" --data d --valid-from 2025-07-01 --dry-run
prints "dry run counts" "new 1 kept 1 ended 3"
expect "dry run changed nothing" 0 import areas "$here/areas-first.tsv" --data d --valid-from 2020-01-01
prints "the first list is still whole" "new 0 kept 5 ended 0"
expect "a commune becomes urban" 0 import areas "$here/areas-town.tsv" --data d --valid-from 2024-11-01 --yes
prints "it is another unit from that day" "new 1 kept 2 ended 1"
expect "second list" 0 import areas "$here/areas-second.tsv" --data d --valid-from 2025-07-01 --yes
prints "second list counts" "new 1 kept 1 ended 3"
expect "second list again" 0 import areas "$here/areas-second.tsv" --data d --valid-from 2025-07-01
prints "again nothing new" "new 0 kept 2 ended 0"
expect "an older list with changes" 1 import areas "$here/areas-town.tsv" --data d --valid-from 2023-01-01

# ---- areas, campaigns, targets ----
expect "a root" 0 area add --data d --code 99 --name "Tỉnh Thử" --valid-from 2024-01-01
expect "a root of another level" 1 area add --data d --code 98 --name "Tỉnh Thử" --level kingdom
expect "area code taken" 1 area add --data d --parent 22366 --code H1 --name "Tổ 1"
expect "unknown parent" 1 area add --data d --parent 99999 --code H2 --name "Tổ 2"
expect "parent not valid that day" 1 area add --data d --parent commune:22363 --code H2 --name "Tổ 2" --valid-from 2025-08-01
expect "level above its parent" 1 area add --data d --parent 22366 --code P9 --name "X" --level province
expect "malformed code" 2 area add --data d --parent 22366 --code "H 2" --name "Tổ 2"
expect "empty name" 2 area add --data d --parent 22366 --code H2 --name ""
expect "hamlets under the new commune" 0 area add --data d --parent 22366 --code H2 --name "Tổ 2" --valid-from 2025-07-01

expect "campaign add" 0 campaign add --data d --code C1 --name "Đợt 1" --area 22366 --area 22363 --from 2024-05-01 --to 2024-08-31 --hamlet-stage on
expect "papers through the hamlet: neither on nor off" 2 campaign add --data d --code C3 --name "Đợt 3" --area 22366 --from 2024-05-01 --paper-tallied yes
expect "papers not through the hamlet" 0 campaign add --data d --code C4 --name "Đợt 4" --area 22366 --from 2024-05-01 --to 2024-12-31 --paper-tallied off
holds "by default they are" test "$(sqlite3 d/mau03.db "SELECT code, paper_tallied FROM campaign ORDER BY code" | tr '\n' ' ')" = "C1|1 C4|0 "
price="--data d --campaign C1 --area commune:22366 --role check --from 2024-05-01"
expect "price set" 0 campaign price set $price --new 500 --change 300 --cap 7 --decided-no 12/NQ --decided-on 2024-04-01
expect "price without the text that sets it" 2 campaign price set $price --new 500 --change 300
expect "price of a role that is none" 2 campaign price drop --data d --campaign C1 --area commune:22366 --role x --from 2024-05-01
expect "cap over all of it" 1 campaign price set $price --new 500 --change 300 --cap 101 --decided-no 12/NQ --decided-on 2024-04-01
expect "price over the most that pages take" 1 campaign price set $price --new 100000001 --change 300 --decided-no 12/NQ --decided-on 2024-04-01
expect "prices listed" 0 campaign price list --data d --campaign C1
holds "with the cap" grep -q "^check	commune:22366	2024-05-01	500	300		7	12/NQ" out
expect "estimate" 0 campaign price estimate --data d --campaign C1
expect "neither set nor drop" 2 campaign price change $price
expect "half a price, from a source" 0 campaign price set $price --new 500 --change 300 --share 50 --source "ngân sách tỉnh" --decided-no 12/NQ --decided-on 2024-04-01
expect "share that is no percent" 1 campaign price set $price --new 500 --change 300 --share nửa --decided-no 12/NQ --decided-on 2024-04-01
expect "price in a campaign that there is not" 1 campaign price set --data d --campaign C9 --area commune:22366 --role check --from 2024-05-01 --new 1 --change 1 --decided-no 1 --decided-on 2024-04-01
expect "price in an area that there is not" 1 campaign price set --data d --campaign C1 --area 99999 --role check --from 2024-05-01 --new 1 --change 1 --decided-no 1 --decided-on 2024-04-01
expect "price in an area of no campaign" 1 campaign price set --data d --campaign C1 --area 22390 --role check --from 2024-05-01 --new 1 --change 1 --decided-no 1 --decided-on 2024-04-01
expect "estimate of no campaign" 1 campaign price estimate --data d --campaign C9
expect "price dropped" 0 campaign price drop $price
expect "no such price" 1 campaign price drop $price
expect "prices of no campaign" 1 campaign price list --data d --campaign C9
expect "campaign code taken" 1 campaign add --data d --code C1 --name "Đợt 1" --area 22366 --from 2024-05-01 --to 2024-08-31
expect "campaign in an unknown area" 1 campaign add --data d --code C2 --name "Đợt 2" --area 99999 --from 2024-05-01 --to 2024-08-31
expect "campaign ends before it begins" 2 campaign add --data d --code C2 --name "Đợt 2" --area 22366 --from 2024-05-01 --to 2024-04-30
expect "switch neither on nor off" 2 campaign add --data d --code C2 --name "Đợt 2" --area 22366 --from 2024-05-01 --to 2024-08-31 --four-eyes yes
expect "several areas after one option" 0 campaign add --data d --code C2 --name "Đợt 2" --area 22366 22363 --from 2024-05-01 --to 2024-08-31
expect "four eyes without officers" 0 campaign add --data d --code C3 --name "Đợt 3" --area 22366 --from 2024-05-01 --to 2024-08-31 --four-eyes on
says "four eyes: a note says where" "note: fewer than two active officers in 1 communes ("
expect "without four eyes" 0 campaign add --data d --code C6 --name "Đợt 4" --area 22366 --from 2024-05-01 --to 2024-08-31
holds "without four eyes: no note" test ! -s err
expect "a campaign where the unit has ended" 1 campaign add --data d --code C7 --name "Đợt 7" --area 22363 --from 2025-08-01
says "no successor is known yet" "commune:22363 Phường Phương Sài ended on 2025-06-30: no successor is known"
expect "a campaign that goes on after the end of the unit" 1 campaign add --data d --code C7 --name "Đợt 7" --area 22363 --from 2024-05-01
expect "a unit that goes on took over from none" 1 area succeed --data d --from 568 --to 22366
expect "nor from itself" 1 area succeed --data d --from H1 --to H1
expect "an unknown unit has no successor" 1 area succeed --data d --from 22363 99998 --to 22366
expect "succession without a successor" 2 area succeed --data d --from 22363
expect "area succeed" 0 area succeed --data d --from 22363 22390 --to 22366
cp -r d merged
expect "hamlet beside it" 0 area add --data merged --parent 22366 --code H3 --name "Tổ 3" --valid-from 2025-07-01
"$MAU03" area add --data merged --parent 22366 --code H4 --name "Tổ 4" --valid-from 2025-07-01 > /dev/null
expect "what goes on is no predecessor" 1 area succeed --data merged --from H3 --to H4
says "which is said" "hamlet:H3 Tổ 3 has not ended before hamlet:H4 Tổ 4"
rm -r merged
expect "a user where the unit has ended" 1 user add x --data d --role officer --area 22363
says "the successor is named" "its successor is commune:22366 Phường Nha Trang"
expect "days off set" 0 calendar set --data d --days-off "01/01/2024; 08/02/2024 đến 14/02/2024; +04/05/2024" --soon-days 3
expect "a day off that is none" 1 calendar set --data d --days-off "31/02/2024"
says "what is wrong, and how days are written" "31/02/2024"
expect "what is late soon told too early" 1 calendar set --data d --soon-days 31
expect "days off none again" 0 calendar set --data d --days-off ""
expect "a calendar without a database" 1 calendar set --data none --soon-days 3
expect "campaign with its own days off" 0 campaign add --today 2024-06-10 --data d --code C7 --name "Đợt 7" --area 22366 --from 2024-05-01 --days-off "02/05/2024" --working-days on
expect "campaign with a day off that is none" 1 campaign add --data d --code C8 --name "Đợt 8" --area 22363 --from 2024-05-01 --days-off "x"
expect "target set" 0 target set --data d --campaign C1 --area 22363 --count 4931
expect "target of a hamlet" 0 target set --data d --campaign C1 --area H1 --count 50 --due 2024-06-30
expect "target set again" 0 target set --data d --campaign C1 --area 22363 --count 5000
expect "target outside the campaign" 1 target set --data d --campaign C1 --area 22390 --count 5
expect "target of an unknown campaign" 1 target set --data d --campaign C9 --area 22363 --count 5
expect "negative target" 2 target set --data d --campaign C1 --area 22363 --count -5

# ---- users ----
expect "user add" 0 user add officer --data d --role officer --area 22366 --full-name "Nguyễn Thị Hoa"
holds "a random password is printed" grep -qE '^[0-9a-f]{20}$' out
expect "user name taken" 1 user add officer --data d --role officer --area 22366
expect "unknown role" 2 user add x --data d --role king --area 22366
expect "user without area" 2 user add x --data d --role officer
expect "user in an unknown area" 1 user add x --data d --role officer --area 99999
echo "mật khẩu dài" > in
expect "password from stdin" 0 user add leader --data d --role hamlet_leader --area H1 H2 --password-stdin
holds "a given password is not printed" test ! -s out
echo "ngắn" > in
expect "short password" 1 user add x --data d --role officer --area 22366 --password-stdin
: > in
expect "no password on stdin" 1 user passwd officer --data d --password-stdin
expect "passwd" 0 user passwd officer --data d
holds "passwd prints the new one" grep -qE '^[0-9a-f]{20}$' out
expect "lock" 0 user lock officer --data d
expect "list" 0 user list --data d
holds "list shows areas" grep -qP '^leader\tleader\thamlet_leader\thamlet:H1,hamlet:H2\t$' out
holds "list shows the lock" grep -qP '^officer\tNguyễn Thị Hoa\tofficer\tcommune:22366\t\d{4}-' out
holds "list shows no hash" sh -c '! grep -q argon2 out'
expect "unlock" 0 user unlock officer --data d
expect "lock an unknown user" 1 user lock nobody --data d
expect "an area twice" 1 user add twice --role officer --area 22366 --area 22366 --data d
says "which one" "the area 22366 stands twice"

# ---- tables ----
expect "demo" 0 demo --data t --sheets 1200
expect "a table as CSV" 0 table phieu --data t --as officer --query "state=accepted"
holds "its columns" grep -qF "id,full_name,birth_date,sex,citizen_id," out
holds "a row a sheet, whole numbers for an officer" grep -qE '^[0-9]+,[^,]+,[0-9-]+,[12],[0-9]{12},' out
rows=$(($(wc -l < out) - 1))
holds "whose rows it showed is noted" test "$(sqlite3 t/mau03.db "SELECT action, table_name, shown FROM access_log ORDER BY id DESC LIMIT 1")" = "export|phieu|$rows"
expect "masked for who sees numbers masked" 0 table phieu --data t --as province --format json
holds "no whole number" sh -c '! grep -qE "\"citizen_id\":\"[0-9]{9}" out'
holds "JSON of all rows" sh -c 'node -e "const t = JSON.parse(require(\"fs\").readFileSync(0)); process.exit(t.rows.length === t.total && t.next === null && t.total > 300 ? 0 : 1)" < out'
expect "a table that no page counts" 0 table nhat-ky --data t --as admin --format json
holds "is counted" sh -c 'node -e "const t = JSON.parse(require(\"fs\").readFileSync(0)); process.exit(t.rows.length === t.total && t.total > 300 ? 0 : 1)" < out'
expect "a workbook" 0 table phieu --data t --as officer --format xlsx
holds "is one" sh -c '/usr/bin/python3 "'"$here"'/../xlsx.py" < out | grep -qF "Danh sách phiếu"'
for format in json xlsx csv; do
	expect "more rows than are read at once, as $format" 0 table phieu --data t --as province2 --format $format
done
holds "all of them" test $(($(wc -l < out) - 1)) -eq "$(sqlite3 t/mau03.db "SELECT count(*) FROM worker_sheet WHERE campaign_id = (SELECT id FROM campaign WHERE code = 'BT-2024')")"
expect "no such table" 2 table phiếu --data t --as officer
expect "no such format" 2 table phieu --data t --as officer --format pdf
expect "another role's table" 1 table phieu --data t --as admin
expect "nobody of that name" 1 table phieu --data t --as nobody
expect "a filter that means nothing" 1 table phieu --data t --as officer --query "state=flying"
holds "which prints nothing" test ! -s out
expect "passwords of a demo stay" 1 user passwd officer --data t
expect "a query that is none" 1 table phieu --data t --as officer --query "state=%zz"
expect "no data there" 1 table phieu --data nowhere --as officer
before=$(sqlite3 t/mau03.db "SELECT count(*) FROM access_log")
expect "lock who had asked" 0 user lock officer --data t
expect "nothing for who is locked" 1 table phieu --data t --as officer
holds "which prints nothing and notes nothing" test ! -s out -a "$before" = "$(sqlite3 t/mau03.db "SELECT count(*) FROM access_log")"
expect "unlock who had asked" 0 user unlock officer --data t
for format in csv json xlsx; do
	"$MAU03" table phieu --data t --as officer --format $format > /dev/full 2> err < in
	holds "$format to a full disk" test $? -eq 1
	says "$format to a full disk is told" "stdout cannot be written"
done
mv t/tmp t/put-aside 2> err || :
: > t/tmp
expect "no room for a workbook" 1 table phieu --data t --as officer --format xlsx
holds "which prints nothing" test ! -s out
rm t/tmp
expect "a table whose page leads to parts of it" 0 table dia-ban --data t --as admin
holds "what stands above all" grep -q ',province,' out
expect "a table of one thing" 2 table ban-giao --data t --as officer

# ---- one writer, private files ----
chmod 755 d
expect "a wide folder is warned about" 0 user list --data d
says "warning" "warning: d has mode 755"
chmod 700 d
(
	exec 9> d/lock
	flock 9
	"$MAU03" user lock officer --data d > out 2> err
	echo $? > status
	"$MAU03" user list --data d > listed 2>> err
	echo $? >> status
)
holds "locked folder: writing fails, looking goes on" test "$(tr '\n' ' ' < status)" = "1 0 "

finish
