import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { cardPoints } from '../../domain/sample/card-points.ts';
import { judgedLeads, time } from '../../domain/sample/judged-leads.ts';
import { groupRows, total } from './group-rows.ts';
import { sampleRows } from './sample-rows.ts';
import { now } from './sample-ways.ts';

/** A lead with both scores and what became of it by the end of the horizon. */
export interface Scored {
	account: string;
	decidedAt: number;
	today: number;
	better: number;
	won: boolean;
	accepted: boolean;
	worked: boolean;
}

const DAY = 86_400_000;
const SHARE_LATER = 0.3;

/** Training leads and later leads of the sample, each scored on its own (statistics 3 to 6). */
export function scoredSample(today: Scorecard, better: Scorecard) {
	const usable = judgedLeads(sampleRows('leads'), today).filter(
		({ status, knownAt }) => status === 'usable' && knownAt <= Date.parse(now)
	);
	const day = ({ decidedAt }: { decidedAt: number }) => Math.floor(decidedAt / DAY);
	const days = [...groupRows(usable, day)].sort(([a], [b]) => a - b);
	const off = (from: number) =>
		Math.abs(usable.filter((lead) => day(lead) >= from).length / usable.length - SHARE_LATER);
	const [firstDay] = days.reduce((best, each) => (off(each[0]) < off(best[0]) ? each : best));
	const learned = usable.filter((lead) => day(lead) < firstDay && lead.knownAt <= firstDay * DAY);
	const known = new Set(learned.map(({ row }) => row.account).filter(Boolean));
	const later = usable.filter((lead) => day(lead) >= firstDay && !known.has(lead.row.account));
	const scored = ({ row, decidedAt, knownAt, won }: (typeof usable)[number]): Scored => ({
		account: String(row.account || row.lead_id),
		decidedAt,
		today: cardPoints(today, row),
		better: cardPoints(better, row),
		won,
		accepted: won || time(row.accepted_at) <= knownAt,
		worked: time(row.worked_at) <= knownAt
	});
	return { train: learned.map(scored), later: later.map(scored), from: firstDay * DAY };
}

/** Shares of wins that share their account with another win. */
export function sharedWins(leads: Scored[]): number {
	const won = leads.filter(({ won: isWon }) => isWon);
	const groups = [...groupRows(won, ({ account }) => account).values()];
	return total(groups, ({ length }) => (length > 1 ? length : 0)) / won.length;
}

/** How much of each lead passes where so many pass from the best down; leads of one score share what is left alike. */
export function passing(leads: Scored[], volume: number) {
	const blocks = [...groupRows(leads, ({ better }) => better)].sort(([a], [b]) => b - a);
	const share = new Map<number, number>();
	let left = volume;
	let threshold = Infinity;
	for (const [score, block] of blocks) {
		if (left <= 0) break;
		threshold = score;
		share.set(score, Math.min(1, left / block.length));
		left -= block.length;
	}
	return { threshold, of: ({ better }: Scored) => share.get(better) ?? 0 };
}

/** Probability of a win at a score: two parameters, fitted to training leads by Newton's method. */
export function fittedRate(train: Scored[]): (score: number) => number {
	let [a, b] = [0, 0];
	const rate = (score: number) => 1 / (1 + Math.exp(-(a + b * score)));
	for (let step = 0; step < 50; step++) {
		const sums = [0, 0, 0, 0, 0];
		for (const { better, won } of train) {
			const p = rate(better);
			const [miss, weight] = [Number(won) - p, p * (1 - p)];
			[miss, miss * better, weight, weight * better, weight * better ** 2].forEach(
				(each, i) => (sums[i] += each)
			);
		}
		const [ga, gb, haa, hab, hbb] = sums;
		const all = haa * hbb - hab ** 2;
		a += (hbb * ga - hab * gb) / all;
		b += (haa * gb - hab * ga) / all;
	}
	return rate;
}

/** A sum over leads and its standard error, whole accounts counted as one. */
export function sumWithError(leads: Scored[], of: (lead: Scored) => number, byAccount: boolean) {
	const sum = total(leads, of);
	const mean = sum / leads.length;
	const units = byAccount
		? [...groupRows(leads, ({ account }) => account).values()]
		: leads.map((lead) => [lead]);
	const squares = total(units, (unit) => total(unit, (lead) => of(lead) - mean) ** 2);
	return { sum, error: Math.sqrt((squares * units.length) / (units.length - 1)) };
}
