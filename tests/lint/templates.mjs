// Every template escapes, says what it expects, and keeps the content security policy; Vietnamese stands where it may.
import { readFileSync } from 'node:fs';
import { sources, report } from './sources.mjs';

const PRAGMA = '{{%AUTOESCAPE context="HTML"}}';
const VIETNAMESE = /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i;
const MAY = /^src\/(text\/messages\.def|form\/|acceptance\/|text\/|cli\/demo|workflow\/transition\.h)/;

const faults = [];
for (const file of sources(/\.html$/, 'templates')) {
	const text = readFileSync(file, 'utf8');
	if (!text.startsWith(PRAGMA + '\n'))
		faults.push(`${file}: the first line is not the AUTOESCAPE pragma`);
	if (/:none\b/.test(text))
		faults.push(`${file}: switches escaping off`);
	if (/\s(style|on[a-z]+)=/.test(text) || /<style|<script(?![^>]*\ssrc=)/.test(text))
		faults.push(`${file}: inline style or script`);
	if (!/^\{\{!/m.test(text))
		faults.push(`${file}: no comment with its variables`);
	for (const [form] of text.matchAll(/<form[^>]*method="post"[\s\S]*?<\/form>/gi)) {
		if (!form.includes('{{>TOKENS}}') && !form.includes('action="/login"'))
			faults.push(`${file}: a form without TOKENS`);
	}
	for (const [input] of text.matchAll(/<input[^>]*type="file"[^>]*>/g)) {
		if (!/data-pick="[^"]+" data-none="[^"]+"/.test(input))
			faults.push(`${file}: a file is chosen by a button in the browser's language`);
	}
}
for (const file of sources(/\.(c|cc)$/)) {
	if (MAY.test(file))
		continue;
	const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
	if (VIETNAMESE.test(code))
		faults.push(`${file}: Vietnamese outside templates, definitions, rules and messages`);
}
report('templates and language', faults);
