import { comparisonsOf } from '#lib/domain/scorecard/conditions.ts';
import {
	isStepped,
	type Cap,
	type Condition,
	type Scorecard
} from '#lib/domain/scorecard/scorecard.ts';
import { ruleState, type Row } from './rule-state.ts';

/** Today's points of a row: rule, group and total caps in this order, 0 where a rule cannot be evaluated. */
export function cardPoints(card: Scorecard, row: Row): number {
	const groups = card.groups.map((group) => {
		const rules = group.rules.map((rule) =>
			within(rule.cap, rule.points * (ruleState(rule, row) ?? 0))
		);
		return within(group.cap, sum(rules));
	});
	return within(card.cap, sum(groups));
}

/** Points before any cap. */
export function uncappedPoints(card: Scorecard, row: Row): number {
	const rules = card.groups.flatMap((group) => group.rules);
	return sum(rules.map((rule) => rule.points * (ruleState(rule, row) ?? 0)));
}

/** How many operators and shapes of rule a card uses. */
export function operatorsOf(card: Scorecard): string[] {
	const rules = card.groups.flatMap((group) => group.rules);
	const operatorsIn = (when: Condition) => comparisonsOf(when).map(({ operator }) => operator);
	const used = rules.flatMap((rule) => (isStepped(rule) ? ['each'] : operatorsIn(rule.when)));
	return [
		...new Set([...used, ...card.exclusions.flatMap(({ when }) => operatorsIn(when))])
	].sort();
}

function within(cap: Cap | undefined, points: number): number {
	if (cap?.max !== undefined && points > cap.max) return cap.max;
	return cap?.min !== undefined && points < cap.min ? cap.min : points;
}

function sum(values: number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
