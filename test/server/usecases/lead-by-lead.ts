import { raw } from '#lib/domain/query/sql.ts';
import type { Mapping } from '#lib/domain/mapping/mapping.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';

/** A lead as a person would note it: days since 1 January 2025, fractions allowed. */
export interface Lead {
	created: number;
	won: number | null;
	lost: number | null;
	source: string | null;
	account: string | null;
	worked?: number | null;
	accepted?: number | null;
	cents?: number | null;
}

export const day = (days: number) =>
	new Date(Date.UTC(2025, 0, 1) + days * 86_400_000).toISOString();

/** The leads as a dataset; `accepted_at` is there only where the mapping names it, as in datasets from before the role. */
export async function sourceOf(
	engine: Engine,
	leads: Lead[],
	mapping: Partial<Mapping> = {}
): Promise<LeadsSource> {
	const time = (days: number | null | undefined) =>
		days === null || days === undefined ? 'NULL' : `'${day(days)}'`;
	const text = (value: string | null) => (value === null ? 'NULL' : `'${value}'`);
	const rows = leads.map((lead, i) => {
		const times = [lead.created, lead.won, lead.lost, lead.worked, lead.accepted].map(time);
		const others = [text(lead.account), i + 1, text(lead.source), lead.cents ?? 'NULL'];
		return `(${[i + 1, ...times, lead.won !== null, ...others].join(', ')})`;
	});
	const accepted = mapping.acceptedAt ? 'accepted_at::TIMESTAMP accepted_at,' : '';
	await engine.run(
		`CREATE OR REPLACE TABLE leads AS SELECT row_number::BIGINT row_number, created_at::TIMESTAMP created_at,
			won_at::TIMESTAMP won_at, lost_at::TIMESTAMP lost_at, worked_at::TIMESTAMP worked_at, ${accepted} won::BOOLEAN won,
			account::VARCHAR account, order_key::DOUBLE order_key, c0::VARCHAR c0, value_cents::BIGINT value_cents
		FROM (VALUES ${rows.join(', ')}) t(row_number, created_at, won_at, lost_at, worked_at, accepted_at, won, account, order_key, c0, value_cents)`
	);
	return {
		table: raw('leads'),
		columns: [{ column: 'c0', name: 'source', type: 'text' }],
		mapping: {
			id: 'row',
			createdAt: 'created',
			source: null,
			outcome: { wonAt: 'won' },
			value: null,
			order: null,
			missing: [],
			...mapping
		},
		fileSha256: '',
		rows: leads.length
	};
}

/** One rule on the source, one exclusion. */
export const card: Scorecard = {
	leadgauge: 1,
	name: 'Card',
	signalWindowDays: 14,
	horizonDays: 90,
	groups: [
		{
			id: 'fit',
			label: 'Fit',
			kind: 'fit',
			rules: [
				{
					id: 'fair',
					label: 'Fair',
					points: 10,
					when: { field: 'source', operator: 'equals', value: 'fair' }
				}
			]
		}
	],
	exclusions: [
		{ id: 'rival', label: 'Rival', when: { field: 'source', operator: 'equals', value: 'rival' } }
	],
	thresholds: { mql: 5, sql: null }
};

export interface JudgedLead extends Lead {
	/** Row in the file, from 1. */
	row: number;
	decided: number;
	win: boolean;
}

/** The contract read aloud, lead by lead (statistics 3, 4, 6, 7). */
export function judged(leads: Lead[], windowDays: number, horizonDays: number, dataDay: number) {
	const because = { exclusion: 0, decidedBefore: 0, knownAfterSplit: 0, accountInTraining: 0 };
	let immature = 0;
	const usable: JudgedLead[] = [];
	for (const [i, lead] of leads.entries()) {
		const decided = lead.created + windowDays;
		if (lead.source === 'rival') because.exclusion++;
		else if (decided + horizonDays > dataDay) immature++;
		else if ((lead.won ?? Infinity) <= decided || (lead.lost ?? Infinity) <= decided) {
			because.decidedBefore++;
		} else {
			const win = lead.won !== null && lead.won <= decided + horizonDays;
			usable.push({ ...lead, row: i + 1, decided, win });
		}
	}
	const cut = bestCut(usable.map((lead) => Math.floor(lead.decided)));
	let train = usable.filter((lead) => cut === null || Math.floor(lead.decided) < cut);
	const later = usable.filter((lead) => cut !== null && Math.floor(lead.decided) >= cut);
	if (cut !== null) {
		const known = train.filter((lead) => lead.decided + horizonDays <= cut);
		if (known.filter((lead) => lead.win).length >= 200) {
			because.knownAfterSplit = train.length - known.length;
			train = known;
		}
	}
	const accounts = new Set(train.map((lead) => lead.account).filter((account) => account !== null));
	const test = later.filter((lead) => lead.account === null || !accounts.has(lead.account));
	because.accountInTraining = later.length - test.length;
	return { because, immature, usable, train, test };
}

/** The first day of the later leads, found by trying every day. */
function bestCut(days: number[]): number | null {
	let best: number | null = null;
	let least = Infinity;
	for (const cut of [...new Set(days)].sort((a, b) => a - b).slice(1)) {
		const off = Math.abs(days.filter((each) => each >= cut).length / days.length - 0.3);
		if (off < least - 1e-12) {
			best = cut;
			least = off;
		}
	}
	return best;
}
