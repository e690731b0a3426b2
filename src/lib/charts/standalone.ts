import { palette } from '#lib/charts/palette.ts';

const fonts = "Inter, 'Helvetica Neue', Arial, sans-serif";
const edge = 24;
const line = 16;

/**
 * The text of an SVG file that shows a chart as the page does, without the page: colours literal and light, fonts
 * named, the finding above and the note below.
 */
export function standalone(svg: SVGSVGElement, { title, note }: { title: string; note: string }) {
	const width = Number(svg.getAttribute('width'));
	const height = Number(svg.getAttribute('height'));
	const titles = wrapped(title, width / 7.8);
	const notes = wrapped(note, width / 5.9);
	const top = edge + titles.length * 20 + 12;
	const bottom = 16 + notes.length * line + edge;
	const inner = svg.cloneNode(true) as SVGSVGElement;
	inner.setAttribute('x', String(edge));
	inner.setAttribute('y', String(top));
	for (const name of ['role', 'aria-label']) inner.removeAttribute(name);
	for (const link of inner.querySelectorAll('a')) link.removeAttribute('href');
	const full = [width + 2 * edge, top + height + bottom];
	const text = [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${full[0]}" height="${full[1]}" viewBox="0 0 ${full[0]} ${full[1]}" role="img" aria-label="${escaped(title)}" font-family="${fonts}" color="${palette.ink}">`,
		`<rect width="100%" height="100%" fill="${palette.paper}"/>`,
		`<g font-size="15" font-weight="600" fill="${palette.ink}">${texts(titles, edge + 14, 20)}</g>`,
		inner.outerHTML,
		`<g font-size="11" fill="${palette.muted}">${texts(notes, top + height + 24, line)}</g>`,
		'</svg>'
	].join('');
	return literal(text);
}

/** Custom properties and the inherited font replaced by what they stand for. */
function literal(text: string): string {
	return text
		.replaceAll(/var\(--([a-z-]+)\)/g, (whole, name: string) =>
			name in palette ? palette[name as keyof typeof palette] : whole
		)
		.replaceAll('currentColor', palette.ink)
		.replaceAll(/font-family: ?inherit;?/g, '');
}

function wrapped(text: string, most: number): string[] {
	const lines = [''];
	for (const word of text.split(' ')) {
		const last = lines.length - 1;
		if (lines[last] && lines[last].length + word.length + 1 > most) lines.push(word);
		else lines[last] = lines[last] ? `${lines[last]} ${word}` : word;
	}
	return lines;
}

function texts(lines: string[], y: number, step: number): string {
	return lines
		.map((text, i) => `<text x="${edge}" y="${y + i * step}">${escaped(text)}</text>`)
		.join('');
}

function escaped(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
