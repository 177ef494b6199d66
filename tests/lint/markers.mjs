// What templates name and what the pages put are the same: a marker or section that no source names is never filled, a key that no template
// names is never shown.
import { readFileSync } from 'node:fs';
import { sources, report } from './sources.mjs';

const NO_KEY = /^(GET|POST|MIT|ISC|HPND|[A-Z]|[EWI]\d\d)$/;
// Of a field of the form: its own name, and its parts on paper.
const groupOf = ({ group }) => (group === undefined ? '' : `|${group.name.toUpperCase()}`);
const partsOf = (field) => `(_(LABEL|ODD|(DAY|MONTH|YEAR)(_BOX)?|(\\d+${groupOf(field)})(_LABEL)?|\\d+_JUMP))?`;

const without = (text, comments) => text.replace(comments, '');
const told = new Map(), put = new Set(), patterns = [];

for (const file of sources(/\.html$/, 'templates')) {
	const body = without(readFileSync(file, 'utf8'), /\{\{![\s\S]*?\}\}/g);
	for (const [, name] of body.matchAll(/\{\{[#/>]?([A-Z][A-Z0-9_]*)(?::[^}]*)?\}\}/g))
		told.set(name, file);
}
for (const file of [...sources(/\.(c|h)$/, 'src/web'), ...sources(/\.(c|h)$/, 'src/table'), ...sources(/print_page\.c$/, 'src/document'),
	...sources(/\.c$/, 'src/report/paper')]) {
	for (const [, text] of without(readFileSync(file, 'utf8'), /\/\*[\s\S]*?\*\//g).matchAll(/"([A-Z%][A-Za-z0-9_%]*)"/g)) {
		if (/^[A-Z][A-Z0-9_]*%s[A-Z0-9_]*$/.test(text))
			patterns.push({ file, text, fits: new RegExp(`^${text.replace('%s', '[A-Z0-9_]+')}$`) });
		else if (/^[A-Z][A-Z0-9_]*$/.test(text) && (!NO_KEY.test(text) || told.has(text)))
			put.add(`${text} ${file}`);
	}
}
const fields = JSON.parse(readFileSync('src/form/mau-03.json', 'utf8')).fields
	.map((field) => field.name.toUpperCase() + partsOf(field));
patterns.push({ fits: new RegExp(`^(${fields.join('|')})$`) });

const faults = [], named = new Set([...put].map((one) => one.split(' ')[0]));
for (const [name, file] of told) {
	if (!named.has(name) && !patterns.some((pattern) => pattern.fits.test(name)))
		faults.push(`${file}: ${name} is put by no source`);
}
for (const [name, file] of [...put].map((one) => one.split(' '))) {
	if (!told.has(name))
		faults.push(`${file}: ${name} is in no template`);
}
for (const { file, text, fits } of patterns) {
	if (file !== undefined && ![...told.keys()].some((name) => fits.test(name)))
		faults.push(`${file}: ${text} is in no template`);
}
report('markers of templates', faults);
