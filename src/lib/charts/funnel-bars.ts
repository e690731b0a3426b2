import type { FunnelStep } from '#lib/domain/funnel/cohort-funnel.ts';
import { leadSetText, type LeadSet } from '#lib/domain/query/lead-set.ts';
import type { Surface } from '#lib/charts/frame.ts';
import { drawKey, keyRows, rowHeight, type KeyItem } from '#lib/charts/key.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import * as m from '#lib/paraglide/messages.js';
import { funnelBarsFacts, labelsOf, type FunnelChart } from './funnel-bars-facts.ts';
import { FunnelPen } from './funnel-pen.ts';
import { daysText, rateText, shortened } from './funnel-words.ts';

/** A piece of a bar. */
interface Piece {
	n: number;
	look: 'went-on' | 'dropped' | 'open';
	what: string;
	/** Null: its leads have no address of their own. */
	set: LeadSet | null;
}

/** A bar with what stands above it and below, on the way to the next. */
interface Bar {
	label: string;
	n: number;
	pieces: Piece[];
	/** In leads; null where the bar is no rate. */
	interval: [number, number] | null;
	said: string;
	below: string | null;
	set: LeadSet;
}

const LABEL = 22;
const BAR = 20;
const WAY = 26;

/** Height of the picture. */
export function funnelBarsHeight({ frame }: Pick<FunnelChart, 'frame'>): number {
	return frame.stages.length * (LABEL + BAR + WAY) + 2 * rowHeight + 12;
}

/**
 * Stages as bars from the left, the widest the first: what went on, what was dropped there in grey, what is still open hatched; the
 * interval of the rate at the end of each bar, and the median time to the next between them.
 *
 * @param hrefOf - address of the leads of a set, as text; left out where marks lead nowhere
 */
export function funnelBars(
	chart: FunnelChart,
	{ document, width, locale }: Surface,
	hrefOf?: (set: string) => string
): SVGSVGElement {
	const { title } = funnelBarsFacts(chart, locale);
	const height = funnelBarsHeight(chart);
	const name = `funnel-${chart.view.view}`;
	const pen = new FunnelPen(document, name, { width, height }, title, hrefOf !== undefined);
	const bars = barsOf(chart, locale);
	const rows = keyRows(keyOf(chart, pen, locale), width - 8);
	drawKey(pen.svg, rows);
	const most = Math.max(
		1,
		...bars.map(({ n }) => n),
		...bars.map(({ interval }) => interval?.[1] ?? 0)
	);
	const scale = (width - 8) / most;
	bars.forEach((bar, i) => {
		const top = rows.length * rowHeight + 8 + i * (LABEL + BAR + WAY);
		drawBar(pen, bar, { top, scale, width, locale }, hrefOf);
	});
	return pen.svg;
}

interface Place {
	top: number;
	/** Pixels a lead. */
	scale: number;
	width: number;
	locale: Locale;
}

function drawBar(
	pen: FunnelPen,
	bar: Bar,
	{ top, scale, width, locale }: Place,
	hrefOf?: (set: string) => string
): void {
	const href = (set: LeadSet | null, n: number) =>
		hrefOf && set && n > 0 ? hrefOf(leadSetText(set)) : null;
	const { count } = numbersIn(locale);
	const room = Math.floor((width - 6.4 * bar.said.length) / 7.2);
	const y = top + 15;
	const whole = m.funnel_bar({ leads: count(bar.n), stage: bar.label }, { locale });
	pen.link(href(bar.set, bar.n), whole, () => {
		const line = hrefOf && bar.n > 0 ? 'underline' : 'none';
		pen.text(0, y, shortened(bar.label, room), {
			'font-weight': 600,
			'text-decoration': line
		});
	});
	pen.text(width, y, bar.said, { 'text-anchor': 'end' });
	pen.rect(0, top + LABEL, width - 8, BAR, { fill: colour('rule'), 'fill-opacity': 0.35 });
	let x = 0;
	for (const piece of bar.pieces) {
		const wide = piece.n * scale;
		const label = m.funnel_piece(
			{ leads: count(piece.n), what: piece.what, stage: bar.label },
			{ locale }
		);
		pen.link(href(piece.set, piece.n), label, () => {
			pen.rect(x, top + LABEL, wide, BAR, { fill: fillOf(pen, piece.look) });
		});
		x += wide;
	}
	drawInterval(pen, bar, top + LABEL, scale);
	if (bar.below) {
		pen.text(0, top + LABEL + BAR + 17, bar.below, { fill: colour('muted') });
	}
}

function fillOf(pen: FunnelPen, look: Piece['look']): string {
	if (look === 'open') return pen.hatch('edge');
	return colour(look === 'dropped' ? 'lost' : 'won');
}

/** On the end of the bar, with a halo so that it is seen on dark and light. */
function drawInterval(pen: FunnelPen, { interval }: Bar, top: number, scale: number): void {
	if (!interval) return;
	const [lo, hi] = interval.map((each) => each * scale);
	const y = top + BAR / 2;
	pen.line(lo, y, hi, y, { stroke: colour('paper'), 'stroke-width': 5 });
	pen.line(lo, y, hi, y, { stroke: colour('ink'), 'stroke-width': 2 });
	for (const x of [lo, hi]) {
		pen.line(x, y - 5, x, y + 5, { stroke: colour('ink'), 'stroke-width': 2 });
	}
}

function keyOf({ view }: FunnelChart, pen: FunnelPen, locale: Locale): KeyItem[] {
	const item = (label: string, look: Piece['look']): KeyItem => {
		return { label, colour: fillOf(pen, look), mark: 'bar' };
	};
	if (view.view === 'snapshot') return [item(m.funnel_key_standing({}, { locale }), 'open')];
	if (view.view === 'flow') {
		return [
			item(m.funnel_key_own({}, { locale }), 'went-on'),
			item(m.funnel_key_earlier({}, { locale }), 'open')
		];
	}
	return [
		item(m.funnel_key_on({}, { locale }), 'went-on'),
		item(m.funnel_key_dropped({}, { locale }), 'dropped'),
		item(m.funnel_key_open({}, { locale }), 'open'),
		{ label: m.funnel_key_interval({}, { locale }), colour: colour('ink'), mark: 'line' }
	];
}

function barsOf(chart: FunnelChart, locale: Locale): Bar[] {
	const { found } = chart.view;
	const { stages } = chart.frame;
	const labels = labelsOf(chart.frame, locale);
	const { count } = numbersIn(locale);
	if (!found.measured) return [];
	const of = (s: number) => ({ label: labels[s], interval: null, below: null });
	if (found.view === 'cohort') {
		return found.steps.map((step, s) =>
			cohortBar(step, found.steps, s, labels, stages[s].id, locale)
		);
	}
	if (found.view === 'snapshot') {
		return found.steps.map(({ standing, daysSoFar }, s): Bar => {
			const set: LeadSet = { kind: 'standing', stage: stages[s].id };
			const what = m.funnel_what_standing({}, { locale });
			const days = daysSoFar.measured ? daysText(daysSoFar.median, locale) : null;
			return {
				...of(s),
				n: standing,
				pieces: [{ n: standing, look: 'open', what, set }],
				said: count(standing),
				below: days && m.funnel_below_standing({ days }, { locale }),
				set
			};
		});
	}
	return found.steps.map(({ entered, ofPeriod }, s): Bar => {
		const set: LeadSet = { kind: 'entered', stage: stages[s].id };
		const own = m.funnel_what_own({}, { locale });
		const earlier = m.funnel_what_earlier({}, { locale });
		return {
			...of(s),
			n: entered,
			pieces: [
				{ n: ofPeriod, look: 'went-on', what: own, set: null },
				{ n: entered - ofPeriod, look: 'open', what: earlier, set: null }
			],
			said: count(entered),
			set
		};
	});
}

function cohortBar(
	step: FunnelStep,
	steps: FunnelStep[],
	s: number,
	labels: string[],
	stage: string,
	locale: Locale
): Bar {
	const next = steps[s + 1];
	const { n, dropped, open, ofFirst } = step;
	const first = steps[0].n;
	const on = next ? next.n : n;
	const set: LeadSet = { kind: 'reached', stage };
	const interval: Bar['interval'] =
		s > 0 && ofFirst.measured ? [ofFirst.lo * first, ofFirst.hi * first] : null;
	const leads = numbersIn(locale).count(n);
	return {
		label: labels[s],
		n,
		pieces: [
			{
				n: on,
				look: 'went-on',
				what: next ? m.funnel_what_on({}, { locale }) : m.funnel_what_reached({}, { locale }),
				set: next ? { kind: 'reached', stage: next.stage.id } : set
			},
			{
				n: dropped,
				look: 'dropped',
				what: m.funnel_what_dropped({}, { locale }),
				set: { kind: 'dropped', stage }
			},
			{
				n: open,
				look: 'open',
				what: m.funnel_what_open({}, { locale }),
				set: { kind: 'open', stage }
			}
		],
		interval,
		said: s === 0 ? leads : `${leads} · ${rateText(ofFirst, locale)}`,
		below: next ? wayText(next, locale) : null,
		set
	};
}

/** What part goes on to a stage, and how long it takes. */
function wayText({ ofPrevious, daysFromPrevious }: FunnelStep, locale: Locale): string {
	const rate = rateText(ofPrevious, locale);
	if (!daysFromPrevious.measured) return m.funnel_way({ rate }, { locale });
	const days = daysText(daysFromPrevious.median, locale);
	return m.funnel_way_days({ rate, days }, { locale });
}
