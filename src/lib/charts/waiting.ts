import type { WaitQuantile } from '#lib/domain/funnel/waiting-time.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { Surface } from '#lib/charts/frame.ts';
import { drawKey, keyRows, rowHeight, type KeyItem } from '#lib/charts/key.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import * as m from '#lib/paraglide/messages.js';
import { FunnelPen } from './funnel-pen.ts';
import { shortened } from './funnel-words.ts';
import { roundTicks } from './round-ticks.ts';
import { waitingFacts, type WaitRow } from './waiting-facts.ts';

const ROW = 46;
const AXIS = 24;

/** Height of the picture. */
export function waitingHeight(rows: WaitRow[]): number {
	return rows.length * ROW + AXIS + 2 * rowHeight + 8;
}

/** How long leads stand at each stage: the median as a dot with its interval, nine in ten as a square. */
export function waiting(rows: WaitRow[], { document, width, locale }: Surface): SVGSVGElement {
	const height = waitingHeight(rows);
	const { title } = waitingFacts(rows, locale);
	const pen = new FunnelPen(document, 'waiting', { width, height }, title, false);
	const keys = keyRows(keyOf(locale), width - 8);
	drawKey(pen.svg, keys);
	const top = keys.length * rowHeight + 8;
	const ends = rows.flatMap(({ wait }) => [wait.median, wait.p90].flatMap(endOf));
	const end = Math.max(1, ...ends) * 1.05;
	const x = (days: number) => (Math.min(days, end) / end) * (width - 12) + 2;
	const bottom = top + rows.length * ROW;
	for (const tick of roundTicks(end, Math.floor(width / 90), 1)) {
		pen.line(x(tick), top, x(tick), bottom, { stroke: colour('rule') });
		const label = tick === 0 ? m.waiting_axis({}, { locale }) : numbersIn(locale).points(tick);
		const anchor = tick === 0 ? 'start' : 'middle';
		pen.text(x(tick), bottom + 16, label, { fill: colour('muted'), 'text-anchor': anchor });
	}
	rows.forEach((row, r) => drawRow(pen, row, top + r * ROW, x, { width, locale, end }));
	return pen.svg;
}

function drawRow(
	pen: FunnelPen,
	{ label, wait }: WaitRow,
	y: number,
	x: (days: number) => number,
	{ width, locale, end }: { width: number; locale: Locale; end: number }
): void {
	const middle = y + 30;
	const said = saidOf(wait.median, wait.p90, locale);
	pen.text(0, y + 14, shortened(label, Math.floor((width - 6.2 * said.length) / 7.2)), {
		'font-weight': 600
	});
	pen.text(width, y + 14, said, { 'text-anchor': 'end' });
	range(pen, wait.p90, middle, x, end);
	range(pen, wait.median, middle, x, end);
	if (wait.p90.measured) {
		const side = 8;
		pen.rect(x(wait.p90.time) - side / 2, middle - side / 2, side, side, {
			fill: colour('paper'),
			stroke: colour('ink'),
			'stroke-width': 2
		});
	}
	if (wait.median.measured) pen.dot(x(wait.median.time), middle, 4.5, { fill: colour('ink') });
}

function range(
	pen: FunnelPen,
	quantile: Measured<WaitQuantile>,
	y: number,
	x: (days: number) => number,
	end: number
): void {
	if (!quantile.measured) return;
	pen.line(x(quantile.lo), y, x(quantile.hi ?? end), y, { 'stroke-width': 2 });
}

function saidOf(
	median: Measured<WaitQuantile>,
	p90: Measured<WaitQuantile>,
	locale: Locale
): string {
	const { points } = numbersIn(locale);
	if (!median.measured) return '–';
	const said = { median: points(median.time) };
	if (!p90.measured) return m.waiting_said_median(said, { locale });
	return m.waiting_said({ ...said, p90: points(p90.time) }, { locale });
}

function endOf(quantile: Measured<WaitQuantile>): number[] {
	return quantile.measured ? [quantile.time, quantile.hi ?? quantile.time] : [];
}

function keyOf(locale: Locale): KeyItem[] {
	return [
		{ label: m.waiting_key_median({}, { locale }), colour: colour('ink'), mark: 'dot' },
		{ label: m.waiting_key_p90({}, { locale }), colour: colour('ink'), mark: 'square' }
	];
}
