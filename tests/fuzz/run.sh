#!/bin/sh
# run.sh TARGET CORPUS RUNS: a fixed number of inputs from a fixed seed, beginning with the kept ones; new finds are not kept.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$1" -runs="$3" -seed=1 -max_len=8192 -artifact_prefix="$scratch/" "$scratch" "$2"
echo "ok ${1##*/} $3 runs"
