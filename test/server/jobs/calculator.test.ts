import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import { Calculator } from '#lib/server/jobs/calculator.ts';
import { calculatorEntry } from '#lib/server/jobs/job-entry.ts';
import { projectRoot } from '#lib/server/project-root.ts';
import { calibrateCells, type CountedLeads } from '#lib/server/usecases/calibrate-cells.ts';
import { calibrateLeads } from '#lib/server/usecases/calibrate-leads.ts';
import { openLeads } from '#lib/server/usecases/open-leads.ts';

let sample: CountedLeads;
beforeAll(async () => {
	const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
	const { scorecard } = parseScorecard(read('models/baseline.json'));
	const now = '2026-10-01T00:00:00Z';
	const { engine, leads, close } = await openLeads(
		'data/sample/leads.csv',
		read('data/sample/mapping.json'),
		now
	);
	await calibrateLeads(engine, leads, scorecard!, { crossCheck: false }, (counted) => {
		sample = counted;
		return calibrateCells(counted);
	});
	await close();
});

let calculator = new Calculator();
afterEach(async () => {
	await calculator.close();
	calculator = new Calculator();
});

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the calculating thread', () => {
	it('runs from source under tsx, or as it was built where that is asked for', () => {
		vi.stubEnv('LEADGAUGE_JOBS', '');
		const { script } = calculatorEntry();
		expect(script).toBe(join(projectRoot, 'src/lib/server/jobs/calculator-thread.ts'));
		expect(existsSync(script)).toBe(true);
		vi.stubEnv('LEADGAUGE_JOBS', 'built');
		const built = join(projectRoot, 'build/jobs/calculator-thread.js');
		expect(calculatorEntry()).toEqual({ script: built, code: null });
		vi.unstubAllEnvs();
	});

	it('gives what a calculation here gives, while this thread goes on and hears how far it is', async () => {
		let [turns, running] = [0, true];
		const count = () => {
			turns++;
			if (running) setImmediate(count);
		};
		setImmediate(count);
		const shares: number[] = [];
		const onStep = (share: number) => shares.push(share);
		const there = await calculator.calibrate(sample, { onStep });
		running = false;
		expect(plain(there)).toEqual(plain(calibrateCells(sample)));
		expect(shares.length).toBeGreaterThan(1);
		expect(shares).toEqual([...shares].sort((a, b) => a - b));
		expect(turns).toBeGreaterThan(shares.length);
	});

	it('works one after the other off, and ends at once when it is cancelled', async () => {
		const abort = new AbortController();
		const first = calculator.calibrate(sample, {
			signal: abort.signal,
			onStep: () => abort.abort()
		});
		const second = calculator.calibrate(sample);
		await expect(first).rejects.toMatchObject({ code: 'job-cancelled' });
		expect((await second).rules).toHaveLength(20);
	});

	it('does not begin what was cancelled before', async () => {
		const signal = AbortSignal.abort();
		const early = calculator.calibrate(sample, { signal });
		await expect(early).rejects.toMatchObject({ code: 'job-cancelled' });
	});

	it('passes a defect on with its story, and goes on', async () => {
		const broken = { ...sample, cells: { ...sample.cells, n: null as never } };
		await expect(calculator.calibrate(broken)).rejects.toThrow(/null|undefined/);
		expect((await calculator.calibrate(sample)).rules).toHaveLength(20);
	});

	it('ends what it does when the process ends', async () => {
		const running = calculator.calibrate(sample, { onStep: () => void calculator.close() });
		await expect(running).rejects.toMatchObject({ code: 'job-cancelled' });
	});
});
