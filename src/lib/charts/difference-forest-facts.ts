import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { onLeads } from '#lib/charts/score-label.ts';
import * as m from '#lib/paraglide/messages.js';

/** How far apart two scores rank the same leads. */
export interface DrawnDifference {
	first: string;
	second: string;
	difference: number;
	ci: [number, number];
	/** For all pairs together; null where nothing can be tested. */
	p: number | null;
}

export interface DrawnDifferences {
	leads: number;
	wins: number;
	differences: DrawnDifference[];
}

/** Room of one pair: two lines of names above its interval. */
const rowHeight = 66;

/** Height of a forest of so many pairs. */
export function forestHeight(pairs: number): number {
	return 74 + pairs * rowHeight;
}

export function differenceForestFacts(drawn: DrawnDifferences, locale: Locale): Facts {
	const { differences } = drawn;
	const text = (message: (inputs: object, options: { locale: Locale }) => string) =>
		message({}, { locale });
	return {
		title: titleOf(differences, locale),
		note: m.compared_chart_difference_note(
			{ on: onLeads(drawn, numbersIn(locale).count, locale) },
			{ locale }
		),
		table: {
			columns: [
				{ label: text(m.compare_pair), kind: 'text' },
				{ label: text(m.compared_chart_difference_axis), kind: 'decimal', digits: 4 },
				{ label: text(m.chart_interval_low), kind: 'decimal', digits: 4 },
				{ label: text(m.chart_interval_high), kind: 'decimal', digits: 4 },
				{ label: text(m.compare_p), kind: 'decimal', digits: 4 }
			],
			rows: differences.map((each) => [pairOf(each, locale), each.difference, ...each.ci, each.p])
		},
		file: 'auc-differences'
	};
}

/** "B against A" */
export function pairOf({ first, second }: DrawnDifference, locale: Locale): string {
	return m.compared_pair({ first, second }, { locale });
}

function titleOf(differences: DrawnDifference[], locale: Locale): string {
	const beyond = differences.filter(({ p }) => p !== null && p < 0.05).length;
	if (differences.length === 1) {
		const said = beyond ? m.compared_chart_difference_one : m.compared_chart_difference_one_none;
		return said({}, { locale });
	}
	if (beyond === 0) return m.compared_chart_difference_none({}, { locale });
	const numbers = numbersIn(locale);
	return m.compared_chart_difference_some(
		{ beyond: numbers.count(beyond), pairs: numbers.count(differences.length) },
		{ locale }
	);
}
