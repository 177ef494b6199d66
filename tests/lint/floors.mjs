// A file includes its own floor or lower ones, never higher, never a sibling; outside libraries have one home each.
import { readFileSync } from 'node:fs';
import { sources, report } from './sources.mjs';

const FLOORS = [
	['base', 'text'],       // these two may include each other
	['form', 'http', 'view', 'db'],
	['store', 'acceptance'],
	['job'],
	['workflow', 'auth'],
	['exchange', 'document'],
	['table'],
	['report'],
	['web'],
	['cli'],
];
const HOMES = {
	'sqlite3.h': ['db'], 'microhttpd.h': ['http'], 'sodium.h': ['base', 'auth'], 'utf8proc.h': ['text'], 'zlib.h': ['http'], 'cjson/cJSON.h': ['base'],
	'jpeglib.h': ['exchange'], 'png.h': ['exchange'], 'zbar.h': ['exchange'], 'xlsxwriter.h': ['exchange'], 'ctemplate/template.h': ['view'],
	'cairo.h': ['document'], 'cairo-pdf.h': ['document'], 'pango/pangocairo.h': ['document'], 'fontconfig/fontconfig.h': ['document'],
	'zip.h': ['document', 'exchange'], 'qrencode.h': ['document'], 'expat.h': ['exchange'], 'csv.h': ['exchange'],
};

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
		else if (other !== folder && floorOf(other) > 0 && floorOf(other) === floorOf(folder))
			faults.push(`${file}: includes "${name}" of a sibling`);
	}
}
report('floors', faults);
