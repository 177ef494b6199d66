// SQL has one clause a line: no line of a statement begins a second one. What stands in parentheses that the line itself
// closes is a part of its clause. SELECT … FROM is one, and so are INSERT … VALUES and UPDATE … SET; LIMIT goes with the
// order. In a migration a whole statement may stand on a line; those up to 8 stay as they were run. And who sees which
// sheets stands in store/scope.h and scope.c alone.
import { readFileSync } from 'node:fs';
import { report, sources } from './sources.mjs';

const CLAUSE = /\b(FROM|JOIN|WHERE|GROUP BY|HAVING|ORDER BY|UNION|EXCEPT|VALUES|ON CONFLICT|RETURNING)\b|(?<!DO UPDATE )\bSET\b/g;
const LAST_KEPT = 8;
const SCOPE = /IN \(SELECT id FROM scope\)|\b(created_by|enumerator_id) = :user\b/;

function clauses(text) {
	for (let before = ''; before !== text;) {
		before = text;
		text = text.replace(/\([^()]*\)/g, '');
	}
	return text.match(CLAUSE)?.length ?? 0;
}

// The texts of a line of C, those of one statement together: a comma parts two.
const texts = (line) => [...line.replaceAll('", "', '\n').matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, inside]) => inside).join(' ').split('\n');
const isNew = (file) => Number(/\d+/.exec(file)?.[0] ?? 0) > LAST_KEPT;
const lines = (file) => readFileSync(file, 'utf8').split('\n');
const faults = [];

for (const file of sources(/\.[ch]$/, 'src/store')) {
	lines(file).forEach((line, index) => {
		if (texts(line).some((text) => clauses(text) > 1))
			faults.push(`${file}:${index + 1}: more than one clause of SQL`);
		if (SCOPE.test(line) && !/\/scope\.[ch]$/.test(file))
			faults.push(`${file}:${index + 1}: says itself who sees what`);
	});
}
for (const file of sources(/\.sql$/, 'migrations').filter(isNew)) {
	lines(file).forEach((line, index) => {
		if (!/^[A-Z].*;$/.test(line) && clauses(line.replace(/--.*/, '')) > 1)
			faults.push(`${file}:${index + 1}: more than one clause of SQL`);
	});
}
report('clauses of SQL', faults);
