import { escapedField, unescapedField } from './filter-text.ts';
import { raw, sql, type Sql } from './sql.ts';

/**
 * Leads behind a mark of a picture or a figure of a table, among those selected. As a text: `all`, `counted`, `immature`,
 * `before-entry`, `won`, `lost`, `lost-then` (in the period, whenever they were created), and with a stage behind a colon: `reached:MQL`, `stopped:MQL` (no further than), `dropped:MQL`,
 * `open:MQL`, `skipped:MQL`, `reversed:MQL`, `seen:MQL` (at any time), `standing:MQL` (now), `by-30:MQL` (reached
 * within 30 days), `curve-30:MQL` (those the curve by age counts by day 30), `entered:MQL` (for the first time in the period,
 * whenever they were created); `answered-30` (within 30 minutes, `answered-30@Europe/Berlin` of open hours), `unanswered`;
 * `unsubscribed-2` (in a week with two touches from us); `rejected:lost:no budget` (by that way out, for that reason); `points:20..40` (of today's score, outcome known; from is included,
 * to is not) and `won-points:20..40`; `rest:source:…` (of any of these, those with none of the most common values of a column).
 */
export type LeadSet =
	| { kind: (typeof WHOLE)[number] }
	| { kind: StageSet; stage: string }
	| { kind: 'by'; stage: string; days: number }
	| { kind: 'curve'; stage: string; days: number }
	| { kind: 'answered'; minutes: number; zone: string | null }
	| { kind: 'unanswered' }
	| { kind: 'unsubscribed'; touches: number }
	| { kind: 'rejected'; out: string; reason: string }
	| { kind: 'points' | 'won-points'; from: number | null; to: number | null }
	| { kind: 'rest'; by: string; of: LeadSet };

/** Sets that `inLeadSet` tells by the way of a lead alone. */
export type WaySet = Extract<LeadSet, { kind: (typeof WHOLE)[number] | StageSet | 'by' }>;

type StageSet =
	| 'reached'
	| 'stopped'
	| 'dropped'
	| 'open'
	| 'skipped'
	| 'reversed'
	| 'seen'
	| 'standing'
	| 'entered';

const WHOLE = ['all', 'counted', 'immature', 'before-entry', 'won', 'lost', 'lost-then'] as const;
const OF_STAGE: StageSet[] = [
	'reached',
	'stopped',
	'dropped',
	'open',
	'skipped',
	'reversed',
	'seen',
	'standing',
	'entered'
];

/** @example parseLeadSet('reached:MQL') // { kind: 'reached', stage: 'MQL' } */
export function parseLeadSet(text: string): LeadSet | null {
	const whole = WHOLE.find((kind) => kind === text);
	if (whole) return { kind: whole };
	if (text === 'unanswered') return { kind: text };
	const answered = /^answered-(\d{1,6})(?:@(.+))?$/.exec(text);
	if (answered) {
		return { kind: 'answered', minutes: Number(answered[1]), zone: answered[2] ?? null };
	}
	const unsubscribed = /^unsubscribed-(\d{1,3})$/.exec(text);
	if (unsubscribed) return { kind: 'unsubscribed', touches: Number(unsubscribed[1]) };
	const at = text.indexOf(':');
	return at < 0 ? null : ofWord(text.slice(0, at), text.slice(at + 1));
}

function ofWord(word: string, rest: string): LeadSet | null {
	const kind = OF_STAGE.find((each) => each === word);
	if (kind) return { kind, stage: rest };
	const days = /^(by|curve)-(\d{1,4})$/.exec(word);
	if (days) return { kind: days[1] as 'by' | 'curve', stage: rest, days: Number(days[2]) };
	if (word === 'points' || word === 'won-points') {
		const ends = /^(-?\d+(?:\.\d+)?)?\.\.(-?\d+(?:\.\d+)?)?$/.exec(rest);
		const end = (text: string | undefined) => (text === undefined ? null : Number(text));
		return ends && { kind: word, from: end(ends[1]), to: end(ends[2]) };
	}
	const at = rest.indexOf(':');
	if (word === 'rejected' && at > 0) {
		return { kind: word, out: unescapedField(rest.slice(0, at)), reason: rest.slice(at + 1) };
	}
	const of = word === 'rest' && at > 0 ? parseLeadSet(rest.slice(at + 1)) : null;
	return of && { kind: 'rest', by: unescapedField(rest.slice(0, at)), of };
}

/** @example leadSetText({ kind: 'by', stage: 'MQL', days: 30 }) // 'by-30:MQL' */
export function leadSetText(set: LeadSet): string {
	switch (set.kind) {
		case 'by':
		case 'curve':
			return `${set.kind}-${set.days}:${set.stage}`;
		case 'answered':
			return `answered-${set.minutes}${set.zone === null ? '' : `@${set.zone}`}`;
		case 'unsubscribed':
			return `unsubscribed-${set.touches}`;
		case 'rejected':
			return `rejected:${escapedField(set.out)}:${set.reason}`;
		case 'points':
		case 'won-points':
			return `${set.kind}:${set.from ?? ''}..${set.to ?? ''}`;
		case 'rest':
			return `rest:${escapedField(set.by)}:${leadSetText(set.of)}`;
	}
	return 'stage' in set ? `${set.kind}:${set.stage}` : set.kind;
}

/**
 * The condition of a set over `courseRelation`: for `by` one whose window is those days, for `entered` and `lost-then` one of
 * all leads, to which the period of their `eventTime` is added.
 *
 * @param stages - ids in the order of the funnel
 * @returns null where the stage is not one of them
 */
export function inLeadSet(set: WaySet, stages: string[]): Sql | null {
	if (!('stage' in set)) return wholeSet(set.kind);
	const s = stages.indexOf(set.stage);
	if (s < 0) return null;
	const counted = raw(`course = 'counted'`);
	const stopped = raw(`reached = ${s + 1}`);
	switch (set.kind) {
		case 'reached':
			return sql`(${counted} AND reached > ${raw(String(s))})`;
		case 'stopped':
			return sql`(${counted} AND ${stopped})`;
		case 'dropped':
			return sql`(${counted} AND ${stopped} AND ended = 'dropped')`;
		case 'open':
			return sql`(${counted} AND ${stopped} AND ended = 'open')`;
		case 'skipped':
			return sql`(${counted} AND ${raw(`skipped_${s}`)} = 1)`;
		case 'reversed':
			return sql`(${counted} AND ${raw(`reversed_${s}`)} = 1)`;
		case 'seen':
			return raw(`(seen_${s} IS NOT NULL)`);
		case 'standing':
			return raw(`(standing = ${s})`);
		case 'by':
			return sql`(course IN ('counted', 'immature') AND reached > ${raw(String(s))})`;
		case 'entered':
			return raw(`(at_${s} IS NOT NULL)`);
	}
}

function wholeSet(kind: (typeof WHOLE)[number]): Sql {
	if (kind === 'all') return raw('1 = 1');
	if (kind === 'won') return raw('won');
	if (kind === 'lost') return raw('(lost_day IS NOT NULL)');
	return kind === 'lost-then' ? raw('(known_lost_at IS NOT NULL)') : raw(`course = '${kind}'`);
}

/** Whether a set is told by the way of a lead alone; the others need more than `courseRelation`. */
export function isOfWays(set: LeadSet): set is WaySet {
	const others: LeadSet['kind'][] = ['curve', 'answered', 'unanswered', 'unsubscribed'];
	return ![...others, 'rejected', 'points', 'won-points', 'rest'].includes(set.kind);
}

/** Whether a set is of events of the period, whenever the leads were created. */
export function isOfEvents({ kind }: LeadSet): boolean {
	return kind === 'entered' || kind === 'lost-then';
}

/** The time of the event that puts a lead into a set of events; see `isOfEvents`. */
export function eventTime(set: WaySet, stages: string[]): Sql {
	return raw('stage' in set ? `at_${stages.indexOf(set.stage)}` : 'known_lost_at');
}
