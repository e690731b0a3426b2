import type {
	DifferenceReason,
	ExplainedDifferences,
	PossibleReason
} from '#lib/domain/comparison/explained-differences.ts';
import * as m from '#lib/paraglide/messages.js';
import { quoted } from './compared-sentence.ts';
import { numbersIn, type Locale } from './numbers.ts';

/** Why a score column may differ from a card, as the reader is told: rules with their points, reasons, and what is left. */
export function differenceReasons(
	rules: readonly { label: string; points: number }[],
	{ reasons, possible, unexplained }: ExplainedDifferences,
	written: { late: number; never: number } | null,
	locale: Locale
): string[] {
	const numbers = numbersIn(locale);
	const counted = (leads: number) => ({ leads, leadsText: numbers.count(leads) });
	const some = (leads: number, message: Counted) =>
		leads > 0 ? [message(counted(leads), { locale })] : [];
	const named = (rule: number) => quoted(rules[rule].label, locale);
	const points = (value: number) => numbers.decimal(value, Number.isInteger(value) ? 0 : 2);
	const ofReason = ({ kind, rule, points: given, leads, against }: DifferenceReason) => {
		const own = rule === null ? 0 : rules[rule].points;
		const of = {
			...counted(leads),
			rule: rule === null ? '' : named(rule),
			points: points(given),
			own: points(own)
		};
		const doubt =
			against > 0 ? [m.compared_differ_against({ leads: numbers.count(against) }, { locale })] : [];
		return [REASONS[kind](of, { locale }), ...doubt].join(' ');
	};
	const ofPossible = ({ kind, rule, leads }: PossibleReason) =>
		POSSIBLE[kind]({ ...counted(leads), rule: named(rule) }, { locale });
	return [
		...reasons.map(ofReason),
		...possible.map(ofPossible),
		...some(written?.late ?? 0, m.compared_differ_late),
		...some(written?.never ?? 0, m.compared_differ_never),
		...some(unexplained, m.compared_differ_unexplained)
	];
}

type Counted = (of: { leads: number; leadsText: string }, options: { locale: Locale }) => string;

const REASONS = {
	points: m.compared_differ_points,
	missing: m.compared_differ_missing,
	offset: m.compared_differ_offset,
	uncapped: m.compared_differ_uncapped,
	ceiling: m.compared_differ_ceiling,
	floor: m.compared_differ_floor
};

const POSSIBLE = {
	'not-counted': m.compared_differ_not_counted,
	counted: m.compared_differ_counted
};
