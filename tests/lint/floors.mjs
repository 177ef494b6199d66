// A file includes its own floor or lower ones, never higher, never a sibling; outside libraries have one home each.
import { readFileSync } from 'node:fs';
import { sources, report } from './sources.mjs';

const FLOORS = [
	['base', 'text'],
	['form', 'http', 'view', 'db'],
	['store', 'acceptance'],
	['workflow', 'auth', 'job'],
	['report', 'document', 'exchange'],
	['web'],
	['cli'],
];
const SIBLINGS = new Set(['form', 'http', 'view', 'db', 'store', 'acceptance']);
const HOMES = { 'sqlite3.h': ['db'], 'microhttpd.h': ['http'], 'sodium.h': ['base', 'auth'], 'utf8proc.h': ['text'], 'zlib.h': ['http'] };

const floorOf = (folder) => FLOORS.findIndex((names) => names.includes(folder));
const faults = [];
for (const file of sources(/\.(c|h|cc)$/)) {
	const folder = file === 'src/main.c' ? 'cli' : file.split('/')[1];
	if (floorOf(folder) < 0)
		faults.push(`${file}: folder ${folder} is on no floor`);
	for (const [, kind, name] of readFileSync(file, 'utf8').matchAll(/^#include ([<"])([^">]+)[">]/gm)) {
		if (kind === '<') {
			const home = HOMES[name];
			if (home !== undefined && !home.includes(folder))
				faults.push(`${file}: <${name}> belongs to ${home.join(', ')}`);
			continue;
		}
		const other = name.split('/')[0];
		if (floorOf(other) < 0)
			faults.push(`${file}: "${name}" is on no floor`);
		else if (floorOf(other) > floorOf(folder))
			faults.push(`${file}: includes "${name}" of a higher floor`);
		else if (other !== folder && SIBLINGS.has(folder) && SIBLINGS.has(other) && floorOf(other) === floorOf(folder))
			faults.push(`${file}: includes "${name}" of a sibling`);
	}
}
report('floors', faults);
