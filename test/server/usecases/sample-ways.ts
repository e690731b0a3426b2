import { daysFrom, newestDate, sampleRows, type Row } from './sample-rows.ts';

/** What the sample says of a lead, without a query: days since creation. */
export interface Way {
	row: Row;
	followed: number;
	/** Lead, MQL, SAL, SQL, opportunity, customer. */
	seen: (number | null)[];
	lost: number | null;
}

const NAMES = ['MQL', 'SAL', 'SQL', 'opportunity'];
/** The data date. */
export const now = newestDate();

/** Ways of all leads of the sample. */
export function readWays(): Way[] {
	const byLead = new Map<string, Row[]>();
	for (const row of sampleRows('stages')) {
		byLead.set(row.lead_id, [...(byLead.get(row.lead_id) ?? []), row]);
	}
	return sampleRows('leads').map((row) => {
		const rows = byLead.get(row.lead_id) ?? [];
		const day = (at: string | undefined) => (at && at <= now ? daysFrom(row.created_at, at) : null);
		const first = (name: string) =>
			day(
				rows
					.filter(({ stage }) => stage === name)
					.map(({ at }) => at)
					.sort()[0]
			);
		const outs = rows.filter(({ stage }) => ['rejected', 'lost'].includes(stage));
		const lastOut = outs
			.map(({ at }) => at)
			.sort()
			.at(-1);
		const lastOther = rows
			.filter(({ stage }) => !['rejected', 'lost'].includes(stage))
			.map(({ at }) => at)
			.sort()
			.at(-1);
		const back = lastOut && lastOther && lastOther > lastOut;
		const left = row.lost_at || (back ? undefined : lastOut);
		return {
			row,
			followed: daysFrom(row.created_at, now),
			seen: [0, ...NAMES.map(first), day(row.won_at)],
			lost: row.won_at ? null : day(left)
		};
	});
}
