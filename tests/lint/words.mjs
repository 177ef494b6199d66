// Our own Vietnamese texts say one thing with one word: the table of src/domain.md, "Words". A refused spelling is found as whole words, marks
// and capitals exact (with a small or a capital first letter), unless it stands inside one of the exceptions of its row. Texts of the form, of
// papers by the decree and the official lists are not ours.
import { readFileSync } from 'node:fs';
import { report, sources } from './sources.mjs';

const notOurs = /^(src\/form\/|templates\/sheet\/mau-03)/;

function split(cell) {
	return cell.split(' · ').map((one) => one.trim()).filter((one) => one !== '' && one !== '–');
}

function glossary() {
	const part = readFileSync('src/domain.md', 'utf8').split(/^## .*Words.*$/m)[1] ?? '';
	const rows = part.split(/^## /m)[0].split('\n').filter((line) => /^\| (?!---|say )/.test(line));
	return rows.map((line) => line.split('|').slice(1, -1)).map(([say, , refused, except]) => ({
		say: say.trim(), refused: split(refused), except: split(except),
	}));
}

function firstLetterEither(text) {
	const [first] = text;
	return `[${first.toLowerCase()}${first.toUpperCase()}]${text.slice(first.length).replace(/[/.()]/g, '\\$&')}`;
}

function words(texts) {
	return new RegExp(`(?<![\\p{L}\\p{N}])(?:${texts.map(firstLetterEither).join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}

/* What a person reads: no comments and no markers. */
function readable(text) {
	return text.normalize('NFC').replace(/\{\{!.*?\}\}|\/\*.*?\*\//gs, (comment) => comment.replace(/[^\n]/g, ' '));
}

const rows = glossary();
const faults = rows.length === 0 ? ['src/domain.md: no table of words'] : [];
const files = [...sources(/\.def$/), ...sources(/\.html$/, 'templates'), ...sources(/\.js$/, 'static')].filter((file) => !notOurs.test(file));
for (const file of files) {
	const lines = readable(readFileSync(file, 'utf8')).split('\n');
	for (const { say, refused, except } of rows) {
		const found = words(refused), spared = except.length > 0 ? words(except) : null;
		lines.forEach((line, at) => {
			const left = spared ? line.replace(spared, (text) => '_'.repeat(text.length)) : line;
			for (const [text] of left.matchAll(found))
				faults.push(`${file}:${at + 1}: "${text}": say ${say}`);
		});
	}
}
report('words', faults);
