import type { RoiReport } from '#lib/domain/report/roi-report.ts';
import type { NotMeasured } from '#lib/domain/units.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { gatePairs, pairSentence } from '#lib/charts/report-gate-facts.ts';
import * as m from '#lib/paraglide/messages.js';

/** What the report says of the threshold. */
export interface GateWords {
	/** What today's threshold catches, or why that is not known. */
	today: string;
	/** What the calibrated points would do, a sentence each; or why that is not known. */
	calibrated: string[];
	/** What these ranges take for granted. */
	assumptions: string[];
}

/** @param reasonOf - why a figure is not there, as a sentence of that language */
export function reportGateWords(
	{ gate }: Pick<RoiReport, 'gate'>,
	locale: Locale,
	reasonOf: (refused: NotMeasured) => string
): GateWords {
	if (!gate.measured) {
		const today = m.report_gate_refused({ reason: reasonOf(gate) }, { locale });
		return { today, calibrated: [], assumptions: [] };
	}
	const numbers = numbersIn(locale);
	const { caught, won, accepted, threshold, later, sameCalls, fewerCalls } = gate;
	const percent = (rate: number) => numbers.percent(rate, 0);
	const today = m.report_gate_today_catches(
		{
			threshold: numbers.points(threshold),
			calls: numbers.count(won.leads),
			leads: numbers.count(later.leads),
			wins: numbers.count(won.wins),
			allWins: numbers.count(caught.leads),
			caught: percent(caught.rate),
			interval: numbers.interval([caught.lo, caught.hi], percent)
		},
		{ locale }
	);
	const sales = accepted.measured
		? m.report_gate_accepted(
				{
					rate: percent(accepted.rate),
					wins: numbers.count(accepted.wins),
					leads: numbers.count(accepted.leads),
					interval: numbers.interval([accepted.lo, accepted.hi], percent)
				},
				{ locale }
			)
		: null;
	const refusals = [sameCalls, ...(sameCalls.measured ? [fewerCalls] : [])].flatMap((each) =>
		each.measured ? [] : [m.report_gate_side_refused({ reason: reasonOf(each) }, { locale })]
	);
	return {
		today: sales ? `${today} ${sales}` : today,
		calibrated: [
			...gatePairs(gate).map((pair) => `${pairSentence(pair, gate, locale)}.`),
			...refusals
		],
		assumptions: sameCalls.measured ? assumptionsOf(sameCalls.asWorked.measured, locale) : []
	};
}

function assumptionsOf(workedKnown: boolean, locale: Locale): string[] {
	return [
		workedKnown
			? m.report_gate_assumes_worked({}, { locale })
			: m.report_gate_assumes_observed({}, { locale }),
		m.report_gate_assumes_calls({}, { locale })
	];
}
