import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { calibrateLeads, type CalibrateSettings } from '#lib/server/usecases/calibrate-leads.ts';
import { card, day, judged, sourceOf, type Lead } from './lead-by-lead.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await openEngine({ directories: [], spillDirectory: tmpdir() });
});
afterAll(() => engine.close());

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
		const { leads: found, split } = await counts(await sourceOf(engine, leads), {
			dataDate: day(190)
		});
		expect(found).toMatchObject({ leads: 9, immature: 2, excluded: 3, excludedWins: 1, wins: 2 });
		expect(found.excludedBecause).toMatchObject({ exclusion: 1, decidedBefore: 2 });
		expect(found.train + found.test).toBe(4);
		expect(split).toMatchObject({ kind: 'time', maturityKnown: true, dataDate: day(190) });
	});

	it('takes the newest date of the data as data date', async () => {
		const source = await sourceOf(engine, [
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
		const source = await sourceOf(engine, leads, { outcome: { column: 'won', won: ['yes'] } });
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
					const source = await sourceOf(engine, leads, { account: 'account' });
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
		const byRow = await counts(await sourceOf(engine, leads, { ...undated, order: 'row' }));
		expect(byRow.leads).toMatchObject({ train: 280, test: 120 });
		expect(byRow.split.kind).toBe('order');
		const source = await sourceOf(engine, leads, undated);
		const [first, again] = [await counts(source, { seed: 1 }), await counts(source, { seed: 1 })];
		const others = new Set<number>();
		for (const seed of [2, 3, 4, 5, 6]) others.add((await counts(source, { seed })).leads.testWins);
		expect(first.split.kind).toBe('random');
		expect(first.leads).toEqual(again.leads);
		expect(Math.abs(first.leads.test - 120)).toBeLessThan(40);
		expect(others.size).toBeGreaterThan(2);
		expect(first.issues.map((each) => each.code)).toContain('split-random');
	});

	it('warns about a rule on a column that the mapping gives to the outcome', async () => {
		const leads: Lead[] = Array.from({ length: 20 }, (_, i) => ({
			created: i,
			won: i % 2 ? i + 30 : null,
			lost: null,
			source: 'fair',
			account: null
		}));
		const source = await sourceOf(engine, leads, { outcome: { wonAt: 'won', lostAt: 'source' } });
		const { issues } = await counts(source, { dataDate: day(250) });
		expect(issues.filter(({ code }) => code === 'rule-leaks')).toMatchObject([
			{ severity: 'warning', params: { rule: 'Fair', field: 'source' } },
			{ params: { field: 'source' } }
		]);
	});

	it('names a rule on a column that is not there, with the nearest name', async () => {
		const source = await sourceOf(engine, [
			{ created: 0, won: 1, lost: null, source: 'web', account: null }
		]);
		const misspelt = structuredClone(card);
		misspelt.exclusions[0].when = { field: 'Sourc', operator: 'is-set' };
		await expect(calibrateLeads(engine, source, misspelt)).rejects.toMatchObject({
			code: 'rule-field-near',
			params: { field: 'Sourc', near: 'source' }
		});
	});
});

function counted(leads: Lead[], windowDays: number, horizonDays: number, dataDay: number) {
	const { because, immature, train, test } = judged(leads, windowDays, horizonDays, dataDay);
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
