import type { FunnelBreakdown, FunnelFrame, FunnelPart } from '#lib/domain/funnel/funnel-report.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import type { Cell, Column } from '#lib/charts/table.ts';
import * as m from '#lib/paraglide/messages.js';
import { labelsOf, rateCells } from './funnel-bars-facts.ts';
import { rateText } from './funnel-words.ts';
import { partLabel } from './incidence-facts.ts';

/** A funnel for each value of a column. */
export interface FunnelMultiples {
	frame: FunnelFrame;
	breakdown: FunnelBreakdown;
}

export function funnelMultiplesFacts({ frame, breakdown }: FunnelMultiples, locale: Locale): Facts {
	const labels = labelsOf(frame, locale);
	return {
		title: titleOf(breakdown, labels, locale),
		note: m.multiples_note({}, { locale }),
		table: {
			columns: [
				{ label: breakdown.by, kind: 'text' },
				{
					label: m.multiples_selected({}, { locale }),
					kind: 'count',
					sum: true,
					formula: m.multiples_formula_selected({}, { locale })
				},
				{
					label: m.multiples_mature({}, { locale }),
					kind: 'count',
					sum: true,
					formula: m.multiples_formula_mature({}, { locale })
				},
				...labels.slice(1).flatMap((label) => stageColumns(label, locale))
			],
			rows: breakdown.parts.map((part) => rowOf(part, labels.length, locale))
		},
		file: 'funnel-by'
	};
}

/** Columns of the table that a stage takes, from the second stage on. */
export const COLUMNS_A_STAGE = 4;

function stageColumns(label: string, locale: Locale): Column[] {
	const low = m.chart_interval_low({}, { locale });
	const high = m.chart_interval_high({}, { locale });
	return [
		{ label, kind: 'count', sum: true, formula: m.multiples_formula_n({}, { locale }) },
		{
			label: m.multiples_rate({ stage: label }, { locale }),
			kind: 'rate',
			digits: 1,
			formula: m.multiples_formula_rate({}, { locale })
		},
		{ label: low, kind: 'rate', digits: 1, filesOnly: true },
		{ label: high, kind: 'rate', digits: 1, filesOnly: true }
	];
}

function rowOf({ value, selected, found }: FunnelPart, stages: number, locale: Locale): Cell[] {
	const name = partLabel(value, locale);
	if (!found.measured) {
		return [name, selected, 0, ...Array<Cell>((stages - 1) * COLUMNS_A_STAGE).fill(null)];
	}
	const cells = found.steps.slice(1).flatMap(({ n, ofFirst }) => [n, ...rateCells(ofFirst)]);
	return [name, selected, found.leads, ...cells];
}

/** The parts with the highest and the lowest rate of the last stage whose intervals do not meet. */
function titleOf({ by, parts }: FunnelBreakdown, labels: string[], locale: Locale): string {
	const ends = parts.flatMap(({ value, found }) => {
		const rate = found.measured ? found.steps[found.steps.length - 1].ofFirst : null;
		return rate?.measured && value !== null ? [{ name: partLabel(value, locale), rate }] : [];
	});
	const best = ends.reduce<(typeof ends)[number] | null>(
		(most, each) => (most === null || each.rate.lo > most.rate.lo ? each : most),
		null
	);
	const worst = ends.reduce<(typeof ends)[number] | null>(
		(least, each) => (least === null || each.rate.hi < least.rate.hi ? each : least),
		null
	);
	const stage = labels[labels.length - 1];
	if (!best || !worst || best === worst || best.rate.lo <= worst.rate.hi) {
		return m.multiples_title_alike(
			{ by, stage, parts: numbersIn(locale).count(parts.length) },
			{ locale }
		);
	}
	return m.multiples_title(
		{
			stage,
			best: best.name,
			bestRate: rateText(best.rate, locale),
			worst: worst.name,
			worstRate: rateText(worst.rate, locale)
		},
		{ locale }
	);
}
