import { explainLead, type ExplainedLead } from './explain-lead.ts';
import type { Lead } from './lead.ts';
import type { Scorecard } from './scorecard.ts';

/** What a card makes of a lead. */
export type LeadScore = Pick<ExplainedLead, 'points' | 'grade' | 'band' | 'gate'>;

/**
 * The score of one lead, as the replay of a card in the engine gives it, to the point.
 *
 * @param windowDays - decision time = creation + this many days; default: the card's
 * @returns points are null for a lead the card excludes, or leaves without a score
 * @example scoreLead(card, lead) // { points: 45, grade: 'A2', band: 'Warm', gate: 'MQL' }
 */
export function scoreLead(
	card: Scorecard,
	lead: Lead,
	windowDays = card.signalWindowDays
): LeadScore {
	const { points, grade, band, gate } = explainLead(card, lead, windowDays);
	return { points, grade, band, gate };
}
