#!/bin/sh
# Rows from files: accounts, members of the Tổ, sheets. What is rejected and why, that nothing is stored twice, that a
# trial stores nothing.
set -u
. "$(dirname "$0")/harness.sh"

"$MAU03" demo --data d --sheets 50 > out 2> err || { cat err; exit 1; }
sheets() { sqlite3 d/mau03.db 'SELECT count(*) FROM worker_sheet'; }

# ---- usage ----
expect "no campaign for sheets" 2 import sheets x.csv --data d
expect "no such file" 1 import members x.csv --data d
expect "no such map" 1 import members x.csv --data d --map other
says "the maps that there are" "tcvn3, vni"
printf '\000\001\002' > binary
expect "no table" 1 import members binary --data d
printf 'A;B\n1;2\n' > other.csv
expect "no heads" 1 import members other.csv --data d
says "what to do" "Vui lòng đặt tên cột như mẫu"
printf 'Họ và tên;Vai trò\nA;officer\n' > lacks.csv
expect "a required column is missing" 1 import users lacks.csv --data d
says "which" "Thiếu cột bắt buộc: Tên đăng nhập"

# ---- members ----
cat > m.csv <<'EOF'
DANH SÁCH TỔ CÔNG TÁC;;;;;
STT;Họ và tên;Đơn vị;Địa bàn phụ trách;Điện thoại;Số CCCD
(1);(2);(3);(4);(5);(6)
1;Nguyễn Thị Hoa;Đoàn thanh niên;22351;0905123456;056190000001
2;Trần Văn An;Hội Phụ nữ;Tổ dân phố 3;905123456;056190000002
3;Lê Văn Bê;;99999;;

4;NGUYỄN THỊ HOA;Đoàn thanh niên;22351;0905123456;056190000001
5;Nguyễn Thị Hoa;Hội Nông dân;22351;0905123456;056190000001
;Tổng cộng;;;;
;;;;;Người lập biểu
;;;;;Nguyễn Văn C
EOF
expect "a trial" 0 import members m.csv --data d --dry-run --area 22351
prints "what it would be" "read 5, new 1, changed 0, same 1, rejected 3"
expect "the trial stored nothing" 0 import members m.csv --data d --area 22351 --rejects r.xlsx
prints "members" "read 5, new 1, changed 0, same 1, rejected 3"
says "a lost zero, with the cell" 'm.csv!E5: Điện thoại: Số 905123456 thiếu chữ số 0 ở đầu'
says "an unknown area" 'm.csv!D6: Địa bàn phụ trách: Không có địa bàn “99999”'
says "another row of the same" 'm.csv!9: Dòng này nói về cùng một đối tượng với dòng 4'
says "numbers of columns" 'm.csv!3: không đọc: dòng đánh số cột'
says "an empty row" 'm.csv!7: không đọc: dòng trống'
says "a sum" 'm.csv!10: không đọc: dòng cộng'
says "a signature" 'm.csv!11: không đọc: phần ký tên'
says "and who signed" 'm.csv!12: không đọc: phần ký tên'
holds "the rejects are a workbook" sh -c 'head -c 2 r.xlsx | grep -q PK'
expect "the same file again" 0 import members m.csv --data d --area 22351
prints "what was stored is the same" "read 5, new 0, changed 0, same 2, rejected 3"
says "the first import is named" "Tệp này đã được nhập lần đầu lúc"
sed -e 's/;905123456/;0905123456/' -e '/99999/d' -e '/Nông dân/d' m.csv > m2.csv
expect "mended" 0 import members m2.csv --data d --area 22351
prints "only what was rejected enters" "read 3, new 1, changed 0, same 2, rejected 0"
sed 's/;0905123456;056190000001/;0905999999;056190000001/' m2.csv > m3.csv
expect "a phone that changed" 0 import members m3.csv --data d --area 22351
prints "is a change" "read 3, new 0, changed 1, same 2, rejected 0"
head -n 2 m2.csv > m4.csv
echo '1;Phạm Thị Dung;;"Tổ dân phố 3, Tổ dân phố 4";;056190000009' >> m4.csv
sed 's/Tổ dân phố 4/Tổ dân phố 5/' m4.csv > m5.csv
expect "somebody of two hamlets" 0 import members m4.csv --data d --area 22351
expect "one of them another" 0 import members m5.csv --data d --area 22351
prints "is a change" "read 1, new 0, changed 1, same 0, rejected 0"

# ---- accounts ----
printf 'username,full_name,role,area\nlan.nt,Nguyễn Thị Lan,officer,22351\nBad Name,An,officer,22351\nminh,Lê Minh,Điều tra viên,commune:22351\nkhong,Lê Không,officer,\nvai,Lê Vai,chef,22351\n' > u.csv
expect "accounts" 0 import users u.csv --data d --passwords p
prints "of them" "read 5, new 2, changed 0, same 0, rejected 3"
says "signs of a name" 'u.csv!A3: Tên đăng nhập: Chỉ dùng chữ thường'

says "no such role" 'u.csv!C6: Vai trò: Không có vai trò “chef”'
holds "a password for each" test "$(wc -l < p)" -eq 2
holds "for its owner alone" test "$(stat -c %a p)" = 600
expect "the passwords are not written over" 1 import users u.csv --data d --passwords p
expect "again" 0 import users u.csv --data d
prints "the same accounts" "read 5, new 0, changed 0, same 2, rejected 3"
expect "listed" 0 user list --data d
prints "with its area" "lan.nt	Nguyễn Thị Lan	officer	commune:22351"
sed 's/lan.nt,Nguyễn Thị Lan,officer/lan.nt,Nguyễn Thị Lan,leader/' u.csv > u2.csv
expect "another role" 0 import users u2.csv --data d
prints "is a change" "read 5, new 0, changed 1, same 1, rejected 3"

# ---- the list of people ----
printf 'TT;Họ và tên;Ngày sinh;Giới tính;Số CCCD;Địa chỉ;Hộ số;Chủ hộ;Thôn\n1;Nguyễn Văn Bốn;1985;Nam;056085123401;Yersin;1;Nguyễn Văn Bốn;Tổ dân phố 1\n2;Lê Thị Năm;03/1990;Nữ;;Yersin;1;Nguyễn Văn Bốn;2235102\n3;Lê Thị Sáu;32/03/1990;Khác;;Yersin;1;Nguyễn Văn Bốn;\n' > r.csv
expect "a list of people" 0 import roster r.csv --data d --campaign PS-2023
prints "of them" "read 3, new 2, changed 0, same 0, rejected 1"
says "no such day" 'r.csv!C4: Ngày sinh: “32/03/1990” không phải ngày'
says "no such sex" 'r.csv!D4: Giới tính: Giới tính “Khác” không rõ'
says "no hamlet" 'r.csv!I4: Thôn, tổ dân phố: Chưa có thôn'
expect "again" 0 import roster r.csv --data d --campaign PS-2023
prints "the same" "read 3, new 0, changed 0, same 2, rejected 1"
sed -e 's/;Yersin;1;/;Lê Lợi;1;/' -e '3,$d' r.csv > r2.csv
expect "a list of all" 0 import roster r2.csv --data d --campaign PS-2023 --whole
prints "one changed" "read 1, new 0, changed 1, same 0, rejected 0"
holds "who is not in it is gone" test "$(sqlite3 d/mau03.db "SELECT count(*) FROM roster_entry WHERE gone_list_id IS NOT NULL AND full_name = 'Lê Thị Năm'")" -eq 1

sqlite3 d/mau03.db "UPDATE campaign SET closed_on = '2023-01-01' WHERE code = 'PS-2023'"
sed 's/Lê Lợi/Quang Trung/' r2.csv > r3.csv
expect "a list of a closed campaign" 0 import roster r3.csv --data d --campaign PS-2023
prints "is refused row by row" "read 1, new 0, changed 0, same 0, rejected 1"
sqlite3 d/mau03.db "UPDATE campaign SET closed_on = NULL WHERE code = 'PS-2023'"

# ---- sheets ----
head='paper_no,area_id,full_name,birth_date,sex,citizen_id,permanent_address,general_education,qualification,activity_status,inactive_reason,collected_on,informant_name'
row() { printf '%s,2235101,%s,05/03/1985,1,%s,12 Yersin; Phương Sài,4,1,3,3,12/06/2023,Lê Văn Tám\n' "$1" "$2" "$3"; }
{ echo "$head"; row A1 'Lê Văn Tám' 056085900001; row A2 'Lê Văn Chín' 056085900002; row A3 'Lê Văn Mười' 56085900003
  row A4 'Trần Văn Một' 056085900004 | sed 's/,4,1,3,3,/,9,1,3,3,/'; row A5 'Trần Văn Hai' '#N/A'; row A1 'LÊ VĂN TÁM' 056085900001
  row A6 'Lê Văn Ba' 056085900001; } > s.csv
before=$(sheets)
expect "a trial of sheets" 0 import sheets s.csv --data d --campaign PS-2023 --dry-run
prints "what would be" "read 7, new 2, changed 0, same 1, rejected 4"
holds "nothing was stored" test "$(sheets)" -eq "$before"
expect "sheets" 0 import sheets s.csv --data d --campaign PS-2023 --rejects r.xlsx
prints "what is" "read 7, new 2, changed 0, same 1, rejected 4"
holds "they are there" test "$(sheets)" -eq $((before + 2))
says "a lost zero is never padded" 's.csv!F4: Số CCCD/CMND: Số 56085900003 thiếu chữ số 0'
says "no such option" 's.csv!H5: '
says "by its rule" 'E19'
says "another human with the number" 's.csv!8: Dòng này nói về cùng một đối tượng với dòng 2'
expect "sheets again" 0 import sheets s.csv --data d --campaign PS-2023
prints "are the same" "read 7, new 0, changed 0, same 3, rejected 4"
holds "and not there twice" test "$(sheets)" -eq $((before + 2))
{ echo "$head"; row A1 'Lê Văn Tám' 056085900001; row A3 'Lê Văn Mười' 056085900003; } > s2.csv
expect "mended sheets" 0 import sheets s2.csv --data d --campaign PS-2023
prints "only the mended one enters" "read 2, new 1, changed 0, same 1, rejected 0"
{ echo "$head"; row A9 'Ngô Văn Khác' 056085900001; } > s3.csv
expect "a number that is there" 0 import sheets s3.csv --data d --campaign PS-2023
prints "is a duplicate" "read 1, new 0, changed 0, same 0, rejected 1"
says "by its rule" "E50"
"$MAU03" user add foreign --data d --role officer --area 16498 > pw 2> /dev/null
{ echo "$head"; row B1 'Ngô Văn Xa' 056085900009; } > s4.csv
expect "an officer of another commune" 0 import sheets s4.csv --data d --campaign PS-2023 --as officer2
prints "stores none here" "read 1, new 0, changed 0, same 0, rejected 1"
expect "one of this" 0 import sheets s4.csv --data d --campaign PS-2023 --as officer
prints "does" "read 1, new 1, changed 0, same 0, rejected 0"
expect "police import none" 1 import sheets s4.csv --data d --campaign PS-2023 --as police
printf 'STT;Ngày thu thập;Họ và tên;CMND/CCCD/Số định danh;Ngày sinh;Giới tính;Nơi thường trú;Dân tộc;Đối tượng ưu tiên;GDPT;CMKT;Công việc đang làm;Nơi làm việc;Địa chỉ nơi làm việc;Thời gian thất nghiệp;Nguyên nhân không tham gia HĐKT\n1;12/06/2023;Lý Văn Sáu;056085900010;05/03/1985;Nam;Phương Sài;Kinh;;Tốt nghiệp THPT;Chưa qua đào tạo;;;;;Nội trợ\n' > list.csv
expect "a list that lacks questions" 0 import sheets list.csv --data d --campaign PS-2023 --area 2235101
prints "is rejected" "read 1, new 0, changed 0, same 0, rejected 1"
says "naming what is missing" "Người cung cấp thông tin"
printf 'Hä vµ tªn;§¬n vÞ;Địa bàn\nNguyÔn V¨n B¶y;§oµn thanh niªn;22351\nTrÇn ThÞ H­¬ng;Héi Phô n÷;22351\n' > old.csv
expect "an old font" 0 import members old.csv --data d
prints "is rejected" "read 2, new 0, changed 0, same 0, rejected 2"
says "with its name" "TCVN3"
says "and how it reads" "Trần Thị Hương"
expect "converted" 0 import members old.csv --data d --map tcvn3
prints "it enters" "read 2, new 2, changed 0, same 0, rejected 0"

# ---- employers ----
printf 'STT;Tên doanh nghiệp;Mã số thuế;Địa chỉ;Ngành nghề\n1;Công ty TNHH Dệt May Phương Sài;4200123456;12 Yersin, Nha Trang;Dệt may\n2;Công ty Cổ phần Nước;123;1 Lê Lợi;Cấp nước\n3;Chợ Phương Sài;;Đường Phương Sài;\n4;Công ty số không;200123457;2 Lê Lợi;\n' > e.csv
expect "employers" 0 import employers e.csv --data d
prints "of them" "read 4, new 2, changed 0, same 0, rejected 2"
says "no such code" 'e.csv!C3: Mã số: Mã số “123” không đúng'
says "one that lost its zero" 'e.csv!C5: Mã số: Số 200123457 thiếu chữ số 0'
sed -e 's/12 Yersin/14 Yersin/' -e '3d;5d' e.csv > e2.csv
expect "another address" 0 import employers e2.csv --data d
prints "is a change" "read 2, new 0, changed 1, same 1, rejected 0"
expect "they are listed" 0 table noi-lam-viec --data d --as officer --query q=det --format csv
prints "by the words of a name" "14 Yersin"

# ---- targets ----
cat > t.csv <<'EOF'
STT;Địa phương;Dự kiến lực lượng lao động;Đã điều tra;Dự kiến biến động;Điều tra mới;Chỉ tiêu
1;Phan Thiết;126.000;88.980;22.245;37.020;59.265
2;La Gi;80.000;50.206;12.552;29.794;42.346
10;Phú Quý;25.000;20.101;5.025;4.899;9.924
Tổng cộng;;231.000;159.287;39.822;71.713;111.535
EOF
expect "a trial of targets" 0 import targets t.csv --data d --campaign BT-2024 --dry-run
prints "what they would be" "read 3, new 0, changed 3, same 0, rejected 0"
expect "targets" 0 import targets t.csv --data d --campaign BT-2024 --on 2024-07-31
prints "what they are" "read 3, new 0, changed 3, same 0, rejected 0"
expect "again" 0 import targets t.csv --data d --campaign BT-2024 --on 2024-07-31
prints "the same" "read 3, new 0, changed 0, same 3, rejected 0"
targets=$(sqlite3 d/mau03.db 'SELECT sum(sheets) FROM target')
sed 's/29.794/29.795/' t.csv > t2.csv
expect "one wrong figure" 1 import targets t2.csv --data d --campaign BT-2024
says "is named with its cell" 't2.csv!F3: '
sed 's/111.535/111.536/' t.csv > t3.csv
expect "a wrong sum" 1 import targets t3.csv --data d --campaign BT-2024
says "is named too" 't3.csv!'
sed 's/88.980/nhiều/' t.csv > t4.csv
expect "no number" 1 import targets t4.csv --data d --campaign BT-2024
says "is told" 't4.csv!D2: Đã điều tra: “nhiều” không phải số nguyên'
holds "and nothing was stored" test "$(sqlite3 d/mau03.db 'SELECT sum(sheets) FROM target')" = "$targets"

expect "what it all comes to" 0 verify --data d
finish
