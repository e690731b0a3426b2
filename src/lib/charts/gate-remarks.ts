import type { GateChoice, GateChoices } from '#lib/domain/calibration/gate-choices.ts';
import { gateLabel, gateRuleLabel } from '#lib/charts/gate-label.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

type Score = 'current' | 'calibrated';

/** What stands beside the numbers: leads that share a score with the threshold, what the next score would add, what pays. */
export function gateRemarks(gates: GateChoices, locale: Locale): string[] {
	return [
		...(['mql', 'sql'] as const).flatMap((gate) => {
			const found = gates.card[gate];
			const choice = gates.calibrated.find(
				(each) => found.measured && each.gate === gate && each.rule === found.rule
			);
			return choice ? tied(choice, locale) : [];
		}),
		...(['current', 'calibrated'] as const).flatMap((score) => [
			...nextBlock(gates, score, locale),
			...jointProfit(gates, score, locale)
		]),
		...breakEven(gates, locale)
	];
}

function scoreLabel(score: Score, locale: Locale): string {
	const label = score === 'current' ? m.gates_inline_current : m.gates_inline_calibrated;
	return label({}, { locale });
}

function tied({ gate, rule, chosen, later }: GateChoice, locale: Locale): string[] {
	if (!chosen.measured || !later || later.tied === 0) return [];
	const numbers = numbersIn(locale);
	return [
		m.gates_tied(
			{
				gate: gateLabel(gate, locale),
				rule: gateRuleLabel(rule, locale),
				score: scoreLabel('calibrated', locale),
				tied: later.tied,
				tiedText: numbers.count(later.tied),
				passing: numbers.count(later.passing),
				points: numbers.points(chosen.threshold)
			},
			{ locale }
		)
	];
}

function nextBlock(gates: GateChoices, score: Score, locale: Locale): string[] {
	const { capacity } = gates.terms;
	const found = gates[score].find(({ rule }) => rule === 'capacity')?.chosen;
	if (!found?.measured || capacity === null) return [];
	const numbers = numbersIn(locale);
	const told = { score: scoreLabel(score, locale), capacity: numbers.points(capacity) };
	if (!found.nextBlock) return [m.gates_all_fit(told, { locale })];
	const { score: points, perWeek } = found.nextBlock;
	return [
		m.gates_next_block(
			{
				...told,
				points: numbers.points(points),
				perWeek: numbers.decimal(perWeek, 1)
			},
			{ locale }
		)
	];
}

function jointProfit(gates: GateChoices, score: Score, locale: Locale): string[] {
	const found = gates.jointProfit[score];
	if (!found) return [];
	const numbers = numbersIn(locale);
	const units = (cents: number) => numbers.count(Math.round(cents / 100));
	return [
		m.gates_joint_profit(
			{
				score: scoreLabel(score, locale),
				profit: units(found.cents),
				interval: numbers.interval(found.ci, units)
			},
			{ locale }
		)
	];
}

function breakEven({ calibrated, current, terms }: GateChoices, locale: Locale): string[] {
	const found = [...calibrated, ...current].find(
		({ rule, chosen }) => rule === 'cost' && chosen.measured
	)?.chosen;
	const { costCents, valueCents, margin } = terms;
	if (!found?.measured || found.breakEven === null) return [];
	const numbers = numbersIn(locale);
	const units = (cents: number | null) => numbers.count(Math.round((cents ?? 0) / 100));
	return [
		m.gates_break_even(
			{
				rate: numbers.percent(found.breakEven, 1),
				cost: units(costCents),
				value: units(valueCents),
				margin: numbers.percent(margin ?? 0, 0)
			},
			{ locale }
		)
	];
}
