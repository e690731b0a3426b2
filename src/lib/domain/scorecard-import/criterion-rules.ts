import { NO_WORDS, YES_WORDS } from '#lib/domain/ingest/flag-words.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';
import { saysUnknown, UNKNOWN_WORDS } from '#lib/domain/mapping/unknown-words.ts';
import type { ConditionRule, SteppedRule } from '#lib/domain/scorecard/scorecard.ts';
import { largestOf, levelsAreAll, type ColumnContents } from './column-contents.ts';
import { plainWords } from './plain-words.ts';
import { wordList } from './word-list.ts';

/** A rule of a criterion without its id. */
export type CriterionRule = { label: string; points: number } & (
	Pick<ConditionRule, 'when'> | Pick<SteppedRule, 'each'>
);

const FULL =
	wordList(`confirmed, bestaetigt, fulfilled, erfuellt, strong, stark, green, gruen, high, hoch, hot,
	heiss, a, full, voll, vorhanden, given`);
const HALF = wordList(
	`medium, mittel, partly, partial, teilweise, warm, b, yellow, gelb, maybe, vielleicht, moderate`
);
const NONE =
	wordList(`low, niedrig, gering, cold, kalt, c, d, red, rot, weak, schwach, none, kein, keine, keiner,
	not confirmed, nicht bestaetigt, unconfirmed`);
/** Share of the points that the words of ratings are worth. */
const RATINGS = new Map([
	...[...YES_WORDS, ...FULL].map((word) => [word, 1] as const),
	...HALF.map((word) => [word, 0.5] as const),
	...[...NO_WORDS, ...NONE, ...UNKNOWN_WORDS].map((word) => [word, 0] as const)
]);
/** A rating has at most so many steps. */
const MOST_STEPS = 20;

/** Whether a text means yes, or no; null where it is neither. */
export function saysYes(value: string): boolean | null {
	const word = plainWords(value);
	if (saysUnknown(value)) return null;
	const share = RATINGS.get(word);
	return share === 1 ? true : share === 0 ? false : null;
}

/**
 * The rules a criterion of a framework becomes on a column: points for yes, for each value of a rating in words its share, for
 * a rating in numbers so many points a step. A column of other contents gives points where it is filled, and that is said.
 */
export function criterionRules(
	{ label, points }: { label: string; points: number },
	contents: ColumnContents,
	issues: Issue[]
): CriterionRule[] {
	const { name: field, type } = contents;
	if (type === 'number') return onNumbers(label, points, contents, issues);
	const known = levelsAreAll(contents) && contents.levels.length > 0;
	const worth = contents.levels.map(({ value }) => ({
		value,
		share: RATINGS.get(plainWords(value))
	}));
	const rated = worth.filter(({ share = 0 }) => share > 0);
	if (
		type === 'text' &&
		known &&
		worth.every(({ share }) => share !== undefined) &&
		rated.length > 0
	) {
		const several = rated.length > 1;
		return rated.map(({ value, share = 0 }) => ({
			label: several ? `${label}: ${value}` : label,
			points: Math.round(points * share),
			when: { field, operator: 'equals', value }
		}));
	}
	issues.push(issue('criterion-as-filled', 'warning', { rule: label }, { column: field }));
	return [{ label, points, when: { field, operator: 'is-set' } }];
}

function onNumbers(
	label: string,
	points: number,
	contents: ColumnContents,
	issues: Issue[]
): CriterionRule[] {
	const { name: field, whole, quartiles } = contents;
	const [least, largest] = [quartiles?.[0] ?? 0, largestOf(contents) ?? 1];
	const steps = largest - least;
	if (whole && steps === 1)
		return [{ label, points, when: { field, operator: 'at-least', value: largest } }];
	if (whole && least >= 0 && steps > 1 && steps <= MOST_STEPS) {
		const each = { field, per: 1, atMost: steps, ...(least > 0 ? { after: least } : {}) };
		return [{ label, points: Math.max(1, Math.round(points / steps)), each }];
	}
	const value = (least + largest) / 2;
	issues.push(issue('criterion-as-half', 'warning', { rule: label, value }, { column: field }));
	return [{ label, points, when: { field, operator: 'at-least', value } }];
}
