import { probability } from '#lib/domain/logistic/probability.ts';
import { raw } from '#lib/domain/query/sql.ts';
import { random } from '#lib/domain/random.ts';
import type { Lead, Touch } from '#lib/domain/scorecard/lead.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { outcomeOfRule } from '#lib/domain/scorecard/outcome-of-rule.ts';
import { rulesOf } from '#lib/domain/scorecard/scorecard.ts';
import { DAY_MS } from '#lib/domain/units.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';

export const WINDOW_DAYS = 14;

/** Opens that wear off, a demo that expires, and a plain rule on a column. */
export const touchCard: Scorecard = {
	leadgauge: 1,
	name: 'Touches',
	signalWindowDays: WINDOW_DAYS,
	horizonDays: 60,
	features: [
		{ id: 'opens', label: 'Opens', kind: 'count', types: ['open'], byUs: false },
		{ id: 'demo', label: 'Days since a demo', kind: 'days-since-last', types: ['demo'] }
	],
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
		},
		{
			id: 'engagement',
			label: 'Engagement',
			kind: 'engagement',
			cap: { max: 60 },
			rules: [
				{
					id: 'opens',
					label: 'Opens',
					points: 6,
					each: { field: 'touch:opens', per: 1, atMost: 3 },
					decay: { kind: 'linear', percent: 25, everyDays: 7 }
				},
				{
					id: 'demo',
					label: 'Demo',
					points: 20,
					when: { field: 'touch:demo', operator: 'is-set' },
					decay: { kind: 'step', steps: [{ afterDays: 5, leftPercent: 50 }], age: 'touch:demo' }
				}
			]
		}
	],
	exclusions: [],
	thresholds: { mql: 15, sql: 30 }
};

/** Log-odds of a whole event of each rule of `touchCard`, in its order. */
export const WEIGHTS = [0.8, 0.6, 1.6];

export interface TouchedLead {
	source: string;
	createdAtMs: number;
	wonAtMs: number | null;
	touches: Touch[];
}

/** Leads that are won as their touches up to the decision time say, with as many touches after it that mean nothing. */
export function touchedLeads(count: number, seed: number): TouchedLead[] {
	const next = random(seed);
	const start = Date.UTC(2025, 0, 1);
	return Array.from({ length: count }, (_, i) => {
		const createdAtMs = start + Math.floor((i / count) * 400) * DAY_MS;
		const touches = Array.from({ length: Math.floor(next() * 9) }, (): Touch => {
			const atMs = createdAtMs + Math.floor((next() * 56 - 14) * 24) * 3_600_000;
			const type = ['open', 'open', 'demo', 'view'][Math.floor(next() * 4)];
			return { atMs, type, detail: null, channel: null, byUs: next() < 0.2 };
		});
		const source = next() < 0.4 ? 'fair' : 'web';
		const lead = { source, createdAtMs, wonAtMs: null, touches };
		const logit = rulesOf(touchCard).reduce(
			(sum, rule, r) =>
				sum + WEIGHTS[r] * outcomeOfRule(rule, touchCard, leadOf(lead), WINDOW_DAYS).exactEvents,
			-2
		);
		const won = next() < probability(logit);
		return { ...lead, wonAtMs: won ? createdAtMs + 40 * DAY_MS : null };
	});
}

export function leadOf({ source, createdAtMs, touches }: TouchedLead): Lead {
	return { valueOf: (field) => (field === 'source' ? source : null), createdAtMs, touches };
}

/** The leads and their touches as a dataset. @param name - of its tables */
export async function touchedSource(
	engine: Engine,
	leads: TouchedLead[],
	name: string
): Promise<LeadsSource> {
	const time = (ms: number | null) =>
		ms === null ? 'NULL' : `TIMESTAMP '${new Date(ms).toISOString().replace('Z', '')}'`;
	await engine.run(`CREATE OR REPLACE TABLE ${name} (row_number BIGINT, created_at TIMESTAMP, won_at TIMESTAMP,
		lost_at TIMESTAMP, worked_at TIMESTAMP, won BOOLEAN, account VARCHAR, order_key DOUBLE, c0 VARCHAR, value_cents BIGINT)`);
	await engine.run(
		`INSERT INTO ${name} VALUES ${leads
			.map(
				({ source, createdAtMs, wonAtMs }, i) =>
					`(${i + 1}, ${time(createdAtMs)}, ${time(wonAtMs)}, NULL, NULL, ${wonAtMs !== null}, NULL, ${i + 1}, '${source}', NULL)`
			)
			.join()}`
	);
	await engine.run(
		`CREATE OR REPLACE TABLE ${name}_touches (lead BIGINT, "at" TIMESTAMP, type VARCHAR, detail VARCHAR, channel VARCHAR, by_us BOOLEAN)`
	);
	const touches = leads.flatMap((lead, i) =>
		lead.touches.map(
			({ atMs, type, byUs }) => `(${i + 1}, ${time(atMs)}, '${type}', NULL, NULL, ${byUs})`
		)
	);
	await engine.run(`INSERT INTO ${name}_touches VALUES ${touches.join()}`);
	return {
		table: raw(name),
		columns: [{ column: 'c0', name: 'source', type: 'text' }],
		mapping: {
			id: 'row',
			createdAt: 'created',
			source: null,
			outcome: { wonAt: 'won' },
			value: null,
			order: null,
			missing: []
		},
		fileSha256: name,
		rows: leads.length,
		touches: { table: raw(`${name}_touches`) }
	};
}
