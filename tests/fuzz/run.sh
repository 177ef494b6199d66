#!/bin/sh
# run.sh TARGET CORPUS RUNS: a number of inputs from a fixed seed, of five seconds at most, beginning with the kept ones; new finds are not kept. Targets that
# speak to a server over a socket or decode pictures get a tenth.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
runs=$3
case ${1##*/} in fuzz_requests | fuzz_cookies | fuzz_photo) runs=$(($3 / 10)) ;; esac
"$1" -runs="$runs" -max_total_time=5 -seed=1 -max_len=8192 -artifact_prefix="$scratch/" "$scratch" "$2"
echo "ok ${1##*/} $runs runs"
