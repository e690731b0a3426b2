import { DAY, END } from './calendar.ts';
import type { Draw } from './draw.ts';
import type { Fate } from './fate.ts';
import { officeHours } from './office-hours.ts';

/** A change of stage, a row of stages.csv. */
export interface StageChange {
	stage: Stage;
	/** Minute. */
	at: number;
	reason: string;
}
export type Stage = 'lead' | 'MQL' | 'SAL' | 'rejected' | 'SQL' | 'opportunity' | 'won' | 'lost';

/** What sales did with a lead. */
export interface SalesCourse {
	/** First time over the MQL gate, or qualified by hand when sales took the lead on. */
	mqlAt: number | null;
	/** First sales action. */
	workedAt: number | null;
	/** Became an SQL or, where that stage was skipped, an opportunity. */
	acceptedAt: number | null;
	/** In order of time, those after the data date left out. */
	stages: StageChange[];
}

export interface WorkedLead {
	createdAt: number;
	decidedAt: number;
	/** Today's points at the decision time; null where an exclusion of the card takes the lead out. */
	points: number | null;
	gates: { mql: number; sql: number };
	/** Probability of a win within the horizon. */
	probability: number;
	fate: Fate;
}

const REJECTED = ['no fit', 'not reached', 'no project', 'duplicate'];
const LOST = ['no budget', 'competitor', 'no response', 'postponed'];

/**
 * Sales works high scores first: leads over today's gates are worked nearly always and within days, others
 * seldom and late. The outcome came first: a lead that wins has been worked, and no lead wins or loses
 * because it was worked, so the planted weights stay what they are.
 *
 * @example salesCourse(lead, drawFrom(1)).stages[0].stage // 'lead'
 */
export function salesCourse(lead: WorkedLead, draw: Draw): SalesCourse {
	const passedAt = gatePassed(lead, draw);
	const workedAt = firstAction(lead, passedAt, draw);
	const steps = workedAt === null ? [] : afterFirstAction(lead, passedAt, workedAt, draw);
	const byHand = draw.chance(0.85) && steps.some((change) => change.stage === 'SAL');
	const mqlAt = passedAt ?? (byHand ? workedAt : null);
	const stages: StageChange[] = [{ stage: 'lead', at: lead.createdAt, reason: '' }];
	if (mqlAt !== null) stages.push({ stage: 'MQL', at: mqlAt, reason: '' });
	stages.push(...steps, ...lastStage(lead.fate, draw));
	const accepted = steps.find(({ stage }) => stage === 'SQL' || stage === 'opportunity');
	return {
		mqlAt: within(mqlAt),
		workedAt: within(workedAt),
		acceptedAt: within(accepted?.at ?? null),
		stages: stages.filter((change) => change.at < END)
	};
}

function within(at: number | null): number | null {
	return at !== null && at < END ? at : null;
}

function lastStage({ end, at }: Fate, draw: Draw): StageChange[] {
	const reason = LOST[draw.below(LOST.length)];
	if (at === null) return [];
	return [end === 'won' ? { stage: 'won', at, reason: '' } : { stage: 'lost', at, reason }];
}

/** When today's score passed the MQL gate, within the signal window. */
function gatePassed({ createdAt, decidedAt, points, gates, fate }: WorkedLead, draw: Draw) {
	const u = draw.uniform();
	if (points === null || points < gates.mql) return null;
	const until = fate.early && fate.at !== null ? (createdAt + fate.at) / 2 : decidedAt;
	return createdAt + Math.floor(u * u * (until - createdAt));
}

function firstAction(lead: WorkedLead, passedAt: number | null, draw: Draw): number | null {
	const { createdAt, points, gates, fate } = lead;
	const hot = points !== null && points >= gates.sql;
	const qualified = passedAt !== null;
	const worked = draw.chance(points === null ? 0.03 : hot ? 0.97 : qualified ? 0.88 : 0.25);
	const wait = draw.wait(hot ? 0.8 : qualified ? 2.5 : 18);
	if (!worked && fate.end !== 'won') return null;
	const from = passedAt ?? createdAt;
	const share = fate.end === 'won' ? 0.5 : 0.9;
	const to = fate.at === null ? Infinity : Math.floor(createdAt + share * (fate.at - createdAt));
	return officeHours(from + 1 + Math.floor(wait * DAY), from, Math.max(from, to));
}

/** SAL, SQL and opportunity, or the rejection; a share of the late wins was given up in between. */
function afterFirstAction(
	lead: WorkedLead,
	passedAt: number | null,
	workedAt: number,
	draw: Draw
): StageChange[] {
	const { fate } = lead;
	const end = fate.at ?? workedAt + Math.floor(draw.wait(60) * DAY);
	const changes: StageChange[] = [];
	const add = (stage: Stage, share: number, reason = '') => {
		const after = changes.at(-1)?.at ?? workedAt;
		const at = officeHours(workedAt + Math.floor(share * (end - workedAt)), after, end);
		changes.push({ stage, at, reason });
	};
	const shares = [
		0.02 + 0.12 * draw.uniform(),
		0.2 + 0.2 * draw.uniform(),
		0.5 + 0.2 * draw.uniform()
	];
	const depth = fate.end === 'won' ? 3 : depthOfLost(lead, passedAt !== null, draw);
	if (depth === 0 && passedAt !== null)
		add('rejected', shares[0], REJECTED[draw.below(REJECTED.length)]);
	if (depth >= 1) add('SAL', shares[0]);
	if (depth >= 2 && !draw.chance(0.04)) add('SQL', shares[1]);
	if (fate.late && draw.chance(0.4)) add('lost', 0.45, 'postponed');
	if (depth >= 3) add('opportunity', shares[2]);
	return changes;
}

/** How far a worked lead came that did not win: 0 rejected, 1 SAL, 2 SQL, 3 opportunity. */
function depthOfLost({ probability }: WorkedLead, qualified: boolean, draw: Draw): number {
	if (!draw.chance(Math.min(0.92, (qualified ? 0.6 : 0.35) + probability))) return 0;
	if (!draw.chance(0.75)) return 1;
	return draw.chance(0.8) ? 3 : 2;
}
