import type { Surface } from '#lib/charts/frame.ts';
import { drawKey, keyRows, rowHeight as keyHeight } from '#lib/charts/key.ts';
import { colour } from '#lib/charts/palette.ts';
import { FunnelPen } from './funnel-pen.ts';
import { shortened } from './funnel-words.ts';
import {
	groupHeight,
	intervalRowsHeight,
	isGroupStart,
	rowHeight,
	type IntervalRow,
	type IntervalRows
} from './interval-rows-facts.ts';
import { roundTicks } from './round-ticks.ts';

/** Width from which on names and figures stand beside the axis, not above it. */
const WIDE = 620;

/** The room of the axis between names and figures. */
interface Room {
	width: number;
	left: number;
	right: number;
	wide: boolean;
}

/** Figures below each other on one axis, each a dot with its interval that leads to its leads. */
export function intervalRows(chart: IntervalRows, { document, width }: Surface): SVGSVGElement {
	const { rows, axis, title, name } = chart;
	const links = rows.some(({ href }) => href !== null);
	const size = { width, height: intervalRowsHeight(chart) };
	const pen = new FunnelPen(document, name, size, title, links);
	const keys = keyRows(chart.key ?? [], width - 8);
	drawKey(pen.svg, keys);
	const top = keys.length * keyHeight + 4;
	const room = roomOf(rows, width);
	const end = Math.min(axis.most ?? Infinity, largest(rows) * 1.05);
	const span = room.right - room.left;
	const x = (value: number) => room.left + (Math.min(value, end) / end) * span;
	const places = placesOf(rows, top);
	const bottom = (places.at(-1) ?? top) + (rows.length > 0 ? rowHeight : 0);
	for (const tick of roundTicks(end, Math.floor(span / 80), axis.whole ? 1 : 0)) {
		pen.line(x(tick), top, x(tick), bottom, { stroke: colour('rule') });
		if (tick === 0) pen.text(room.left, bottom + 16, axis.label, { fill: colour('muted') });
		else if (x(tick) - room.left > 7 * axis.label.length) {
			const look = { fill: colour('muted'), 'text-anchor': 'middle' };
			pen.text(x(tick), bottom + 16, axis.tick(tick), look);
		}
	}
	rows.forEach((row, r) => {
		if (isGroupStart(rows, r)) {
			pen.text(0, places[r] - 6, row.group!, { 'font-weight': 600, ...halo });
		}
		drawRow(pen, row, places[r], x, room);
	});
	return pen.svg;
}

function roomOf(rows: IntervalRow[], width: number): Room {
	if (width < WIDE) return { width, left: 4, right: width - 8, wide: false };
	const longest = (texts: string[]) => Math.max(0, ...texts.map((text) => text.length));
	const left = Math.min(0.32 * width, 24 + 7 * longest(rows.map(({ label }) => label)));
	const right = width - 24 - 6.4 * longest(rows.map(({ said }) => said));
	return { width, left, right, wide: true };
}

function placesOf(rows: IntervalRow[], top: number): number[] {
	let y = top;
	return rows.map((_, r) => {
		if (isGroupStart(rows, r)) y += groupHeight;
		const place = y;
		y += rowHeight;
		return place;
	});
}

function drawRow(
	pen: FunnelPen,
	row: IntervalRow,
	y: number,
	x: (value: number) => number,
	{ width, left, wide }: Room
): void {
	const { label, said, words, href, value, lo, hi, far, hollow, group } = row;
	const [base, middle] = wide ? [y + 20, y + 16] : [y + 13, y + 23];
	const letters = Math.floor((wide ? left - 12 : width - 6.4 * said.length) / 7);
	const weight = { 'font-weight': group === undefined ? 600 : 400 };
	pen.text(0, base, shortened(label, letters), { ...weight, ...halo });
	pen.text(width, base, said, { 'text-anchor': 'end', ...halo });
	pen.link(href, words, () => {
		pen.rect(0, y, width, rowHeight - 2, { fill: 'transparent' });
		if (value === null) return;
		if (lo !== null && hi !== null) pen.line(x(lo), middle, x(hi), middle, { 'stroke-width': 2 });
		if (far !== undefined) {
			pen.line(x(value), middle, x(far), middle, { 'stroke-width': 1.5 });
			pen.rect(x(far) - 4, middle - 4, 8, 8, outlined);
		}
		pen.dot(x(value), middle, 4.5, hollow ? outlined : { fill: colour('ink') });
	});
}

/** Rules pass behind words. */
const halo = { stroke: colour('paper'), 'stroke-width': 4, 'paint-order': 'stroke' };
const outlined = { fill: colour('paper'), stroke: colour('ink'), 'stroke-width': 2 };

function largest(rows: IntervalRow[]): number {
	const ends = rows.flatMap(({ value, hi, far }) => [value ?? 0, hi ?? 0, far ?? 0]);
	return Math.max(...ends) || 1;
}
