import { conditionFields } from '#lib/domain/scorecard/conditions.ts';
import { gradesOf } from '#lib/domain/scorecard/grade-matrix.ts';
import {
	fieldsOf,
	rulesOf,
	type Cap,
	type Rule,
	type Scorecard
} from '#lib/domain/scorecard/scorecard.ts';
import type { CardInFields } from './card-of.ts';

/** What of a card on the desk can be scored already. */
export interface Scorable {
	card: Scorecard;
	/** Rules left out: not filled in yet, or on a column the data does not have. */
	left: number;
}

/** Fields of a rule its points hang on; a name or an id that is not right yet changes no number. */
const SCORED = /^(groups\[\d+\]\.rules\[\d+\])\.(points|cap|limit|decay|when|each)/;

/**
 * The part of a card that can be counted and scored while the rest is being typed; bounds and thresholds that are
 * not whole numbers yet are as if empty. Null while exclusions or days, on which every number hangs, are not right.
 */
export function scorableCard(
	{ card, problems }: CardInFields,
	columns: { has(name: string): boolean }
): Scorable | null {
	const wrong = [...problems.keys()];
	const isWrong = (path: string) => wrong.some((each) => each.startsWith(path));
	const knows = (fields: string[]) => fields.every((field) => columns.has(field));
	const astray = card.exclusions.some(({ when }) => !knows(conditionFields(when)));
	if (astray || ['exclusions', 'features', 'signalWindowDays', 'horizonDays'].some(isWrong))
		return null;
	const capAt = (cap: Cap | undefined, path: string) => (cap && !isWrong(path) ? { cap } : {});
	const broken = new Set(wrong.map((path) => SCORED.exec(path)?.[1]));
	const groups = card.groups.map(({ kind, cap, limits = [], rules }, g) => {
		const bounds = limits
			.filter((_, l) => !isWrong(`groups[${g}].limits[${l}]`))
			.map((limit) => ({ ...limit, label: 'limit' }));
		const underLimit = ({ limit, ...rule }: Rule) =>
			bounds.some(({ id }) => id === limit) ? { ...rule, limit } : rule;
		return {
			id: `g${g}`,
			label: 'group',
			kind,
			...capAt(cap, `groups[${g}].cap`),
			...(bounds.length > 0 && { limits: bounds }),
			rules: rules
				.map((rule, r) => ({ ...underLimit(rule), id: `g${g}r${r}`, label: 'rule' }))
				.filter((rule, r) => !broken.has(`groups[${g}].rules[${r}]`) && knows(fieldsOf(rule)))
		};
	});
	const scored: Scorecard = {
		leadgauge: 1,
		name: 'card',
		signalWindowDays: card.signalWindowDays,
		horizonDays: card.horizonDays,
		...(card.features && { features: card.features }),
		groups,
		...capAt(card.cap, 'cap'),
		exclusions: card.exclusions.map(({ when }, e) => ({ id: `e${e}`, label: 'exclusion', when })),
		...gatesOf(card, isWrong)
	};
	return { card: scored, left: rulesOf(card).length - rulesOf(scored).length };
}

/** Thresholds that can be read, and grades where the matrix can; its groups by the ids they have here. */
function gatesOf(
	{ thresholds, matrix, groups }: Scorecard,
	isWrong: (path: string) => boolean
): Pick<Scorecard, 'thresholds' | 'matrix'> {
	const totals = {
		mql: isWrong('thresholds.mql') ? null : thresholds.mql,
		sql: isWrong('thresholds.sql') ? null : thresholds.sql
	};
	if (!matrix || isWrong('matrix')) return { thresholds: totals };
	const here = (ids: string[]) =>
		groups.flatMap(({ id }, g) => (ids.includes(id) ? [`g${g}`] : []));
	const axis = (side: 'fit' | 'engagement') => ({
		...matrix[side],
		groups: here(matrix[side].groups)
	});
	const known = gradesOf(matrix);
	const kept = (grades: string[] | undefined) => grades?.filter((grade) => known.includes(grade));
	const [mqlGrades, sqlGrades] = [kept(thresholds.mqlGrades), kept(thresholds.sqlGrades)];
	return {
		matrix: { letter: matrix.letter, fit: axis('fit'), engagement: axis('engagement') },
		thresholds: {
			...totals,
			...(mqlGrades?.length && { mqlGrades }),
			...(sqlGrades?.length && { sqlGrades })
		}
	};
}
