import { colour } from '#lib/charts/palette.ts';

/** One entry of the key: a sample of the mark and what it stands for. */
export interface KeyItem {
	label: string;
	colour: string;
	mark: 'line' | 'bar' | 'band' | 'outline' | 'dot' | 'ring' | 'square';
	dash?: string;
}

export const rowHeight = 20;

const sampleWidth = 22;
const gap = 18;

interface Placed extends KeyItem {
	x: number;
}

/** Distributes the entries over as many rows as the width needs. */
export function keyRows(items: KeyItem[], width: number): Placed[][] {
	const rows: Placed[][] = [];
	let x = Infinity;
	for (const item of items) {
		const length = sampleWidth + 8 + textWidth(item.label);
		if (x + length > width) {
			rows.push([]);
			x = 0;
		}
		rows[rows.length - 1].push({ ...item, x });
		x += length + gap;
	}
	return rows;
}

/** Draws the rows into the top left of a picture. */
export function drawKey(svg: SVGSVGElement, rows: Placed[][]): void {
	rows.forEach((row, r) => {
		for (const item of row) {
			const entry = append(svg, 'g', { transform: `translate(${item.x},${r * rowHeight + 8})` });
			drawSample(entry, item);
			append(entry, 'text', {
				x: sampleWidth + 8,
				dy: '0.35em',
				'text-anchor': 'start',
				fill: colour('ink')
			}).textContent = item.label;
		}
	});
}

function drawSample(entry: Element, item: KeyItem): void {
	const stroke = { stroke: item.colour, fill: 'none', 'stroke-width': 2 };
	const middle = sampleWidth / 2;
	switch (item.mark) {
		case 'line':
			append(entry, 'line', {
				x2: sampleWidth,
				...stroke,
				...(item.dash ? { 'stroke-dasharray': item.dash } : {})
			});
			break;
		case 'bar':
			append(entry, 'rect', { x: 4, y: -6, width: 14, height: 12, fill: item.colour });
			break;
		case 'band':
			append(entry, 'rect', {
				x: 1,
				y: -6,
				width: 20,
				height: 12,
				fill: item.colour,
				'fill-opacity': 0.14
			});
			break;
		case 'outline':
			append(entry, 'path', { d: 'M2,6V-4H12V1H20V6', ...stroke, 'stroke-width': 1.5 });
			break;
		case 'dot':
			append(entry, 'line', { x1: 3, x2: sampleWidth - 3, ...stroke, 'stroke-width': 1.5 });
			append(entry, 'circle', { cx: middle, r: 4, fill: item.colour });
			break;
		case 'ring':
			append(entry, 'line', { x1: 3, x2: sampleWidth - 3, ...stroke, 'stroke-width': 1.5 });
			append(entry, 'circle', { cx: middle, r: 4, ...stroke, fill: colour('paper') });
			break;
		case 'square':
			append(entry, 'line', { x1: 3, x2: sampleWidth - 3, ...stroke, 'stroke-width': 1.5 });
			append(entry, 'rect', {
				x: middle - 3.5,
				y: -3.5,
				width: 7,
				height: 7,
				...stroke,
				fill: colour('paper')
			});
	}
}

function append(parent: Element, name: string, attributes: Record<string, string | number>) {
	const node = parent.ownerDocument.createElementNS('http://www.w3.org/2000/svg', name);
	for (const key in attributes) node.setAttribute(key, String(attributes[key]));
	return parent.appendChild(node);
}

/** Width of a 12 px label, generous: no letter of a font has been measured here. */
function textWidth(text: string): number {
	return text.length * 6.6;
}
