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

/** Figures below each other on one axis, each a dot with its interval that leads to its leads. */
export function intervalRows(chart: IntervalRows, { document, width }: Surface): SVGSVGElement {
	const { rows, axis, title, name } = chart;
	const links = rows.some(({ href }) => href !== null);
	const size = { width, height: intervalRowsHeight(chart) };
	const pen = new FunnelPen(document, name, size, title, links);
	const keys = keyRows(chart.key ?? [], width - 8);
	drawKey(pen.svg, keys);
	const top = keys.length * keyHeight + 4;
	const end = Math.min(axis.most ?? Infinity, largest(rows) * 1.05);
	const x = (value: number) => (Math.min(value, end) / end) * (width - 12) + 4;
	const places = placesOf(rows, top);
	const bottom = (places.at(-1) ?? top) + (rows.length > 0 ? rowHeight : 0);
	for (const tick of roundTicks(end, Math.floor(width / 90), axis.whole ? 1 : 0)) {
		pen.line(x(tick), top, x(tick), bottom, { stroke: colour('rule') });
		const anchor = tick === 0 ? 'start' : 'middle';
		const label = tick === 0 ? axis.label : axis.tick(tick);
		if (tick === 0 || x(tick) > 7 * axis.label.length) {
			const place = tick === 0 ? 0 : x(tick);
			pen.text(place, bottom + 16, label, { fill: colour('muted'), 'text-anchor': anchor });
		}
	}
	rows.forEach((row, r) => {
		if (isGroupStart(rows, r)) pen.text(0, places[r] - 8, row.group!, { 'font-weight': 600 });
		drawRow(pen, row, places[r], x, width);
	});
	return pen.svg;
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
	width: number
): void {
	const { label, said, words, href, value, lo, hi, far, hollow, group } = row;
	const middle = y + 27;
	const room = Math.floor((width - 6.2 * said.length) / 7.2);
	pen.text(0, y + 14, shortened(label, room), group === undefined ? { 'font-weight': 600 } : {});
	pen.text(width, y + 14, said, { 'text-anchor': 'end' });
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

const outlined = { fill: colour('paper'), stroke: colour('ink'), 'stroke-width': 2 };

function largest(rows: IntervalRow[]): number {
	const ends = rows.flatMap(({ value, hi, far }) => [value ?? 0, hi ?? 0, far ?? 0]);
	return Math.max(...ends) || 1;
}
