import { issue, type Issue } from '#lib/domain/issue.ts';
import { conditionFields } from './conditions.ts';
import { gradesOf } from './grade-matrix.ts';
import { decaysPerTouch } from './rule-levels.ts';
import { fieldsOf, rulesOf, type Rule, type Scorecard } from './scorecard.ts';
import { touchField, touchId } from './touch-feature.ts';

/**
 * Names in a scorecard that lead nowhere: touch features, limits, groups of the matrix and grades that the card does not
 * declare, and decays without an age.
 *
 * @example brokenLinks(card) // []
 */
export function brokenLinks(scorecard: Scorecard): Issue[] {
	return [
		...featuresTwice(scorecard),
		...unknownFeatures(scorecard),
		...unknownLimits(scorecard),
		...decaysWithoutAge(scorecard),
		...unknownGroups(scorecard),
		...unknownGrades(scorecard),
		...unscoredThrough(scorecard)
	];
}

function featuresTwice({ features = [] }: Scorecard): Issue[] {
	return features
		.filter(({ id }, i) => features.findIndex((each) => each.id === id) < i)
		.map(({ id }) => issue('touch-feature-twice', 'error', { feature: id }));
}

function unknownFeatures(scorecard: Scorecard): Issue[] {
	const known = new Set(scorecard.features?.map(({ id }) => touchField(id)));
	const uses = [
		...rulesOf(scorecard).map((rule) => ({ label: rule.label, fields: fieldsOf(rule) })),
		...scorecard.exclusions.map(({ label, when }) => ({ label, fields: conditionFields(when) }))
	];
	return uses.flatMap(({ label, fields }) =>
		fields
			.filter((field) => touchId(field) !== null && !known.has(field))
			.map((field) => issue('touch-feature-unknown', 'error', { rule: label, field }))
	);
}

function unknownLimits({ groups }: Scorecard): Issue[] {
	return groups.flatMap(({ rules, limits = [] }) =>
		rules
			.filter(({ limit }) => limit !== undefined && !limits.some(({ id }) => id === limit))
			.map(({ label, limit = '' }) => issue('limit-unknown', 'error', { rule: label, limit }))
	);
}

/** Only touches that are counted have ages of their own. */
function decaysWithoutAge(scorecard: Scorecard): Issue[] {
	const counts = new Set(
		scorecard.features?.filter(({ kind }) => kind === 'count').map(({ id }) => touchField(id))
	);
	const isPerTouch = (rule: Rule) =>
		decaysPerTouch(rule) && 'each' in rule && counts.has(rule.each.field);
	return rulesOf(scorecard)
		.filter((rule) => rule.decay && rule.decay.age === undefined && !isPerTouch(rule))
		.map(({ label }) => issue('decay-without-age', 'error', { rule: label }));
}

function unknownGroups({ matrix, groups }: Scorecard): Issue[] {
	if (!matrix) return [];
	return [...matrix.fit.groups, ...matrix.engagement.groups]
		.filter((group) => !groups.some(({ id }) => id === group))
		.map((group) => issue('matrix-group-unknown', 'error', { group }));
}

function unknownGrades({ matrix, thresholds }: Scorecard): Issue[] {
	const known = new Set(matrix ? gradesOf(matrix) : []);
	const gates = { MQL: thresholds.mqlGrades, SQL: thresholds.sqlGrades };
	return Object.entries(gates).flatMap(([gate, grades = []]) =>
		grades
			.filter((grade) => !known.has(grade))
			.map((grade) => issue('grade-unknown', 'error', { gate, grade }))
	);
}

/** A lead without a score passes no gate in a CRM; counted as 0 points it would pass one of 0 or less. */
function unscoredThrough({ nothingMatched, thresholds: { mql, sql } }: Scorecard): Issue[] {
	if (nothingMatched !== 'no-score') return [];
	return [mql, sql]
		.filter((gate) => gate !== null && gate <= 0)
		.map((gate) => issue('gate-at-no-score', 'warning', { gate: gate as number }));
}
