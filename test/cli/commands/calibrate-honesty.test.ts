import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calibrate } from '#cli/commands/calibrate.ts';
import type { Honesty } from '#lib/domain/calibration/honesty.ts';
import { runHere } from '../run-here.ts';

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'honesty-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const baseline = () => JSON.parse(readFileSync('models/baseline.json', 'utf8')) as object;
const run = (scorecard: string, ...rest: string[]) =>
	runHere(calibrate, [
		...['data/sample/leads.csv', '--mapping', 'data/sample/mapping.json'],
		...['--scorecard', scorecard, ...rest]
	]);

describe('what to know before believing a calibration of the sample', () => {
	it('is given for scripts under `honesty`', async () => {
		const { out } = await run('models/baseline.json', '--json');
		const { honesty, published, excludedBecause, test } = JSON.parse(out) as {
			honesty: Honesty;
			published: unknown;
			excludedBecause: { exclusion: number };
			test: number;
		};
		expect(published).toBeNull();
		expect(honesty.drift).toMatchObject({ measured: true, level: 'within-chance' });
		expect(honesty.claim).toMatchObject({ measured: true, leads: test });
		expect(honesty.randomSplit).toMatchObject({ measured: true });
		expect(honesty.worked).toMatchObject({ measured: true, winsNotWorked: 0 });
		expect(honesty.rolling).toMatchObject({ measured: false, reason: 'enough-test-wins' });
		const left = honesty.exclusions.reduce((sum, each) => sum + each.leads, 0);
		expect(left).toBe(excludedBecause.exclusion);
		expect(honesty.exclusions.map((each) => each.id)).toHaveLength(3);
	}, 60_000);

	it('is a paragraph in the terminal', async () => {
		const { out } = await run('models/baseline.json');
		expect(out).toMatch(
			/^Later leads convert as often as the earlier ones predict, within chance/m
		);
		expect(out).toMatch(/^A random split of the same leads would have claimed about the same/m);
		expect(out).toMatch(/^Sales worked \d+\.\d% of the [\d,]+ leads by the end of their horizon/m);
	}, 60_000);

	it('shows what the card promises, and what it would have to', async () => {
		const bands = [null, 30, 60].map((from, i) => ({ from, probability: 0.2 + 0.3 * i }));
		const path = join(folder, 'published.json');
		writeFileSync(path, JSON.stringify({ ...baseline(), published: bands }));
		const { out } = await run(path);
		const lines = out
			.slice(out.search(/^score from {2}/m))
			.split('\n')
			.slice(1, 4);
		const promised = lines.map((line) => line.trim().split(/ {2,}/));
		expect(promised.map((row) => row.slice(0, 2))).toEqual([
			['lowest', '20.0 %'],
			['30', '50.0 %'],
			['60', '80.0 %']
		]);
		for (const [, published, rescaled, leads, won] of promised) {
			const observed = (100 * Number(won)) / Number(leads);
			expect(Math.abs(parseFloat(rescaled) - observed)).toBeLessThan(4);
			expect(parseFloat(rescaled)).toBeLessThan(parseFloat(published) - 10);
		}
	}, 60_000);

	it('names what is wrong with a published table', async () => {
		const path = join(folder, 'wrong.json');
		const published = [{ from: 0, probability: 12 }];
		writeFileSync(path, JSON.stringify({ ...baseline(), published }));
		const { code, err } = await run(path);
		expect(code).toBe(1);
		expect(err).toContain('published[0].probability');
		expect(err).toContain('a probability above 0 and below 1, such as 0.12');
	}, 60_000);
});
