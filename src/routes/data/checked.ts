import type { ColumnType } from '#lib/domain/ingest/column-reading.ts';
import * as m from '#lib/paraglide/messages.js';
import type { format } from '#lib/ui/format.ts';
import type { Remark } from './import/file-look.ts';

/** What became of the rows of the files: read = leads + rejected + merged, leads = won + not won + unknown. */
export interface RowCounts {
	rowsRead: number;
	leads: number;
	rejected: number;
	/** Rows taken for another lead of the same person or account. */
	merged?: number;
	won: number;
	notWon: number;
	unknown: number;
}

/** ISO 8601; null where no lead has a date. */
export interface LeadDates {
	firstCreatedAt: string | null;
	lastCreatedAt: string | null;
	newestAt: string | null;
}

/** What an import would bring. */
export interface Checked {
	name: string;
	counts: RowCounts;
	dates: LeadDates;
	columns: { name: string; type: ColumnType; roles: string[] }[];
	remarks: Remark[];
}

type Format = ReturnType<typeof format>;

/** How many leads a check has found, and how many of them were won. */
export function checkHeadline({ leads, rowsRead, won }: RowCounts, f: Format): string {
	const rows = f.count(rowsRead);
	if (leads === 0) return m.data_check_none({ rows });
	return m.data_check_headline({ leads, leadsText: f.count(leads), rows, won: f.count(won) });
}

/** When the leads were created, and how far the data reaches. */
export function periodWords(
	{ firstCreatedAt: from, lastCreatedAt: to, newestAt }: LeadDates,
	f: Format
): string {
	if (!newestAt) return m.data_no_dates();
	const newest = f.date(newestAt);
	if (!from || !to) return m.data_period_newest({ newest });
	return m.data_period({ from: f.date(from), to: f.date(to), newest });
}
