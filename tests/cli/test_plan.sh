#!/bin/sh
# A campaign's whole plan by commands: days of stages, milestones, tasks, the two steps of closing.
set -u
. "$(dirname "$0")/harness.sh"

listed() { # NAME WANTED COMMAND…: what a list says, its lines joined by "; "
	told=$1 wanted=$2
	shift 2
	expect "$told" 0 "$@"
	if [ "$(sed 1d out | tr '\t' ' ' | paste -sd ';' | sed 's/;/; /g')" = "$wanted" ]; then report "$told, as wanted" true; else report "$told (wanted: $wanted)" false; fi
}

"$MAU03" init --data d > password
"$MAU03" import areas --official 2024 --data d > out 2> err
for n in 1 2 3 4 5 6 7 8 9 10; do
	"$MAU03" area add --data d --parent 22351 --code "2235101$n" --name "Tổ dân phố $n" --valid-from 2023-01-01 > out 2> err || exit 1
done
c="--data d --campaign PS-2023 --today 2023-06-05"
expect "the campaign, with number and day of its plan" 0 campaign add --data d --code PS-2023 --name "Phường Phương Sài" --area 22351 --from 2023-06-01 --to 2024-06-30 \
	--hamlet-stage on --plan-no "1234/KH-UBND" --plan-on 2023-05-20
expect "all year, and an end" 2 campaign add --data d --code TX --name X --area 22351 --from 2023-06-01 --to 2024-06-30 --continuous on

# ---- stages ----
expect "days of the stages" 0 campaign stage $c --collect 30 --tally 5 --check 10 --entry 30
expect "one of them without a limit" 0 campaign stage $c --tally 0
expect "and again" 0 campaign stage $c --tally 5
expect "no stage named" 2 campaign stage $c
expect "too many days" 2 campaign stage $c --check 4000

# ---- milestones ----
expect "a milestone" 0 campaign milestone set $c --stage entry --last-day 2023-12-31 --share 50
expect "before a day" 0 campaign milestone set $c --stage entry --before 2024-07-01
listed "milestones" "entry 2023-12-31 50; entry 2024-06-30 100" campaign milestone list --data d --campaign PS-2023
expect "another share of the same" 0 campaign milestone set $c --stage entry --last-day 2023-12-31 --share 40
listed "changed" "entry 2023-12-31 40; entry 2024-06-30 100" campaign milestone list --data d --campaign PS-2023
expect "dropped" 0 campaign milestone drop $c --stage entry --last-day 2023-12-31
expect "which is gone" 1 campaign milestone drop $c --stage entry --last-day 2023-12-31
expect "no stage" 2 campaign milestone set $c --stage fly --last-day 2023-12-31
expect "no day" 2 campaign milestone set $c --stage entry
expect "two days" 2 campaign milestone set $c --stage entry --last-day 2023-12-31 --before 2024-01-01
expect "a share over all" 2 campaign milestone set $c --stage entry --last-day 2023-12-31 --share 101
expect "another act" 2 campaign milestone fly $c
expect "no campaign" 1 campaign milestone list --data d --campaign X

# ---- tasks ----
expect "a task" 0 campaign task set $c --name "Ban hành kế hoạch" --whose "UBND phường" --before 2023-06-11
expect "one that comes again" 0 campaign task set $c --name "Báo cáo" --last-day 2023-06-25 --every month
expect "done" 0 campaign task set $c --name "Ban hành kế hoạch" --done 2023-06-01
listed "tasks" "Ban hành kế hoạch UBND phường 2023-06-10 once 2023-06-01 2023-06-10 done; Báo cáo  2023-06-25 month  2023-07-25 waiting" \
	campaign task list --data d --campaign PS-2023 --today 2023-07-01
expect "not done after all" 0 campaign task set $c --name "Ban hành kế hoạch" --done ""
listed "late" "Ban hành kế hoạch UBND phường 2023-06-10 once  2023-06-10 late; Báo cáo  2023-06-25 month  2023-07-25 waiting" \
	campaign task list --data d --campaign PS-2023 --today 2023-07-01
expect "what comes again without a day" 1 campaign task set $c --name "Tập huấn" --every month
expect "one without a day" 0 campaign task set $c --name "Tập huấn"
expect "and away" 0 campaign task drop $c --name "Tập huấn"
expect "the same on another day" 0 campaign task set $c --name "Báo cáo" --last-day 2023-12-10 --every year
expect "which of them" 1 campaign task drop $c --name "Báo cáo"
says "is asked" "--last-day says which"
expect "this" 0 campaign task drop $c --name "Báo cáo" --last-day 2023-12-10
expect "dropped again" 1 campaign task drop $c --name "Báo cáo" --last-day 2023-12-10
expect "nothing by that name" 1 campaign task drop $c --name "Bay"
expect "how often" 2 campaign task set $c --name "Báo cáo" --every week
expect "no name" 2 campaign task set $c --last-day 2023-12-10
expect "one day said twice" 2 campaign task set $c --name x --last-day 2023-12-10 --before 2023-12-11
expect "another act" 2 campaign task fly $c

# ---- closing ----
expect "closed for collection" 0 campaign close $c --collection 2024-07-01
expect "closed" 0 campaign close $c --all 2024-09-01
expect "before it began" 1 campaign close $c --collection 2023-05-31
expect "the second step before the first" 1 campaign close $c --all 2024-06-30
expect "neither step" 2 campaign close $c
expect "a day ahead closes nothing" 0 campaign milestone set --data d --campaign PS-2023 --today 2024-08-31 --stage entry --last-day 2024-12-31
expect "a closed campaign is for reading" 1 campaign milestone set --data d --campaign PS-2023 --today 2024-09-01 --stage entry --last-day 2025-12-31
says "why" "is closed since 2024-09-01"
expect "days too" 1 campaign stage --data d --campaign PS-2023 --today 2024-09-01 --entry 31
expect "targets too" 1 target set --data d --campaign PS-2023 --today 2024-09-01 --area commune:22351 --count 10
expect "opened again" 0 campaign close --data d --campaign PS-2023 --today 2024-09-01 --all "" --collection ""
expect "and written" 0 campaign stage --data d --campaign PS-2023 --today 2024-09-01 --entry 31
expect "all of it stands" 0 verify --data d

# ---- begun with a plan, or with the year before ----
b="--data d --area commune:22351 --today 2024-01-02"
expect "a plan that the program carries" 0 campaign add $b --code BG --plan bac-giang-2024
listed "its milestones" "collect 2024-05-31 100; entry 2024-06-30 100" campaign milestone list --data d --campaign BG
expect "its tasks" 0 campaign task list --data d --campaign BG --today 2024-01-02
holds "all of them" test "$(wc -l < out)" -eq 14
prints "before 30/3" "Ban hành kế hoạch cấp tỉnh	UBND tỉnh	2024-03-29	once"
prints "the third round, before 30/6" "Báo cáo tiến độ cập nhật thông tin, đợt 3	UBND cấp huyện	2024-06-29	once"
expect "a plan without a first day" 1 campaign add $b --code HN --plan ha-noi-2025
says "which is asked for" "--from are needed"
expect "with one" 0 campaign add $b --code HN --plan ha-noi-2025 --from 2024-02-01
expect "all year" 0 campaign add $b --code QN --plan quang-ngoc-2023
expect "the year after" 0 campaign add $b --code BG-2025 --copy BG --name "Năm 2025"
listed "its milestones, a year later" "collect 2025-05-31 100; entry 2025-06-30 100" campaign milestone list --data d --campaign BG-2025
expect "no such plan" 1 campaign add $b --code X --plan fly
expect "no such campaign" 1 campaign add $b --code X --copy fly
expect "both" 2 campaign add $b --code X --copy BG --plan bac-giang-2024
expect "neither, and no name" 2 campaign add $b --code X --from 2024-02-01
expect "Phương Sài's" 0 campaign add $b --code PS --plan phuong-sai-2023
listed "its halves" "entry 2023-12-31 50; entry 2024-06-30 100" campaign milestone list --data d --campaign PS
expect "Bình Thuận's" 0 campaign add $b --code BT --plan binh-thuan-2024
listed "its milestones" "collect 2024-07-31 100; check 2024-07-31 100; entry 2024-08-31 100" campaign milestone list --data d --campaign BT
expect "a target that follows from what is expected and surveyed" 0 target set --data d --campaign BT --area commune:22351 --expected 83000 --surveyed 51690
holds "half up" sqlite3 -readonly d/mau03.db "SELECT 1/(sheets = 44233) FROM target WHERE expected = 83000"
expect "another count than that" 1 target set --data d --campaign BT --area commune:22351 --expected 83000 --surveyed 51690 --count 44232
expect "more surveyed than expected" 1 target set --data d --campaign BT --area commune:22351 --expected 1 --surveyed 2
expect "half of it" 2 target set --data d --campaign BT --area commune:22351 --expected 83000
expect "it stands" 0 verify --data d

finish
