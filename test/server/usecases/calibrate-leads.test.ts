import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw } from '#lib/domain/query/sql.ts';
import type { Mapping } from '#lib/domain/mapping/mapping.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { calibrateLeads, type CalibrateSettings } from '#lib/server/usecases/calibrate-leads.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await openEngine({ directories: [], spillDirectory: tmpdir() });
});
afterAll(() => engine.close());

/** A lead as a person would note it: days since 1 January 2025, fractions allowed. */
interface Lead {
	created: number;
	won: number | null;
	lost: number | null;
	source: string | null;
	account: string | null;
}

const day = (days: number) => new Date(Date.UTC(2025, 0, 1) + days * 86_400_000).toISOString();

async function sourceOf(leads: Lead[], mapping: Partial<Mapping> = {}): Promise<LeadsSource> {
	const time = (days: number | null) => (days === null ? 'NULL' : `'${day(days)}'`);
	const text = (value: string | null) => (value === null ? 'NULL' : `'${value}'`);
	const rows = leads.map(
		(lead, i) =>
			`(${i + 1}, ${time(lead.created)}, ${time(lead.won)}, ${time(lead.lost)}, ${lead.won !== null}, ${text(lead.account)}, ${i + 1}, ${text(lead.source)})`
	);
	await engine.run(
		`CREATE OR REPLACE TABLE leads AS SELECT row_number::BIGINT row_number, created_at::TIMESTAMP created_at, won_at::TIMESTAMP won_at, lost_at::TIMESTAMP lost_at, NULL::TIMESTAMP worked_at, won::BOOLEAN won, account::VARCHAR account, order_key::DOUBLE order_key, c0::VARCHAR c0 FROM (VALUES ${rows.join(', ')}) t(row_number, created_at, won_at, lost_at, won, account, order_key, c0)`
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

const card: Scorecard = {
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

const counts = async (source: LeadsSource, settings: CalibrateSettings = {}) =>
	(await calibrateLeads(engine, source, card, settings)).calibration;

describe('calibrateLeads', () => {
	it('counts every lead once, by hand', async () => {
		const lead = (created: number, won: number | null = null, rest: Partial<Lead> = {}): Lead => ({
			created,
			won,
			lost: null,
			source: 'web',
			account: null,
			...rest
		});
		const leads = [
			lead(0, 50), // won within the horizon
			lead(0, 104), // won on its last day
			lead(0, 105), // won after the horizon: not won
			lead(1, 15), // won by the decision time: left out
			lead(2, null, { lost: 10 }), // lost by then: left out
			lead(3, 20, { source: 'rival' }), // excluded, with its win
			lead(4, null, { source: null }),
			lead(90, 105), // immature though won quickly
			lead(100)
		];
		const { leads: found, split } = await counts(await sourceOf(leads), { dataDate: day(190) });
		expect(found).toMatchObject({ leads: 9, immature: 2, excluded: 3, excludedWins: 1, wins: 2 });
		expect(found.excludedBecause).toMatchObject({ exclusion: 1, decidedBefore: 2 });
		expect(found.train + found.test).toBe(4);
		expect(split).toMatchObject({ kind: 'time', maturityKnown: true, dataDate: day(190) });
	});

	it('takes the newest date of the data as data date', async () => {
		const source = await sourceOf([
			{ created: 0, won: 30, lost: null, source: 'web', account: null },
			{ created: 20, won: null, lost: 210.5, source: 'web', account: null }
		]);
		expect((await counts(source)).split.dataDate).toBe(day(210.5));
	});

	it('says that maturity is unknown where the outcome is an undated flag, and drops nobody for age', async () => {
		const leads: Lead[] = Array.from({ length: 10 }, (_, i) => ({
			created: i,
			won: i % 2 ? i : null,
			lost: null,
			source: 'web',
			account: null
		}));
		const source = await sourceOf(leads, { outcome: { column: 'won', won: ['yes'] } });
		const { leads: found, split, issues } = await counts(source);
		expect(found).toMatchObject({ immature: 0, excluded: 0, wins: 5, train: 7, test: 3 });
		expect(split.maturityKnown).toBe(false);
		expect(issues.map((each) => each.code)).toContain('maturity-unknown');
	});

	it('agrees with counting lead by lead, for any leads, accounts and settings', async () => {
		const lead = fc.record({
			created: fc.integer({ min: 0, max: 800 }).map((quarter) => quarter / 4),
			won: fc.option(
				fc.integer({ min: 0, max: 1200 }).map((quarter) => quarter / 4),
				{ nil: null }
			),
			lost: fc.option(
				fc.integer({ min: 0, max: 1200 }).map((quarter) => quarter / 4),
				{ nil: null }
			),
			source: fc.constantFrom('fair', 'web', 'rival', null),
			account: fc.constantFrom('a', 'b', 'c', 'd', null, null, null)
		});
		await fc.assert(
			fc.asyncProperty(
				fc.array(lead, { minLength: 1, maxLength: 80 }),
				fc.constantFrom(0, 14, 30),
				fc.constantFrom(1, 60, 90),
				async (leads, windowDays, horizonDays) => {
					const source = await sourceOf(leads, { account: 'account' });
					const settings = { windowDays, horizonDays, dataDate: day(250) };
					const { leads: found } = await counts(source, settings);
					expect(found).toMatchObject(counted(leads, windowDays, horizonDays, 250));
				}
			),
			{ numRuns: 80, seed: 5 }
		);
	});

	it('splits by the order column without cutting equal keys, and at random by the seed alone', async () => {
		const leads: Lead[] = Array.from({ length: 400 }, (_, i) => ({
			created: 0,
			won: i % 3 ? null : 60,
			lost: null,
			source: 'web',
			account: null
		}));
		const undated = { createdAt: null, outcome: { column: 'won', won: ['yes'] } };
		const byRow = await counts(await sourceOf(leads, { ...undated, order: 'row' }));
		expect(byRow.leads).toMatchObject({ train: 280, test: 120 });
		expect(byRow.split.kind).toBe('order');
		const source = await sourceOf(leads, undated);
		const [first, again] = [await counts(source, { seed: 1 }), await counts(source, { seed: 1 })];
		const others = new Set<number>();
		for (const seed of [2, 3, 4, 5, 6]) others.add((await counts(source, { seed })).leads.testWins);
		expect(first.split.kind).toBe('random');
		expect(first.leads).toEqual(again.leads);
		expect(Math.abs(first.leads.test - 120)).toBeLessThan(40);
		expect(others.size).toBeGreaterThan(2);
		expect(first.issues.map((each) => each.code)).toContain('split-random');
	});

	it('names a rule on a column that is not there, with the nearest name', async () => {
		const source = await sourceOf([
			{ created: 0, won: 1, lost: null, source: 'web', account: null }
		]);
		const misspelt = structuredClone(card);
		misspelt.exclusions[0].when.field = 'Sourc';
		await expect(calibrateLeads(engine, source, misspelt)).rejects.toMatchObject({
			code: 'rule-field-near',
			params: { field: 'Sourc', near: 'source' }
		});
	});
});

/** The contract read aloud, lead by lead (statistics 3, 4, 6, 7). */
function counted(leads: Lead[], windowDays: number, horizonDays: number, dataDay: number) {
	const because = { exclusion: 0, decidedBefore: 0, knownAfterSplit: 0, accountInTraining: 0 };
	let immature = 0;
	const usable: (Lead & { decided: number; win: boolean })[] = [];
	for (const lead of leads) {
		const decided = lead.created + windowDays;
		if (lead.source === 'rival') because.exclusion++;
		else if (decided + horizonDays > dataDay) immature++;
		else if ((lead.won ?? Infinity) <= decided || (lead.lost ?? Infinity) <= decided) {
			because.decidedBefore++;
		} else {
			const win = lead.won !== null && lead.won <= decided + horizonDays;
			usable.push({ ...lead, decided, win });
		}
	}
	const cut = bestCut(usable.map((lead) => Math.floor(lead.decided)));
	let train = usable.filter((lead) => cut === null || Math.floor(lead.decided) < cut);
	const later = usable.filter((lead) => !train.includes(lead));
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
	return {
		leads: leads.length,
		immature,
		excludedBecause: because,
		train: train.length,
		test: test.length,
		trainWins: train.filter((lead) => lead.win).length,
		testWins: test.filter((lead) => lead.win).length
	};
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
