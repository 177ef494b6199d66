#!/bin/sh
# The manual pages, the completion and the README say what the program's usage says.
set -u
. "$(dirname "$0")/harness.sh"
top=$(cd "$here/../.." && pwd)
completion=$top/src/operation/mau03.bash-completion

"$MAU03" --help > usage
commands=$(wc -l < usage)
roles=$(sed -n 's/^#define ROLE_[A-Z_]*_CODE "\(.*\)"$/\1/p' "$top/src/base/code.h" | sort)

page() { # LANGUAGE USAGE [TEXTS]
	awk -v lang="$1" -v version=1 -f "$top/src/operation/man/man.awk" "$2" "${3:-$top/src/operation/man/pages.tsv}" > out 2> err
}
for language in en vi; do
	holds "the page ($language) is made of the usage" page $language usage
	cp out page
	holds "nothing is said about it" test ! -s err
	holds "it has every command" test "$(grep -c '^.fBmau03 [a-z]' page)" = "$commands"
	while read -r _ _ line; do
		name=$(printf '%s\n' "$line" | sed 's/^\([a-z]*\( [a-z][a-z]*\)*\).*/\1/')
		holds "$name stands there as in the usage" grep -qF -- "\\fBmau03 $name\\fR $(printf '%s\n' "$line" | sed "s/^$name *//; s/-/\\\\-/g")" page
	done < usage
	for role in $roles; do
		holds "it has the role $role" grep -qwF -- "$role" page
	done
	if command -v man > /dev/null; then
		LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z page > /dev/null 2> err
		holds "groff has nothing to say" test ! -s err
	fi
done
sed '/^usage: mau03 verify/d' usage > fewer
holds "no page with a command that is not there" sh -c '! "$@"' - awk -v lang=en -f "$top/src/operation/man/man.awk" fewer "$top/src/operation/man/pages.tsv"
{ cat usage; echo 'usage: mau03 fly --data DIR [--today D]'; } > more
holds "no page without words for a command" sh -c '! "$@"' - awk -v lang=en -f "$top/src/operation/man/man.awk" more "$top/src/operation/man/pages.tsv"
sed 's/^usage: mau03 verify/& --high/' usage > more
holds "no page without words for an option" sh -c '! "$@"' - awk -v lang=en -f "$top/src/operation/man/man.awk" more "$top/src/operation/man/pages.tsv"

# ---- completion ----
mkdir bin && ln -s "$MAU03" bin/mau03
touch answers.txt
cat > complete.bash <<'END'
. "$1"
shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_mau03
printf '%s\n' "${COMPREPLY[@]}" | sort -u | paste -sd ' '
END
offers() { # NAME WANTED WORD…: what is offered for the last of the words
	told=$1 wanted=$(printf '%s\n' $2 | sort -u | paste -sd ' ')
	shift 2
	PATH=$work/bin:$PATH bash complete.bash "$completion" mau03 "$@" > out 2> err
	if [ "$(cat out)" = "$wanted" ] && [ ! -s err ]; then report "$told" true; else report "$told (wanted: $wanted)" false; fi
}
offers "every command is offered" "$(sed 's/^usage: mau03 \([a-z]*\).*/\1/' usage)" ""
while read -r _ _ line; do
	name=$(printf '%s\n' "$line" | sed 's/^\([a-z]*\( [a-z][a-z]*\)*\).*/\1/')
	options=$(printf '%s\n' "$line" | tr '[]|' '   ' | tr ' ' '\n' | grep '^--')
	case $name in
	*' '*) offers "$name: its second word" "$(sed -n "s/^usage: mau03 ${name% *} \([a-z]*\).*/\1/p" usage)" "${name% *}" "" ;;
	esac
	# shellcheck disable=SC2086
	offers "$name: its options" "$options" $name --
done < usage
offers "what was given is not offered again" "--today" verify --data d --
offers "what may be repeated is" "--area --full-name --password-stdin --today" user add lan --data d --role officer --area 1 --
offers "the roles" "$roles" user add lan --role ""
offers "the forms of a file" "csv json xlsx" table sheets --format ""
offers "a switch of a campaign" "on off" campaign add --four-eyes ""
offers "files" "answers.txt" restore an
offers "folders" "bin" verify --data b
offers "nothing for what is no command" "" fly ""
offers "nothing where a word of one's own is wanted" "" user add lan --full-name ""

# ---- README ----
sed 's/sudo -u mau03 //g' "$top/README.md" | grep -oE '(build/|^| |`)mau03 [a-z]+( [^`|]*|`|$)' | sed 's/^.*mau03 //' | grep -oE -- '^[a-z]+|--[a-z-]+' | sort -u > named
while read -r word; do
	holds "the README's $word is in the usage" grep -qE -- "(mau03 |[ [|])$word([] ]|$)" usage
done < named

finish
