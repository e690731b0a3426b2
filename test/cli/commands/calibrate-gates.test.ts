import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calibrate } from '#cli/commands/calibrate.ts';
import { runHere } from '../run-here.ts';

const sample = [
	'data/sample/leads.csv',
	...['--scorecard', 'models/baseline.json', '--mapping', 'data/sample/mapping.json']
];
const wishes = [
	...['--capacity', '15', '--precision', '20'],
	...['--cost', '400', '--margin', '30', '--qualify-cost', '60']
];
const run = (...args: string[]) => runHere(calibrate, [...sample, ...args]);

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'gates-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Found {
	rule: string;
	gate: string;
	chosen: { measured: boolean; threshold: number; interval: unknown };
}

describe('leadgauge calibrate, its thresholds', () => {
	it('are given for scripts: every gate that was asked for, and the weeks', async () => {
		const { code, out } = await run(...wishes, '--gate', 'capacity', '--json');
		expect(code).toBe(0);
		const { gateChoices, weeklyVolume, thresholds, gates } = JSON.parse(out);
		const rules = (gateChoices.calibrated as Found[]).map(({ gate, rule }) => `${gate} ${rule}`);
		expect(rules).toEqual([
			'mql same-volume',
			'sql same-volume',
			'mql capacity',
			'sql cost',
			'sql precision',
			'mql joint',
			'sql joint'
		]);
		expect(gateChoices.terms).toMatchObject({ capacity: 15, precision: 0.2, costCents: 40_000 });
		const byCapacity = (gateChoices.calibrated as Found[]).find(({ rule }) => rule === 'capacity')!;
		expect(gateChoices.card.mql).toMatchObject({ rule: 'capacity' });
		expect(thresholds.mql).toBe(byCapacity.chosen.threshold);
		expect(gates.calibrated.mql).toMatchObject({ rule: 'capacity', threshold: thresholds.mql });
		expect(weeklyVolume.calibrated.mql.weeks).toHaveLength(26);
	});

	it('go into the files as chosen, and stay open there where the rule gives none', async () => {
		const { out } = await run('--gate', 'precision', '--out', folder);
		const { thresholds } = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8'));
		expect(thresholds.sql).toBeNull();
		expect(thresholds.mql).toEqual(expect.any(Number));
		expect(out).toContain('SQL stays open on the new card: Enter the lowest conversion rate.');
	});

	it('are a paragraph for people: a sentence, a table, what to know beside it', async () => {
		const { out } = await run(...wishes);
		expect(out).toMatch(/^The new MQL threshold of \d+ points catches \d+% of all wins/m);
		expect(out).toMatch(/^MQL by capacity +new +\d+ +\d+ to \d+/m);
		expect(out).toMatch(/^SQL as many leads as today\* +new/m);
		expect(out).toMatch(/later leads that pass scores? exactly \d+/);
		expect(out).toMatch(/Capacity \(new points\): leads with \d+ points would add [\d.]+ a week/);
		expect(out).toMatch(/MQL: in \d+ of 26 weeks more leads pass than the 15 sales can work/);
	});

	it.each([
		['--gate', 'best'],
		['--capacity', '1.500'],
		['--precision', '100']
	])('are not guessed at: %s %s is refused', async (name, value) => {
		const { code, err } = await run(name, value);
		expect(code).not.toBe(0);
		expect(err).toContain(value);
	});
});
