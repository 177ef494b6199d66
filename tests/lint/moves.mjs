// Moves: only the gate says where a sheet stands. Rows of sheets are written by workflow/ and by the demo's writer alone; in workflow/ nothing
// but gate.c sets a state, and a sheet that is made is a draft; no statement of store/ sets a state beside the one that writes the whole row.
import { readFileSync } from 'node:fs';
import { sources, report } from './sources.mjs';

const GATE = 'src/workflow/gate.c', ROW = 'src/store/sheet/sheet.c';
const faults = [];
let seen = 0;

for (const file of sources(/\.(c|h)$/)) {
	const demo = file.startsWith('src/cli/demo/'), workflow = file.startsWith('src/workflow/'), store = file.startsWith('src/store/');
	readFileSync(file, 'utf8').split('\n').forEach((line, i) => {
		const fault = (what) => faults.push(`${file}:${i + 1}: ${what}`);
		if (!workflow && !demo && !store && /\bsheet_(insert|update)\(/.test(line))
			fault('a row of a sheet is written outside workflow/');
		if (workflow && /(->|\.)state\s*=(?!=)/.test(line) && !/\bfilter\.state|\bANSWER_/.test(line)) {
			const made = /(^|[{,])\s*\.state = STATE_DRAFT\b/.test(line);
			seen += file === GATE;
			if (file !== GATE && !made)
				fault('the state of a sheet is set outside the gate');
		}
		if (store && file !== ROW && /UPDATE worker_sheet SET\b[^"]*\bstate\b/.test(line.replace(/WHERE.*/, '')))
			fault('a statement sets a state');
	});
}
if (seen === 0)
	faults.push(`${GATE} sets no state: this check looks in the wrong place`);
report('moves', faults);
