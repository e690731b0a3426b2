import type { RuleVerdict } from '#lib/domain/calibration/calibration.ts';
import * as m from '#lib/paraglide/messages.js';

interface Verdict {
	word: () => string;
	/** Stands before the word, so that colour and shape say the same. */
	sign: string;
	/** The points should change. */
	acts: boolean;
}

/** Verdicts in the order in which a reader acts on them. */
export const verdicts: Record<RuleVerdict, Verdict> = {
	raise: { word: m.rule_verdict_raise, sign: '↑', acts: true },
	lower: { word: m.rule_verdict_lower, sign: '↓', acts: true },
	drop: { word: m.rule_verdict_drop, sign: '×', acts: true },
	keep: { word: m.rule_verdict_keep, sign: '=', acts: false },
	'not-enough-data': { word: m.rule_verdict_not_enough_data, sign: '?', acts: false },
	aliased: { word: m.rule_verdict_aliased, sign: '–', acts: false },
	separated: { word: m.rule_verdict_separated, sign: '–', acts: false },
	'always-fires': { word: m.rule_verdict_always_fires, sign: '–', acts: false },
	'never-fires': { word: m.rule_verdict_never_fires, sign: '–', acts: false },
	'not-evaluable': { word: m.rule_verdict_not_evaluable, sign: '–', acts: false }
};

/** @example verdictRank('raise') < verdictRank('keep') // true */
export function verdictRank(verdict: RuleVerdict): number {
	return Object.keys(verdicts).indexOf(verdict);
}
