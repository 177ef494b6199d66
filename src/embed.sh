#!/bin/sh
# Writes OUT/assets.c (the table, sorted by name) and OUT/asset-data.S (the bytes) for the given files.
# Style sheets are embedded as built, each with the tokens before it: OUT/*.css.
set -eu
out=$1
shift
{
	echo '#include "base/process/assets.h"'
	n=0
	for file in $(printf '%s\n' "$@" | LC_ALL=C sort); do
		echo "extern const char asset_data_$n[];"
		n=$((n + 1))
	done
	echo 'extern const struct asset asset_table[];'
	echo 'extern const size_t asset_count;'
	echo 'const struct asset asset_table[] = {'
	n=0
	for file in $(printf '%s\n' "$@" | LC_ALL=C sort); do
		from=$file
		[ "$file" = "${file%.css}" ] || from=$out/${file#static/}
		echo "	{ \"$file\", asset_data_$n, $(wc -c < "$from") },"
		n=$((n + 1))
	done
	echo '};'
	echo 'const size_t asset_count = sizeof asset_table / sizeof asset_table[0];'
} > "$out/assets.c"
{
	echo '	.section .note.GNU-stack,"",@progbits'
	echo '	.section .rodata'
	n=0
	for file in $(printf '%s\n' "$@" | LC_ALL=C sort); do
		from=$file
		[ "$file" = "${file%.css}" ] || from=$out/${file#static/}
		printf '	.global asset_data_%d\nasset_data_%d:\n	.incbin "%s"\n	.byte 0\n' "$n" "$n" "$from"
		n=$((n + 1))
	done
} > "$out/asset-data.S"
