// The comment on top of a template names what its markers name, section by section, no more and no less.
import { flat, ofComment, ofMarkers, templates } from '../names.mjs';
import { report } from './sources.mjs';

const told = ({ section, kind, name }) => `${kind} ${name} of ${section === '-' ? 'the template' : section}`;
const faults = [];
for (const { file, name: template, text } of templates()) {
	const markers = flat(ofMarkers(template, text)).map(told), comment = flat(ofComment(text)).map(told);
	for (const one of markers.filter((name) => !comment.includes(name)))
		faults.push(`${file}: the comment lacks ${one}`);
	for (const one of comment.filter((name) => !markers.includes(name)))
		faults.push(`${file}: no marker for ${one}`);
}
report('comments of templates', faults);
