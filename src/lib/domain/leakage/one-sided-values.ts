import { wilson } from '#lib/domain/intervals/wilson.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';
import { sum, type ColumnLevels } from './column-levels.ts';

/** A value is a winner's where its win rate is at least this with 95 % certainty. */
const ALMOST_ALL = 0.95;
/** Winners' values together hold at least this share of all winners. */
const SHARE_OF_WINS = 0.2;
/** A value is a loser's where its win rate is at most this share of the overall rate with 95 % certainty. */
const ALMOST_NONE = 0.05;
/** Losers' values together hold at least this share of all leads that were not won. */
const SHARE_OF_LOSSES = 0.5;

/**
 * Values that almost only winners have, or almost only leads that were not won.
 *
 * Hardly anything known early makes a win 95 % sure, but a small honest channel may (142 leads of one partner, 98.6 % won),
 * so the winners' values must hold a fifth of all winners before the column is suspected. The other side needs more:
 * competitors, students and leads without consent rightly never win; only where such values decide half of all losses, at
 * a win rate of a twentieth of the usual, do they look like a reason written down afterwards. The empty field counts as a
 * value; pooled rare values do not.
 *
 * @returns the evidence, or null
 */
export function oneSidedValues(levels: ColumnLevels): Issue | null {
	const [leads, wins] = [sum(levels.n), sum(levels.k)];
	if (wins === 0 || wins === leads) return null;
	return winnersOnly(levels, wins) ?? losersOnly(levels, leads, wins);
}

function winnersOnly(levels: ColumnLevels, wins: number): Issue | null {
	const held = together(levels, (n, k) => wilson(k, n)[0] >= ALMOST_ALL);
	if (held.wins < SHARE_OF_WINS * wins) return null;
	return evidence('leak-winners-only', held, held.wins / wins);
}

function losersOnly(levels: ColumnLevels, leads: number, wins: number): Issue | null {
	const most = (ALMOST_NONE * wins) / leads;
	const held = together(levels, (n, k) => wilson(k, n)[1] <= most);
	const share = (held.leads - held.wins) / (leads - wins);
	return share < SHARE_OF_LOSSES ? null : evidence('leak-losers-only', held, share);
}

function evidence(
	code: string,
	{ values, leads, wins }: ReturnType<typeof together>,
	share: number
): Issue {
	const [low, high] = wilson(wins, leads);
	const params = { values, leads, wins, winRate: wins / leads, lowRate: low, highRate: high };
	return issue(code, 'warning', { ...params, shareRate: share });
}

function together({ kind, n, k }: ColumnLevels, fits: (n: number, k: number) => boolean) {
	const held = { values: 0, leads: 0, wins: 0 };
	kind.forEach((each, i) => {
		if (each === 'rare' || n[i] === 0 || !fits(n[i], k[i])) return;
		held.values++;
		held.leads += n[i];
		held.wins += k[i];
	});
	return held;
}
