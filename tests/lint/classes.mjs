// Every class that the markup names is known to a style sheet or to the script, and every one that a style sheet knows is named.
import { readFileSync } from 'node:fs';
import { sources, report } from './sources.mjs';

const read = (files) => files.map((file) => readFileSync(file, 'utf8')).join('\n');
const names = (text, pattern) => [...text.matchAll(pattern)].flatMap(([, found]) => found.split(/\s+/)).filter((name) => /^[a-z]([\w-]*\w)?$/i.test(name));

const css = read(sources(/\.css$/, 'static')).replace(/\/\*[\s\S]*?\*\//g, ''), script = read(sources(/\.js$/, 'static'));
const styled = new Set(names(css.replace(/\{[^{}]*\}/g, '{}'), /\.([a-z][\w-]*)/gi));
const scripted = new Set([...names(script, /["'`\s,(>+~]\.([a-z][\w-]*)(?=[\s"'`,.:[)>+~])/gi), ...names(script, /(?:className[:=] ?|classList\.\w+\(|class=)["']([^"']*)["']/g)]);

const faults = [];
const used = new Map();
for (const file of [...sources(/\.html$/, 'templates'), 'src/table/kind.def']) {
	const text = readFileSync(file, 'utf8').replaceAll('\\"', '"');
	for (const name of names(text.replace(/\{\{[#/^][^}]*\}\}/g, ' ').replace(/\{\{[^}]*\}\}/g, '-'), /\sclass="([^"]*)"/g))
		used.set(name, file);
}
for (const [name, file] of used) {
	if (!styled.has(name) && !scripted.has(name))
		faults.push(`${file}: no style sheet and no script knows the class ${name}`);
}
/* Names that end in a code are composed: "state-{{CODE}}"; some stand in the code, where it chooses. */
const composed = [...new Set([...read([...sources(/\.html$/, 'templates'), 'src/table/kind.def']).matchAll(/([a-z][\w-]*-)\{\{/gi)].map(([, stem]) => stem))];
const chosen = new Set(names(read(sources(/\.c$/)), /"([\w -]+)"/g));
for (const name of styled) {
	if (!used.has(name) && !scripted.has(name) && !chosen.has(name) && !composed.some((stem) => name.startsWith(stem)))
		faults.push(`static: nothing has the class ${name}`);
}
report('classes', faults);
