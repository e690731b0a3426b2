import type { CohortCell } from '#lib/domain/funnel/cohort-map.ts';
import type { FunnelMap } from '#lib/domain/funnel/funnel-report.ts';
import type { Surface } from '#lib/charts/frame.ts';
import { drawKey, keyRows, rowHeight, type KeyItem } from '#lib/charts/key.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import * as m from '#lib/paraglide/messages.js';
import { cellWords, cohortMapFacts, monthText } from './cohort-map-facts.ts';
import { FunnelPen } from './funnel-pen.ts';

const ROW = 24;
const HEAD = 34;
const MONTHS = 66;
const LEADS = 52;

/** Height of the picture. */
export function cohortMapHeight({ rows }: FunnelMap): number {
	return rows.length * ROW + HEAD + 2 * rowHeight + 8;
}

/**
 * Months against ages: the darker, the larger the share. Cells whose leads are not all so old are hatched and tell no rate; those that no
 * lead has come to yet are only outlined.
 *
 * @param hrefOf - address of the leads that reached the stage by an age, of a month
 */
export function cohortMap(
	map: FunnelMap,
	{ document, width, locale }: Surface,
	hrefOf?: (month: string, ageDays: number) => string
): SVGSVGElement {
	const height = cohortMapHeight(map);
	const { title } = cohortMapFacts(map, locale);
	const pen = new FunnelPen(document, 'cohort-map', { width, height }, title, Boolean(hrefOf));
	const rows = keyRows(keyOf(pen, locale), width - 8);
	drawKey(pen.svg, rows);
	const top = rows.length * rowHeight + 8;
	const leads = width >= 420 ? LEADS : 0;
	const left = MONTHS + leads;
	const wide = (width - left) / map.agesDays.length;
	const { count } = numbersIn(locale);
	const muted = { fill: colour('muted') };
	if (leads)
		pen.text(left - 10, top + 20, m.chart_leads({}, { locale }), {
			...muted,
			'text-anchor': 'end'
		});
	map.agesDays.forEach((days, a) => {
		const label = wide >= 58 ? m.map_days({ days: count(days) }, { locale }) : count(days);
		pen.text(left + (a + 0.5) * wide, top + 20, label, { ...muted, 'text-anchor': 'middle' });
	});
	const most = Math.max(
		1e-9,
		...map.rows.flatMap(({ cells }) => cells.map(({ rate }) => (rate.measured ? rate.rate : 0)))
	);
	map.rows.forEach((row, r) => {
		const y = top + HEAD + r * ROW;
		pen.text(0, y + 16, monthText(row.month, locale, '2-digit'));
		if (leads) pen.text(left - 10, y + 16, count(row.leads), { ...muted, 'text-anchor': 'end' });
		row.cells.forEach((cell, a) => {
			const at = { x: left + a * wide, y, wide };
			const href = hrefOf && cell.soFar > 0 ? hrefOf(cell.month, cell.ageDays) : null;
			pen.link(href, cellWords(cell, row, locale), () => drawCell(pen, cell, at, most, locale));
		});
	});
	return pen.svg;
}

function drawCell(
	pen: FunnelPen,
	{ maturity, rate, soFar }: CohortCell,
	{ x, y, wide }: { x: number; y: number; wide: number },
	most: number,
	locale: Locale
): void {
	const box = [x + 1, y + 1, wide - 2, ROW - 2] as const;
	const middle = { 'text-anchor': 'middle' };
	if (maturity === 'ahead' || (maturity === 'mature' && !rate.measured)) {
		pen.rect(...box, { fill: 'none', stroke: colour('rule') });
		return;
	}
	if (!rate.measured) {
		pen.rect(...box, { fill: pen.hatch('rule') });
		if (soFar === 0) return;
		const said =
			wide >= 44 ? m.map_already({ reached: numbersIn(locale).count(soFar) }, { locale }) : '';
		if (said)
			pen.text(x + wide / 2, y + 16, said, { ...middle, fill: colour('muted'), 'font-size': 11 });
		return;
	}
	const strength = rate.rate / most;
	pen.rect(...box, { fill: colour('paper') });
	pen.rect(...box, { fill: colour('won'), 'fill-opacity': 0.04 + 0.86 * strength });
	const text = numbersIn(locale).percent(rate.rate, wide >= 46 && rate.rate < 0.0995 ? 1 : 0);
	const ink = strength > 0.5 ? colour('paper') : colour('ink');
	pen.text(x + wide / 2, y + 16, text, { ...middle, fill: ink, 'font-size': wide >= 40 ? 12 : 11 });
}

function keyOf(pen: FunnelPen, locale: Locale): KeyItem[] {
	return [
		{ label: m.map_key_mature({}, { locale }), colour: colour('lost'), mark: 'bar' },
		{ label: m.map_key_young({}, { locale }), colour: pen.hatch('edge'), mark: 'bar' }
	];
}
