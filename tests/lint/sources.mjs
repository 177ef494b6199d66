// The files that the checks read, and how they report.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

function walk(folder) {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
		entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)]);
}

export function sources(pattern, folder = 'src') {
	return walk(folder).filter((file) => pattern.test(file)).sort();
}

export function report(name, faults) {
	for (const fault of faults)
		console.log(fault);
	console.log(faults.length === 0 ? `ok ${name}` : `FAIL ${name}: ${faults.length}`);
	process.exitCode = faults.length === 0 ? 0 : 1;
}
