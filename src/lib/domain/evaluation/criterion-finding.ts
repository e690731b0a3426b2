import { rateDifference, type RateDifference } from '#lib/domain/intervals/rate-difference.ts';
import type { Share } from '#lib/domain/intervals/rate.ts';

/** Leads by what a criterion says of them, and those of them that won. */
export interface CriterionAnswers {
	/** It gives them points. */
	yes: Share;
	/** It is answered and gives none. */
	no: Share;
	/** Nobody has answered it, or the answer is that nobody knows. */
	unknown: Share;
}

export type CriterionFinding =
	/** Those with it won clearly more often, or clearly less often, than those without; rates differ by so much. */
	| ({ finding: 'predicts' | 'opposite' | 'no-difference' } & RateDifference)
	/** Answered for too few leads to tell; or with too few wins among them. */
	| { finding: 'too-few'; answered: number }
	/** Whoever is answered has it: there is nobody to compare with. */
	| { finding: 'one-answer'; answered: number };

/** Fewest leads with either answer, and fewest wins and non-wins among both (statistics 18). */
export const FEWEST_LEADS = 30;
export const FEWEST_WINS = 10;

/**
 * Whether a criterion told winners from losers: leads with it against leads without, among those for whom it is answered at all.
 * Never against the unanswered, because sales fills in what it works on. By Newcombe's 95 % interval of the difference.
 *
 * @example criterionFinding({ yes: { leads: 200, wins: 60 }, no: { leads: 300, wins: 30 }, unknown: { leads: 0, wins: 0 } }).finding // 'predicts'
 */
export function criterionFinding({ yes, no }: CriterionAnswers): CriterionFinding {
	const answered = yes.leads + no.leads;
	if (answered >= FEWEST_LEADS && (yes.leads === 0 || no.leads === 0)) {
		return { finding: 'one-answer', answered };
	}
	const wins = yes.wins + no.wins;
	const few = Math.min(yes.leads, no.leads) < FEWEST_LEADS;
	const found = rateDifference(yes, no);
	if (few || wins < FEWEST_WINS || answered - wins < FEWEST_WINS || !found.measured) {
		return { finding: 'too-few', answered };
	}
	const { difference, lo, hi } = found;
	const finding = lo > 0 ? 'predicts' : hi < 0 ? 'opposite' : 'no-difference';
	return { finding, difference, lo, hi };
}
