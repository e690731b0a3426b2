import type { FunnelPart } from '#lib/domain/funnel/funnel-report.ts';
import type { Surface } from '#lib/charts/frame.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import * as m from '#lib/paraglide/messages.js';
import { labelsOf } from './funnel-bars-facts.ts';
import { funnelMultiplesFacts, type FunnelMultiples } from './funnel-multiples-facts.ts';
import { FunnelPen } from './funnel-pen.ts';
import { rateText, shortened } from './funnel-words.ts';
import { partLabel } from './incidence-facts.ts';

const LINE = 18;
const HEAD = 24;
const GAP = 22;
const WIDEST = 300;

function grid(width: number): { columns: number; wide: number } {
	const columns = Math.max(1, Math.floor((width + 24) / (WIDEST + 24)));
	return { columns, wide: (width - (columns - 1) * 24) / columns };
}

/** Height of the picture at a width. */
export function funnelMultiplesHeight(
	{ frame, breakdown }: FunnelMultiples,
	width: number
): number {
	const rows = Math.ceil(breakdown.parts.length / grid(width).columns);
	return rows * (HEAD + frame.stages.length * LINE + GAP);
}

/**
 * A small funnel for each value of a column, all on one scale: the share of its leads that reached each stage.
 *
 * @param hrefOf - address of the leads of a part that reached a stage; null where the part has none
 */
export function funnelMultiples(
	chart: FunnelMultiples,
	{ document, width, locale }: Surface,
	hrefOf?: (part: FunnelPart, stage: string) => string | null
): SVGSVGElement {
	const { frame, breakdown } = chart;
	const height = funnelMultiplesHeight(chart, width);
	const { title } = funnelMultiplesFacts(chart, locale);
	const pen = new FunnelPen(document, 'multiples', { width, height }, title, Boolean(hrefOf));
	const { columns, wide } = grid(width);
	const labels = labelsOf(frame, locale);
	breakdown.parts.forEach((part, i) => {
		const x = (i % columns) * (wide + 24);
		const y = Math.floor(i / columns) * (HEAD + frame.stages.length * LINE + GAP);
		drawPart(pen, part, { x, y, wide, labels, locale }, hrefOf);
	});
	return pen.svg;
}

function drawPart(
	pen: FunnelPen,
	part: FunnelPart,
	place: { x: number; y: number; wide: number; labels: string[]; locale: Locale },
	hrefOf?: (part: FunnelPart, stage: string) => string | null
): void {
	const { x, y, wide, labels, locale } = place;
	const { count } = numbersIn(locale);
	const name = partLabel(part.value, locale);
	const leads = m.multiples_leads({ leads: count(part.selected) }, { locale });
	const room = Math.floor((wide - 6.4 * leads.length) / 7.2);
	pen.text(x, y + 14, shortened(name, room), { 'font-weight': 600 });
	pen.text(x + wide, y + 14, leads, { 'text-anchor': 'end', fill: colour('muted') });
	if (!part.found.measured) {
		pen.text(x, y + HEAD + 14, m.multiples_none({}, { locale }), { fill: colour('muted') });
		return;
	}
	const { steps } = part.found;
	const names = Math.min(92, wide * 0.3);
	const values = 52;
	const scale = wide - names - values;
	steps.forEach(({ stage, n, ofFirst }, s) => {
		const top = y + HEAD + s * LINE;
		const share = ofFirst.measured ? ofFirst.rate : 0;
		const said = ofFirst.measured ? rateText(ofFirst, locale) : '–';
		const words = m.multiples_mark(
			{ part: name, stage: labels[s], leads: count(n), rate: said },
			{ locale }
		);
		pen.text(x, top + 12, shortened(labels[s], Math.floor(names / 6.6)), { fill: colour('muted') });
		pen.link(n > 0 ? (hrefOf?.(part, stage.id) ?? null) : null, words, () => {
			pen.rect(x + names, top + 2, scale, LINE - 5, { fill: colour('rule'), 'fill-opacity': 0.35 });
			pen.rect(x + names, top + 2, scale * share, LINE - 5, { fill: colour('won') });
		});
		if (ofFirst.measured && s > 0) {
			const [lo, hi] = [ofFirst.lo, ofFirst.hi].map((each) => x + names + each * scale);
			const middle = top + 2 + (LINE - 5) / 2;
			pen.line(lo, middle, hi, middle, { stroke: colour('paper'), 'stroke-width': 4 });
			pen.line(lo, middle, hi, middle, { 'stroke-width': 1.5 });
		}
		const short = ofFirst.measured ? numbersIn(locale).percent(ofFirst.rate) : '–';
		pen.text(x + wide, top + 12, short, { 'text-anchor': 'end' });
	});
}
