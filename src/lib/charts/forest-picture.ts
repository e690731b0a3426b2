import type { Surface } from '#lib/charts/frame.ts';
import { drawKey, keyRows, rowHeight as keyHeight, type KeyItem } from '#lib/charts/key.ts';
import { colour } from '#lib/charts/palette.ts';
import { FunnelPen } from './funnel-pen.ts';
import { shortened } from './funnel-words.ts';

/** A rule on the axis of points. */
export interface ForestPictureRow {
	/** Heading of the rows that follow, where it changes. */
	group: string;
	label: string;
	today: number;
	/** What the leads say; null: refused. */
	calibrated: number | null;
	interval: [number, number] | null;
	/** What they say alone, where points were shrunk. */
	alone: [number, number] | null;
	/** Texts of the columns. */
	cells: string[];
	acts: boolean;
}

export interface ForestPicture {
	title: string;
	axis: { from: number; to: number; ticks: number[] };
	tick: (points: number) => string;
	/** Names of the columns: of the rule first, then those behind the axis; the last is text, the others are numbers. */
	columns: string[];
	rows: ForestPictureRow[];
	key: KeyItem[];
}

const ROW = 30;
const GROUP = 30;
const HEAD = 30;
/** Room of a column of numbers, and of the last one. */
const NUMBER = 70;
const LAST = 128;

/** The forest table as one picture, for a file: rules on one axis with their points today and by the leads. */
export function forestPicture(chart: ForestPicture, { document, width }: Surface): SVGSVGElement {
	const { rows, axis, columns, title } = chart;
	const keys = keyRows(chart.key, width - 8);
	const top = keys.length * keyHeight + HEAD;
	const groups = rows.filter((_, r) => startsGroup(rows, r)).length;
	const height = top + rows.length * ROW + groups * GROUP + 8;
	const pen = new FunnelPen(document, 'forest', { width, height }, title, false);
	drawKey(pen.svg, keys);
	const [first, ...others] = columns;
	const ends = others.map((_, c) => width - LAST - (others.length - 2 - c) * NUMBER);
	const left = Math.round(width * 0.27);
	const right = ends[0] - 96;
	const x = (points: number) =>
		left + (clamped(points, axis) - axis.from) * scale(axis, left, right);
	const muted = { fill: colour('muted') };
	pen.text(0, top - 8, first, muted);
	others.forEach((label, c) => cell(pen, label, c, top - 8, ends, muted));
	for (const tick of axis.ticks) {
		pen.text(x(tick), top - 8, chart.tick(tick), { ...muted, 'text-anchor': 'middle' });
	}
	pen.line(0, top, width, top);
	let y = top;
	rows.forEach((row, r) => {
		if (startsGroup(rows, r)) {
			pen.text(0, y + 21, row.group, { ...muted, 'font-weight': 600 });
			y += GROUP;
		}
		for (const tick of axis.ticks) {
			pen.line(x(tick), y, x(tick), y + ROW, { stroke: colour(tick === 0 ? 'edge' : 'rule') });
		}
		pen.text(0, y + 19, shortened(row.label, Math.floor((left - 16) / 6.9)));
		row.cells.forEach((text, c) => {
			const heavy = { 'font-weight': row.acts && c === row.cells.length - 1 ? 600 : 400 };
			cell(pen, text, c, y + 19, ends, heavy);
		});
		drawMark(pen, row, y + ROW / 2, x, axis);
		y += ROW;
		pen.line(0, y, width, y, { stroke: colour('rule') });
	});
	return pen.svg;
}

function startsGroup(rows: ForestPictureRow[], row: number): boolean {
	return rows[row].group !== '' && rows[row].group !== rows[row - 1]?.group;
}

function scale({ from, to }: ForestPicture['axis'], left: number, right: number): number {
	return (right - left) / (to - from);
}

/** What lies outside stands at the edge. */
function clamped(points: number, { from, to }: ForestPicture['axis']): number {
	return Math.min(to, Math.max(from, points));
}

function cell(
	pen: FunnelPen,
	text: string,
	column: number,
	y: number,
	ends: number[],
	more: Record<string, string | number>
): void {
	const last = column === ends.length - 1;
	if (last) pen.text(ends[column - 1] + 16, y, text, more);
	else pen.text(ends[column], y, text, { ...more, 'text-anchor': 'end' });
}

function drawMark(
	pen: FunnelPen,
	{ today, calibrated, interval, alone }: ForestPictureRow,
	y: number,
	x: (points: number) => number,
	{ from, to }: ForestPicture['axis']
): void {
	const teal = { stroke: colour('calibrated'), 'stroke-width': 1.5 };
	const within = (points: number) => points >= from && points <= to;
	pen.line(x(today), y - 10, x(today), y + 10, { stroke: colour('today'), 'stroke-width': 4 });
	if (alone) pen.line(x(alone[0]), y, x(alone[1]), y, { ...teal, 'stroke-dasharray': '2 3' });
	if (interval) {
		pen.line(x(interval[0]), y, x(interval[1]), y, teal);
		for (const end of interval.filter(within)) pen.line(x(end), y - 4, x(end), y + 4, teal);
	}
	if (calibrated !== null && within(calibrated)) {
		pen.dot(x(calibrated), y, 4.5, { fill: colour('calibrated'), stroke: colour('paper') });
	}
}
