import { raw, sql, type Sql } from './sql.ts';

/**
 * Leads behind a mark of a picture or a figure of a table, among those selected. As a text: `all`, `counted`, `immature`,
 * `before-entry`, `won`, `lost`, `lost-then` (in the period, whenever they were created), and with a stage behind a colon: `reached:MQL`, `stopped:MQL` (no further than), `dropped:MQL`,
 * `open:MQL`, `skipped:MQL`, `reversed:MQL`, `seen:MQL` (at any time), `standing:MQL` (now), `by-30:MQL` (reached
 * within 30 days), `entered:MQL` (for the first time in the period, whenever they were created).
 */
export type LeadSet =
	| { kind: (typeof WHOLE)[number] }
	| { kind: StageSet; stage: string }
	| { kind: 'by'; stage: string; days: number };

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
	const at = text.indexOf(':');
	if (at < 0) return null;
	const [word, stage] = [text.slice(0, at), text.slice(at + 1)];
	const kind = OF_STAGE.find((each) => each === word);
	if (kind) return { kind, stage };
	const days = /^by-(\d{1,4})$/.exec(word);
	return days ? { kind: 'by', stage, days: Number(days[1]) } : null;
}

/** @example leadSetText({ kind: 'by', stage: 'MQL', days: 30 }) // 'by-30:MQL' */
export function leadSetText(set: LeadSet): string {
	if (set.kind === 'by') return `by-${set.days}:${set.stage}`;
	return 'stage' in set ? `${set.kind}:${set.stage}` : set.kind;
}

/**
 * The condition of a set over `courseRelation`: for `by` one whose window is those days, for `entered` and `lost-then` one of
 * all leads, to which the period of their `eventTime` is added.
 *
 * @param stages - ids in the order of the funnel
 * @returns null where the stage is not one of them
 */
export function inLeadSet(set: LeadSet, stages: string[]): Sql | null {
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

/** Whether a set is of events of the period, whenever the leads were created. */
export function isOfEvents({ kind }: LeadSet): boolean {
	return kind === 'entered' || kind === 'lost-then';
}

/** The time of the event that puts a lead into a set of events; see `isOfEvents`. */
export function eventTime(set: LeadSet, stages: string[]): Sql {
	return raw('stage' in set ? `at_${stages.indexOf(set.stage)}` : 'known_lost_at');
}
