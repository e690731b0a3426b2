import type { ReportGate } from '#lib/domain/report/report-gate.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/** A pair of bars: today's points, and the calibrated ones with the range they may reach. */
export interface GatePair {
	kind: 'wins' | 'calls';
	today: number;
	calibrated: number;
	range: [number, number];
}

/** Height of a pair of bars. */
export const PANEL = 108;

/** Height of the picture of all pairs. */
export function reportGateHeight(gate: ReportGate): number {
	return Math.max(1, gatePairs(gate).length) * PANEL;
}

/** What can be drawn of a gate: the same calls with other wins, the same wins with other calls. */
export function gatePairs({ sameCalls, fewerCalls }: ReportGate): GatePair[] {
	const wins: GatePair[] = sameCalls.measured
		? [
				{
					kind: 'wins',
					today: sameCalls.today,
					calibrated: sameCalls.asObserved.wins,
					range: sameCalls.range
				}
			]
		: [];
	const calls: GatePair[] = fewerCalls.measured
		? [
				{
					kind: 'calls',
					today: fewerCalls.leads,
					calibrated: fewerCalls.needed,
					range: fewerCalls.range
				}
			]
		: [];
	return [...wins, ...calls];
}

/** Whether the range stays on the better side of today: more wins, or fewer calls. */
export function isBetter({ kind, today, range }: GatePair): boolean {
	return kind === 'wins' ? Math.round(range[0]) > today : Math.round(range[1]) < today;
}

/** What a pair says, as a sentence with its numbers. */
export function pairSentence(pair: GatePair, gate: ReportGate, locale: Locale): string {
	const numbers = numbersIn(locale);
	const range = pair.range.map(Math.round) as [number, number];
	const said = {
		today: numbers.count(Math.round(pair.today)),
		range: numbers.interval(range, numbers.count),
		calls: numbers.count(gate.won.leads),
		wins: numbers.count(gate.won.wins)
	};
	if (pair.kind === 'wins') {
		const better = isBetter(pair) ? m.report_gate_more_wins : m.report_gate_more_wins_unsure;
		return better(said, { locale });
	}
	const better = isBetter(pair) ? m.report_gate_fewer_calls : m.report_gate_fewer_calls_unsure;
	return better(said, { locale });
}

/** @example reportGateFacts(gate, 'en').title // 'The same 1,011 calls would reach 203 to 235 customers instead of 199' */
export function reportGateFacts(gate: ReportGate, locale: Locale): Facts {
	const pairs = gatePairs(gate);
	const [first] = pairs;
	const rowsOf = (pair: GatePair) => {
		const name = pair.kind === 'wins' ? m.report_gate_wins : m.report_gate_calls;
		return [
			[name({}, { locale }), m.report_gate_today({}, { locale }), pair.today, null, null],
			[
				name({}, { locale }),
				m.report_gate_calibrated({}, { locale }),
				pair.calibrated,
				...pair.range
			]
		];
	};
	return {
		title: first ? pairSentence(first, gate, locale) : m.report_gate_none({}, { locale }),
		note: m.report_gate_note(
			{
				leads: numbersIn(locale).count(gate.later.leads),
				wins: numbersIn(locale).count(gate.later.wins)
			},
			{ locale }
		),
		table: {
			columns: [
				{ label: m.report_gate_what({}, { locale }), kind: 'text' },
				{ label: m.report_gate_points({}, { locale }), kind: 'text' },
				{ label: m.report_gate_number({}, { locale }), kind: 'decimal', digits: 0 },
				{ label: m.report_gate_low({}, { locale }), kind: 'decimal', digits: 0 },
				{ label: m.report_gate_high({}, { locale }), kind: 'decimal', digits: 0 }
			],
			rows: pairs.flatMap(rowsOf)
		},
		file: 'threshold-today-and-calibrated'
	};
}
