// What a question is, is said in the definition of the form; the rules, the columns, the demo data and what a card says
// are about single questions. Everything else asks for an answer by its meaning (src/form/meaning.def), or goes through
// all of them.
import { readFileSync } from 'node:fs';
import { sources, report } from './sources.mjs';

const MAY = /^src\/(form|acceptance|store|cli\/demo)\/|^src\/text\/card\./;
// Names that are something else there: [name, where, what].
const OTHERS = [
	['full_name', /^src\/((web|report|workflow)\/admin|cli\/area)/, 'of a user or an area'],
	['full_name', /^src\/report\/export\//, 'of a user'],
	['full_name', /^src\/workflow\/import\/import_(users|members)/, 'of a user or a member'],
	['citizen_id', /^src\/workflow\/import\/import_members/, 'of a member'],
	['industry', /^src\/(workflow\/import\/import_employers|report\/employers)/, 'of an employer'],
	['area_id', /^src\/web\/.*(progress|quality)/, 'the unit of a row of figures'],
	['kind', /^src\/(web\/file|report\/admin|workflow\/import)\//, 'of an entry of the log, of long work'],
	['citizen_id', /^src\/workflow\/access\.h$/, 'how a search by number stands in the log of access'],
];

const names = JSON.parse(readFileSync('src/form/mau-03.json', 'utf8')).fields.map((field) => field.name);
// A name of several words anywhere in a text; one that is a word of English as the whole text, or as a parameter of an
// address.
const patternOf = (name) => (name.includes('_') ? `(?<![a-z_])${name}(?![a-z_])` : `^${name}$|[?&]${name}=`);
const patterns = names.map((name) => [name, new RegExp(patternOf(name))]);
const isOther = (file, name) => OTHERS.some(([other, where]) => other === name && where.test(file));

const faults = [], seen = new Set();
const files = [...sources(/\.(c|h|cc|def)$/), ...sources(/\.js$/, 'static')].filter((one) => !MAY.test(one));
for (const file of files) {
	const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '').replace(/^#include.*$/gm, '');
	for (const [, text] of code.matchAll(file.endsWith('.js') ? /^(.*)$/gm : /"((?:[^"\\\n]|\\.)*)"/g)) {
		for (const [name] of patterns.filter(([, pattern]) => pattern.test(text))) {
			if (isOther(file, name))
				seen.add(name);
			else
				faults.push(`${file}: names the question ${name}: "${text}"`);
		}
	}
}
for (const [name, , what] of OTHERS.filter(([other]) => !seen.has(other)))
	faults.push(`${name} (${what}) is named nowhere any more`);
report('questions are named in their rooms alone', faults);
