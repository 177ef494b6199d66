// Rooms: a page includes no other page, nothing includes itself in a circle, a folder has about twenty files, every .c has a header that speaks
// of it, and no two files have one name.
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { report, sources } from './sources.mjs';

const MOST = 24;
const files = sources(/\.(c|h|cc|def)$/);
const text = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
const faults = [];

// ---- rooms of web/: what stands beside web.h may include all of them; the others only what is shared, and themselves
const SHARED = { frame: ['frame'], input: ['frame', 'input'], part: ['frame', 'part'], list: ['frame', 'part', 'list'] };
const roomOf = (file) => file.match(/^src\/web\/([^/]+)\//)?.[1];
for (const file of files) {
	const room = roomOf(file);
	if (room === undefined)
		continue;
	const allowed = SHARED[room] ?? ['frame', 'input', 'part', 'list', room];
	for (const [, name] of text.get(file).matchAll(/^#include "([^"]+)"/gm)) {
		const other = name.startsWith('web/') ? name.split('/')[1] : undefined;
		if (other !== undefined && !allowed.includes(other))
			faults.push(`${file}: includes "${name}" of another room`);
	}
}

// ---- circles: of headers; in web/, where a .c and its .h are one, of pages
const unit = (path) => (path.startsWith('web/') ? path.replace(/\.(c|h)$/, '') : path);
const graph = new Map();
for (const file of files) {
	const from = unit(file.slice(4)), to = graph.get(from) ?? new Set();
	for (const [, name] of text.get(file).matchAll(/^#include "([^"]+)"/gm)) {
		if (unit(name) !== from)
			to.add(unit(name));
	}
	graph.set(from, to);
}
const state = new Map(), path = [];
function walk(node) {
	state.set(node, 'open');
	path.push(node);
	for (const next of graph.get(node) ?? []) {
		if (state.get(next) === 'open')
			faults.push(`circle of includes: ${[...path.slice(path.indexOf(next)), next].join(' > ')}`);
		else if (!state.has(next))
			walk(next);
	}
	path.pop();
	state.set(node, 'done');
}
for (const node of graph.keys()) {
	if (!state.has(node))
		walk(node);
}

// ---- folders, and who speaks of a .c
const folders = Map.groupBy?.(files, dirname) ?? files.reduce((map, file) => map.set(dirname(file), [...map.get(dirname(file)) ?? [], file]), new Map());
const headingsIn = (folder) => (folders.get(folder) ?? []).filter((file) => file.endsWith('.h')).flatMap((file) =>
	[...text.get(file).matchAll(/^\/\* ---- ([\s\S]*?) ---- \*\/$/gm)].map((found) => found[1])).join('\n');
for (const [folder, inside] of folders) {
	const count = inside.length;
	if (count > MOST)
		faults.push(`${folder}: ${count} files, more than ${MOST}`);
	for (const file of inside.filter((name) => name.endsWith('.c') && name !== 'src/main.c')) {
		const said = headingsIn(folder).split(/[\s,:]+/), above = headingsIn(dirname(folder)).split(/[\s,:]+/);
		if (!inside.includes(file.replace(/\.c$/, '.h')) && !said.includes(basename(file)) && !above.includes(`${basename(folder)}/${basename(file)}`))
			faults.push(`${file}: no header of its own, and no heading of a header in ${folder} names it`);
	}
}

// ---- names: two files of one name only where rooms of one name stand on two floors
const named = new Map();
for (const file of files)
	named.set(basename(file), [...named.get(basename(file)) ?? [], file]);
for (const all of named.values()) {
	const rooms = all.map((file) => basename(dirname(file)));
	if (all.length > 1 && new Set(rooms).size > 1)
		faults.push(`one name for ${all.length} files: ${all.join(', ')}`);
}

// ---- lines: a tab is four columns; the tables of sentences (.def) have a row a line
for (const file of files.filter((name) => !name.endsWith('.def'))) {
	text.get(file).split('\n').forEach((line, index) => {
		if (line.replaceAll('\t', '    ').length > 120)
			faults.push(`${file}:${index + 1}: longer than 120 columns`);
	});
}
report('rooms', faults);
