import { fieldOf, rulesOf, type Cap, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { CardInFields } from './card-of.ts';

/** What of a card on the desk can be scored already. */
export interface Scorable {
	card: Scorecard;
	/** Rules left out: not filled in yet, or on a column the data does not have. */
	left: number;
}

/** Fields of a rule its points hang on; a name or an id that is not right yet changes no number. */
const SCORED = /^(groups\[\d+\]\.rules\[\d+\])\.(points|cap|when|each)/;

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
	const astray = card.exclusions.some(({ when }) => !columns.has(when.field));
	if (astray || ['exclusions', 'signalWindowDays', 'horizonDays'].some(isWrong)) return null;
	const capAt = (cap: Cap | undefined, path: string) => (cap && !isWrong(path) ? { cap } : {});
	const broken = new Set(wrong.map((path) => SCORED.exec(path)?.[1]));
	const groups = card.groups.map(({ kind, cap, rules }, g) => ({
		id: `g${g}`,
		label: 'group',
		kind,
		...capAt(cap, `groups[${g}].cap`),
		rules: rules
			.map((rule, r) => ({ ...rule, id: `g${g}r${r}`, label: 'rule' }))
			.filter((rule, r) => !broken.has(`groups[${g}].rules[${r}]`) && columns.has(fieldOf(rule)))
	}));
	const { mql, sql } = card.thresholds;
	const scored = {
		leadgauge: 1 as const,
		name: 'card',
		signalWindowDays: card.signalWindowDays,
		horizonDays: card.horizonDays,
		groups,
		...capAt(card.cap, 'cap'),
		exclusions: card.exclusions.map(({ when }, e) => ({ id: `e${e}`, label: 'exclusion', when })),
		thresholds: {
			mql: isWrong('thresholds.mql') ? null : mql,
			sql: isWrong('thresholds.sql') ? null : sql
		}
	};
	return { card: scored, left: rulesOf(card).length - rulesOf(scored).length };
}
