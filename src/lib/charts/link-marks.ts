import type { Plot } from '@observablehq/plot';
import { colour as named } from '#lib/charts/palette.ts';

/** A point of a picture that leads to the leads behind it. */
export interface LinkedMark {
	/** In the units of the axes. */
	x: number;
	y: number;
	colour: string;
	words: string;
	href: string;
}

/** Around a mark a pointer or a finger may miss by so many pixels. */
const REACH = 10;

/** Puts marks that can be clicked and entered on a picture drawn by `frame`, which is then a group of them. */
export function linkMarks(svg: SVGSVGElement, marks: LinkedMark[]): void {
	const { scale } = svg as SVGSVGElement & Plot;
	const [x, y] = [scale('x')!, scale('y')!];
	svg.setAttribute('role', 'group');
	for (const { colour, words, href, ...at } of marks) {
		const link = append(svg, 'a', { href, 'aria-label': words, style: 'text-decoration: none' });
		append(link, 'title', {}).textContent = words;
		const place = { cx: rounded(x.apply(at.x)), cy: rounded(y.apply(at.y)) };
		append(link, 'circle', { ...place, r: REACH, fill: 'transparent' });
		const look = { fill: named('paper'), stroke: colour, 'stroke-width': 2 };
		append(link, 'circle', { ...place, r: 4, ...look });
	}
}

function rounded(pixels: number): number {
	return Math.round(pixels * 100) / 100;
}

function append(parent: Element, name: string, attributes: Record<string, string | number>) {
	const node = parent.ownerDocument.createElementNS('http://www.w3.org/2000/svg', name);
	for (const key in attributes) node.setAttribute(key, String(attributes[key]));
	return parent.appendChild(node);
}
