# Sourced by the tests of the commands: a folder to work in, and how a line is judged and printed.
# MAU03 names the program (default build/mau03).
here=$(cd "$(dirname "$0")" && pwd)
MAU03=${MAU03:-$here/../../build/mau03}
MAU03=$(realpath -e "$MAU03") || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
umask 022
passed=0 failed=0

report() { # NAME TRUE_OR_FALSE
	if [ "$2" = true ]; then
		passed=$((passed + 1))
		echo "ok $1"
	else
		failed=$((failed + 1))
		echo "FAIL $1"
		sed 's/^/	/' out err
	fi
}

# expect NAME STATUS COMMAND...: runs it, its output in out and err
expect() {
	name=$1 status=$2
	shift 2
	"$MAU03" "$@" > out 2> err < in
	got=$?
	if [ $got -eq "$status" ]; then report "$name" true; else report "$name (exit $got, not $status)" false; fi
}

holds() { # NAME CONDITION...
	name=$1
	shift
	if "$@" > /dev/null 2>&1; then report "$name" true; else report "$name" false; fi
}

prints() { holds "$1" grep -qF -- "$2" out; }
says() { holds "$1" grep -qF -- "$2" err; }
sum() { sha256sum < "$1"; }
: > in

finish() {
	echo "$passed passed, $failed failed"
	[ $failed -eq 0 ]
}
