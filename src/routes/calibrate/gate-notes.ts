import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/** How the numbers on gates came about: on how many leads, with which intervals, judged by what. */
export function gateNotes(
	{ gates, leads }: Pick<Calibration, 'gates' | 'leads'>,
	locale: Locale
): string[] {
	const numbers = numbersIn(locale);
	const { terms, inflow } = gates;
	const all = [...gates.current, ...gates.calibrated];
	const on = { train: numbers.count(leads.train), test: numbers.count(leads.test) };
	const drawn = drawnFor(all);
	const method = gates.drawnBy === 'account' ? m.gates_note_method_account : m.gates_note_method;
	return [
		terms.acceptanceKnown ? m.gates_note_outcome() : m.gates_note_won(),
		drawn === null ? m.gates_note_method_plain(on) : method({ ...on, draws: numbers.count(drawn) }),
		...(inflow.measured
			? [
					m.gates_note_week({
						weeks: numbers.count(inflow.weeks),
						perWeek: numbers.decimal(inflow.perWeek, 1)
					})
				]
			: []),
		...(all.some(({ later }) => later?.profit) ? [m.gates_note_profit()] : [])
	];
}

/** Samples behind the intervals of points; null where there is no interval. */
function drawnFor(choices: Calibration['gates']['current']): number | null {
	for (const { chosen } of choices) {
		const interval = chosen.measured ? chosen.interval : null;
		if (interval?.measured) return interval.drawn;
	}
	return null;
}
