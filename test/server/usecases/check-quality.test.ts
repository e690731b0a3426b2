import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConversionLag } from '#lib/server/queries/read-conversion-lag.ts';
import { checkQuality } from '#lib/server/usecases/check-quality.ts';
import { openLeads, type OpenLeads } from '#lib/server/usecases/open-leads.ts';
import { leadPlan } from '#lib/server/usecases/plan-leads.ts';
import { cardWithoutRules } from '#lib/server/usecases/scan-leads.ts';

let folder: string;
let open: OpenLeads;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'leadgauge-quality-'));
});
afterEach(async () => {
	await open?.close();
	await rm(folder, { recursive: true, force: true });
});

const mapping = {
	id: 'id',
	createdAt: 'created',
	source: 'source',
	outcome: { wonAt: 'won', lostAt: 'lost' },
	value: null,
	order: null,
	missing: [],
	workedAt: 'worked',
	acceptedAt: null
};

async function leads(rows: string[], map: object = mapping) {
	const path = join(folder, 'leads.csv');
	await writeFile(path, `id,created,source,mail,won,lost,worked\n${rows.join('\n')}\n`);
	open = await openLeads(path, map, '2026-01-01T00:00:00Z');
	return open;
}

describe('the quality of a dataset', () => {
	it('is counted lead by lead', async () => {
		const { engine, leads: source } = await leads([
			'1,2025-01-06,Google,anna@acme.example,2025-03-01,,2025-01-07',
			'2,2025-01-07,google,ANNA@acme.example ,,,2025-01-01',
			'3,2025-01-08,Google,bo@acme.example,2025-01-01,,',
			'4,2025-02-03,fair,cy@gmail.com,,2025-02-02,2025-02-03',
			...Array.from({ length: 8 }, (_, i) => `${i + 5},2025-02-04,Google,d${i}@gmail.com,,,`)
		]);
		const found = await checkQuality(engine, source);
		const filled = Object.fromEntries(found.columns.map(({ column, filled: n }) => [column, n]));
		expect(found.leads).toBe(12);
		expect(filled).toMatchObject({ id: 12, mail: 12, won: 2, lost: 1, worked: 3 });
		expect(found.duplicates).toEqual([
			{ kind: 'email', column: 'mail', values: 1, leads: 2, most: 2 },
			{ kind: 'domain', column: 'mail', values: 1, leads: 3, most: 3 }
		]);
		const wrong = found.orders.filter((order) => order.wrong > 0);
		expect(wrong).toEqual([
			{ later: 'workedAt', earlier: 'createdAt', both: 3, wrong: 1 },
			{ later: 'wonAt', earlier: 'createdAt', both: 2, wrong: 1 },
			{ later: 'lostAt', earlier: 'createdAt', both: 1, wrong: 1 }
		]);
		expect(found.weeks).toMatchObject({
			withLeads: 2,
			gaps: [{ from: '2025-01-13T00:00:00.000Z', to: '2025-02-02T00:00:00.000Z', weeks: 3 }]
		});
		expect(found.spellings).toEqual([
			{
				column: 'source',
				how: 'form',
				values: [
					{ value: 'Google', leads: 10 },
					{ value: 'google', leads: 1 }
				]
			}
		]);
	});

	it('says nothing about what the mapping does not name', async () => {
		const { engine, leads: source } = await leads(
			Array.from({ length: 3 }, (_, i) => `${i},x,web,,yes,,`),
			{ ...mapping, createdAt: null, workedAt: null, outcome: { column: 'won', won: ['yes'] } }
		);
		const found = await checkQuality(engine, source);
		expect(found).toMatchObject({ orders: [], weeks: null, duplicates: [] });
	});
});

describe('waits to the win', () => {
	const lag = async (rows: string[], settings = {}, map: object = mapping) => {
		const { engine, leads: source } = await leads(rows, map);
		const used = { windowDays: 10, horizonDays: 45, ...settings };
		const plan = await leadPlan(engine, source, cardWithoutRules(used), used);
		return readConversionLag(engine, source, plan);
	};

	it('are counted from the decision time, lost leads staying at risk, by hand', async () => {
		const found = await lag(
			[
				'1,2025-01-01,web,,2025-01-20,,', // won on day 9 after 11 January
				'2,2025-01-01,web,,2025-01-11T00:00:01Z,,', // on the first day
				'3,2025-01-01,web,,2025-01-11,,', // decided by the decision time: left out
				'4,2025-01-01,web,,,2025-02-01,', // lost later: at risk to the end
				'5,2025-03-15,web,,,,', // followed 7 days
				'6,2025-03-25,web,,,,', // decision time after the data date
				...Array.from({ length: 30 }, (_, i) => `${i + 10},2025-01-01,web,,,,`)
			],
			{ dataDate: '2025-04-01' }
		);
		if (!found.measured) throw new Error(found.reason);
		const { incidence, horizons } = found;
		expect(incidence).toMatchObject({ leads: 34, wins: 2, lastDay: 80 });
		expect(incidence.points.map(({ day, atRisk, wins }) => [day, atRisk, wins])).toEqual([
			[1, 34, 1],
			[9, 32, 1],
			[80, 31, 0]
		]);
		expect(horizons.map(({ days }) => days)).toEqual([14, 30, 45, 60]);
		expect(horizons[2]).toMatchObject({ mature: 33, wins: 2, winsKept: 1 });
	});

	it('are not measured where the outcome has no date', async () => {
		const found = await lag(
			['1,2025-01-01,web,,yes,,'],
			{},
			{
				...mapping,
				workedAt: null,
				outcome: { column: 'won', won: ['yes'] }
			}
		);
		expect(found).toMatchObject({ measured: false, reason: 'no-dated-outcome' });
	});

	it('of mature leads at a horizon are those of the calibration', async () => {
		const rows = Array.from({ length: 60 }, (_, i) => {
			const created = new Date(Date.UTC(2025, 0, 1 + i)).toISOString();
			const won = i % 3 ? '' : new Date(Date.UTC(2025, 0, 12 + i + (i % 7) * 9)).toISOString();
			return `${i},${created},web,,${won},,`;
		});
		const found = await lag(rows, { dataDate: '2025-04-01' });
		if (!found.measured) throw new Error(found.reason);
		const { countByStatus } = await import('#lib/server/queries/count-by-status.ts');
		const used = { windowDays: 10, horizonDays: 45, dataDate: '2025-04-01' };
		const plan = await leadPlan(open.engine, open.leads, cardWithoutRules(used), used);
		const { usable } = await countByStatus(open.engine, open.leads, plan);
		const row = found.horizons.find(({ days }) => days === 45)!;
		expect([row.mature, row.wins]).toEqual([usable.leads, usable.wins]);
	});
});
