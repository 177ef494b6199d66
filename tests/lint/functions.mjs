// Function lengths by what stands in column 0: median at most 15, p90 at most 45, none over 80 lines.
import { readFileSync } from 'node:fs';
import { sources, report } from './sources.mjs';

const MEDIAN = 15, P90 = 45, MOST = 80;
const HEAD = /^[A-Za-z_][^;=]*\(/;

function functionsOf(file) {
	const found = [];
	let start = -1, name = '';
	readFileSync(file, 'utf8').split('\n').forEach((line, i) => {
		if (start < 0) {
			if (HEAD.test(line) && !line.trimEnd().endsWith(';') && !/^(typedef|#)/.test(line)) {
				start = i;
				name = /(\w+)\s*\(/.exec(line)[1];
			}
		} else if (line.startsWith('}')) {
			found.push({ lines: i - start + 1, name, file });
			start = -1;
		} else if (line.trimEnd().endsWith(';') && !/^\s/.test(line)) {
			start = -1;
		}
	});
	return found;
}

const all = sources(/\.(c|cc)$/).flatMap(functionsOf).sort((a, b) => a.lines - b.lines);
const at = (share) => all[Math.min(all.length - 1, Math.floor(all.length * share))].lines;
const faults = all.filter((f) => f.lines > MOST).map((f) => `${f.file}: ${f.name} has ${f.lines} lines`);
if (at(0.5) > MEDIAN)
	faults.push(`median ${at(0.5)} lines, at most ${MEDIAN}`);
if (at(0.9) > P90)
	faults.push(`p90 ${at(0.9)} lines, at most ${P90}`);
console.log(`functions ${all.length}, median ${at(0.5)}, p90 ${at(0.9)}, longest ${at(1)} (${all.at(-1).name})`);
report('functions', faults);
