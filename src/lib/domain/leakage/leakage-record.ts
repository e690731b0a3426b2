import type { Issue } from '#lib/domain/issue.ts';
import type { LeakageScan } from './leakage-scan.ts';

/** What is thought of the columns of one dataset, and what was done all the same. Plain data, kept beside the dataset. */
export interface LeakageRecord {
	leadgauge: 1;
	/** When evidence was last looked for, ISO 8601 UTC; null: never. */
	scannedAt: string | null;
	columns: LeakEntry[];
	overrides: LeakOverride[];
}

/** `suspected`: there is evidence; `leaking` and `cleared`: somebody has decided. */
export type LeakState = 'suspected' | 'leaking' | 'cleared';

export interface LeakEntry {
	column: string;
	state: LeakState;
	/** What the last scan found against the column; empty where somebody knew without. */
	evidence: Issue[];
	/** Since when it is in this state, ISO 8601 UTC. */
	at: string;
}

/** A card that was saved with a rule on a leaking column, knowing that it leaks. */
export interface LeakOverride {
	model: string;
	column: string;
	at: string;
}

export const EMPTY_RECORD: LeakageRecord = {
	leadgauge: 1,
	scannedAt: null,
	columns: [],
	overrides: []
};

/**
 * The record after a scan: new suspects are suspected, columns no longer suspected are forgotten, what somebody has decided
 * stays decided and carries the new evidence.
 */
export function withScan(record: LeakageRecord, scan: LeakageScan, at: string): LeakageRecord {
	const evidenceOf = new Map(scan.columns.map(({ column, evidence }) => [column, evidence]));
	const kept = record.columns.flatMap((entry) => {
		const evidence = evidenceOf.get(entry.column) ?? [];
		if (entry.state === 'suspected' && evidence.length === 0) return [];
		return [{ ...entry, evidence }];
	});
	const known = new Set(kept.map(({ column }) => column));
	const found = scan.columns
		.filter(({ column, evidence }) => evidence.length > 0 && !known.has(column))
		.map(({ column, evidence }): LeakEntry => ({ column, state: 'suspected', evidence, at }));
	return { ...record, scannedAt: at, columns: [...kept, ...found] };
}

/**
 * The record after somebody has decided on a column.
 * @param state - null takes a decision back: what evidence there is makes the column suspected again
 */
export function withDecision(
	record: LeakageRecord,
	column: string,
	state: 'leaking' | 'cleared' | null,
	at: string
): LeakageRecord {
	const before = record.columns.find((entry) => entry.column === column);
	const others = record.columns.filter((entry) => entry.column !== column);
	const evidence = before?.evidence ?? [];
	if (state === null && evidence.length === 0) return { ...record, columns: others };
	const entry: LeakEntry = { column, state: state ?? 'suspected', evidence, at };
	return {
		...record,
		columns: before
			? record.columns.map((each) => (each.column === column ? entry : each))
			: [...others, entry]
	};
}

/** The record after a card was saved with rules on leaking columns; a card and a column are noted once. */
export function withOverrides(
	record: LeakageRecord,
	model: string,
	columns: string[],
	at: string
): LeakageRecord {
	const known = new Set(overriddenBy(record, model));
	const added = columns
		.filter((column) => !known.has(column))
		.map((column) => ({ model, column, at }));
	return { ...record, overrides: [...record.overrides, ...added] };
}

/** Columns that a card may use although they leak, because somebody said so. */
export function overriddenBy({ overrides }: LeakageRecord, model: string): string[] {
	return overrides.filter((each) => each.model === model).map(({ column }) => column);
}

/** Columns in a state. @example columnsIn(record, 'leaking') // ['Tags'] */
export function columnsIn({ columns }: LeakageRecord, state: LeakState): string[] {
	return columns.filter((entry) => entry.state === state).map(({ column }) => column);
}
