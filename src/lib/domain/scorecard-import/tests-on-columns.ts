import { issue, type Issue } from '#lib/domain/issue.ts';
import { saysUnknown } from '#lib/domain/mapping/unknown-words.ts';
import { isComparison, partsOf } from '#lib/domain/scorecard/conditions.ts';
import type {
	Comparison,
	Condition,
	ConditionRule,
	SteppedRule
} from '#lib/domain/scorecard/scorecard.ts';
import { largestOf, levelsAreAll, type ColumnContents } from './column-contents.ts';
import { comparisonOf } from './comparison-of.ts';
import { criterionRules, saysYes } from './criterion-rules.ts';
import type { Decimals } from './read-number.ts';
import type { LooksFor, ReadyTest, RuleRead } from './rules-read.ts';

/** What a rule looks for on a column, with the name and the points it has there. */
export type TestOnColumns = { label: string; points: number } & (
	Pick<ConditionRule, 'when'> | Pick<SteppedRule, 'each'>
);

export interface Columns {
	/** The column, or count of touches, that a field stands for. */
	fieldOf(field: string): string;
	contentsOf(column: string): ColumnContents | null;
	decimals: Decimals;
	issues: Issue[];
}

/** Steps a rule may have. */
const MOST_STEPS = 100;

/** A rule as it was read on the columns its fields stand for; a rating in words becomes several. */
export function testsOnColumns(rule: RuleRead, columns: Columns): TestOnColumns[] {
	const { label, points, looksFor } = rule;
	switch (looksFor.kind) {
		case 'ready':
			return [{ label, points, ...renamed(looksFor.what, columns) }];
		case 'conditions':
			return [{ label, points, when: conditionOf(looksFor, label, columns) }];
		case 'event':
			return [{ label, points, ...eventOn(looksFor, label, columns) }];
		case 'criterion': {
			const contents = columns.contentsOf(columns.fieldOf(looksFor.field));
			if (!contents) return [];
			return criterionRules({ label, points }, contents, columns.issues);
		}
	}
}

function conditionOf(
	{ join, of }: Extract<LooksFor, { kind: 'conditions' }>,
	rule: string,
	{ fieldOf, contentsOf, decimals, issues }: Columns
): Condition {
	const parts = of.map((each) => {
		const field = fieldOf(each.field);
		return comparisonOf(each, { field, contents: contentsOf(field), decimals, rule, issues });
	});
	if (parts.length === 1) return parts[0];
	return join === 'all' ? { all: joined(parts, 'all') } : { any: joined(parts, 'any') };
}

/** Parts that are joined the same way stand beside each other. */
function joined<J extends 'all' | 'any'>(parts: Condition[], join: J): never[] {
	return parts.flatMap((part) => {
		if (isComparison(part) || !(join in part)) return [part];
		return partsOf(part).parts;
	}) as never[];
}

/** Something that happens, by what its column holds: a count gives points each time, a flag or a date once. */
function eventOn(
	{ field, count, per, atMost, after }: Extract<LooksFor, { kind: 'event' }>,
	rule: string,
	{ fieldOf, contentsOf, issues }: Columns
): ReadyTest {
	const column = fieldOf(field);
	const contents = contentsOf(column);
	if (contents && contents.type !== 'number') {
		const when = happened(contents);
		if (count === 'each' && atMost !== 1) {
			issues.push(issue('event-counts-once', 'info', { rule }, { column }));
		}
		return { when };
	}
	if (count === 'once') return { when: { field: column, operator: 'at-least', value: per } };
	const largest = contents && largestOf(contents);
	const steps = largest === null ? MOST_STEPS : Math.ceil((largest - after) / per);
	const most = Math.min(MOST_STEPS, Math.max(1, steps));
	if (atMost === null && steps > MOST_STEPS) {
		issues.push(issue('event-limit', 'info', { rule, most: MOST_STEPS }, { column }));
	}
	return { each: { field: column, per, atMost: atMost ?? most, ...(after > 0 ? { after } : {}) } };
}

function happened(contents: ColumnContents): Comparison {
	const { name: field, levels } = contents;
	const yes = levels.filter(({ value }) => saysYes(value) === true);
	const flags = levels.every(({ value }) => saysYes(value) !== null || saysUnknown(value));
	if (levelsAreAll(contents) && flags && yes.length > 0) {
		if (yes.length === 1) return { field, operator: 'equals', value: yes[0].value };
		return { field, operator: 'one-of', values: yes.map(({ value }) => value) };
	}
	return { field, operator: 'is-set' };
}

function renamed(what: ReadyTest, { fieldOf }: Columns): ReadyTest {
	if ('each' in what) return { each: { ...what.each, field: fieldOf(what.each.field) } };
	return { when: renamedCondition(what.when, fieldOf) };
}

function renamedCondition(condition: Condition, fieldOf: (field: string) => string): Condition {
	if (isComparison(condition)) return { ...condition, field: fieldOf(condition.field) };
	const { every, parts } = partsOf(condition);
	const named = parts.map((part) => renamedCondition(part, fieldOf)) as never[];
	return every ? { all: named } : { any: named };
}
