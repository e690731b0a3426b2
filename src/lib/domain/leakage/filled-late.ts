import { wilson } from '#lib/domain/intervals/wilson.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';
import { fillOf, type FillCounts } from './fill-counts.ts';
import { shareRatio } from './filled-by-outcome.ts';

/** Leads without an outcome from which they can be compared. */
const FEWEST_OPEN = 50;
/** Leads of a kind with an outcome from which their share is worth comparing with. */
const FEWEST_OF_KIND = 30;
/** Share of leads with an outcome that must be filled, so that its lack on open ones can be seen. */
const FILLED_ENOUGH = 0.1;
/** Open leads are filled at most this often, measured by leads of the same kind whose outcome is known. */
const AT_MOST = 0.5;
/** Winners are filled at least this much more often than others, with 95 % certainty. */
const FOR_WINNERS = 1.25;

/**
 * Whether a column is filled only as leads grow old: rarely on leads whose outcome is still open, often on leads of the
 * same kind (source) whose outcome is known.
 *
 * Open leads are compared with what leads of their own sources would have (direct standardisation), so that a new channel
 * with a shorter form accuses nobody. Suspected where even the upper end of the open leads' 95 % interval is at most half
 * of that. A question dropped from a form would look the same; it says nothing about winning, so the column must also be
 * filled more often for winners (1.25 times at least with 95 % certainty).
 *
 * @returns the evidence, or null
 */
export function filledLate(counts: FillCounts): Issue | null {
	const { open, expected } = openLeads(counts);
	if (open.leads < FEWEST_OPEN || expected < FILLED_ENOUGH * open.leads) return null;
	const ci = wilson(open.filled, open.leads);
	if (ci[1] > (AT_MOST * expected) / open.leads) return null;
	const winners = shareRatio(fillOf(counts, 'won'), fillOf(counts, 'lost'));
	if (!winners || winners.ci[0] < FOR_WINNERS) return null;
	return issue('leak-filled-late', 'warning', {
		leads: open.leads,
		filled: open.filled,
		filledRate: open.filled / open.leads,
		lowRate: ci[0],
		highRate: ci[1],
		expectedRate: expected / open.leads,
		times: winners.ratio
	});
}

/** Open leads of kinds that are known well enough, and how many of them would be filled as known leads of their kind are. */
function openLeads({ kind, group, n, filled }: FillCounts) {
	const known = new Map<string | null, { leads: number; filled: number }>();
	group.forEach((each, i) => {
		if (each === 'open') return;
		const sofar = known.get(kind[i]) ?? { leads: 0, filled: 0 };
		known.set(kind[i], { leads: sofar.leads + n[i], filled: sofar.filled + filled[i] });
	});
	const open = { leads: 0, filled: 0 };
	let expected = 0;
	group.forEach((each, i) => {
		const like = known.get(kind[i]);
		if (each !== 'open' || !like || like.leads < FEWEST_OF_KIND) return;
		open.leads += n[i];
		open.filled += filled[i];
		expected += (n[i] * like.filled) / like.leads;
	});
	return { open, expected };
}
