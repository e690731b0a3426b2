import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { funnel, funnelHelp } from '#cli/commands/funnel.ts';
import { incidence, incidenceHelp } from '#cli/commands/incidence.ts';
import { has, SHARED } from '../../reference/table.ts';
import { runHere } from '../run-here.ts';

const sample = ['data/sample/leads.csv', '--mapping', 'data/sample/mapping.json'];
const folder = mkdtempSync(join(tmpdir(), 'leadgauge-funnel-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function json(command: typeof funnel, args: string[]) {
	const { code, out, err } = await runHere(command, [...args, '--json']);
	expect(err).toBe('');
	expect(code).toBe(0);
	expect(out).not.toMatch(/NaN|Infinity|undefined/);
	return JSON.parse(out);
}

function fileOf(name: string, text: string): string {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
}

describe('leadgauge funnel', () => {
	it('prints each rate with both its numbers, and null with a reason where nothing was measured', async () => {
		const found = await json(funnel, [...sample, '--window', '120', '--by', 'country']);
		expect(found.frame).toMatchObject({ windowDays: 120, order: 'any' });
		const { steps } = found.view.found;
		const [lead, accepted, customer] = steps;
		expect(customer.ofFirst).toMatchObject({
			wins: customer.n,
			leads: lead.n,
			rate: customer.n / lead.n
		});
		expect(customer.ofPrevious).toMatchObject({ wins: customer.n, leads: accepted.n });
		expect(lead.ofPrevious).toBeNull();
		expect(found.unknown).toContainEqual(
			expect.objectContaining({ at: 'view.found.steps[0].ofPrevious', reason: 'first-stage' })
		);
		expect(found.pressure).toBeNull();
		const selected = found.breakdown.parts.map((part: { selected: number }) => part.selected);
		expect(selected.reduce((sum: number, each: number) => sum + each, 0)).toBe(9000);
		expect(JSON.stringify(found)).not.toContain('"measured"');
	});

	it('compares the periods, orders, stages and views it is asked for', async () => {
		const period = ['--from', '2026-01-01', '--to', '2026-03-31'];
		const compared = await json(funnel, [...sample, ...period, '--compare', 'last-year']);
		expect(compared.periods.periods).toHaveLength(2);
		const flow = await json(funnel, [...sample, ...period, '--view', 'flow']);
		expect(flow.view.found.steps[0]).toMatchObject({ entered: 1116, ofPeriod: 1116 });
		expect(JSON.stringify(flow.view)).not.toContain('"rate"');
		const strict = await json(funnel, [
			...sample,
			'--order',
			'strict',
			'--stages',
			'lead~customer',
			'--steps',
			'~30'
		]);
		expect(strict.frame).toMatchObject({ order: 'strict', stepWindowDays: [null, 30] });
	});

	it('prints tables without --json', async () => {
		const { out } = await runHere(funnel, [...sample, '--by', 'source', '--from', '2030-01-01']);
		expect(out).toContain('No lead fits');
		const { out: told } = await runHere(funnel, [...sample, '--by', 'source']);
		expect(told).toMatch(
			/^Of 6,851 leads, 952 reached “Customer” within 180 days: 13\.9% \(13\.1 to 14\.7%\)/
		);
		expect(told).toContain('trade fair');
		expect(told).toContain('2,149 leads are left out');
	});

	it('refuses figures of single members of staff until they are asked for', async () => {
		const quiet = await json(funnel, [...sample, '--by', 'owner']);
		expect(quiet.breakdown).toBeNull();
		const loud = await json(funnel, [...sample, '--by', 'owner', '--staff']);
		expect(loud.breakdown.parts.length).toBeGreaterThan(1);
	});

	it('says what it does not know', async () => {
		const bad: [string[], string][] = [
			[[], 'file'],
			[['nowhere.csv'], 'nowhere.csv'],
			[[...sample, '--window', 'soon'], 'soon'],
			[[...sample, '--view', 'cone'], 'cone'],
			[[...sample, '--by', 'colour'], 'colour'],
			[[...sample, '--stages', 'lead~sale'], 'sale']
		];
		for (const [args, word] of bad) {
			const { code, err } = await runHere(funnel, args);
			expect(code, args.join(' ')).toBe(1);
			expect(err).toContain(word);
		}
	});

	it('reads a file without dates: all leads count, and nothing is said of time', async () => {
		const rows = Array.from(
			{ length: 40 },
			(_, i) => `${i % 4 === 0 ? 'yes' : 'no'},${i % 2 ? 'web' : 'fair'}`
		);
		const path = fileOf('undated.csv', `won,source\n${rows.join('\n')}\n`);
		const mapping = fileOf(
			'undated.json',
			JSON.stringify({
				id: 'row',
				createdAt: null,
				source: 'source',
				outcome: { column: 'won', won: ['yes'] },
				value: null,
				order: null,
				missing: []
			})
		);
		const found = await json(funnel, [path, '--mapping', mapping]);
		expect(found.frame).toMatchObject({ windowDays: null, dataDate: null });
		expect(found.view.found.steps.map(({ n }: { n: number }) => n)).toEqual([40, 10]);
		expect(found.view.found.steps[1].daysFromEntry).toBeNull();
		for (const part of ['map', 'stays', 'decisions', 'response', 'pipeline', 'bands'])
			expect(found[part]).toBeNull();
	});
});

describe('leadgauge incidence', () => {
	it('prints every step of the curve, and the last one is all who got there', async () => {
		const found = await json(incidence, [...sample, '--stage', 'customer', '--to', '2026-03-31']);
		const [{ incidence: curve }] = found.curves;
		const days = curve.points.map(({ day }: { day: number }) => day);
		expect(days).toEqual([...new Set(days)].sort((a, b) => (a as number) - (b as number)));
		expect(curve.points[0]).toMatchObject({ atRisk: curve.leads });
		const { out } = await runHere(incidence, [...sample, '--stage', 'customer', '--by', 'source']);
		expect(out).toContain('trade fair');
	});

	it('needs a stage the data has', async () => {
		expect(await runHere(incidence, sample)).toMatchObject({
			code: 1,
			err: expect.stringContaining('--stage')
		});
		const { err } = await runHere(incidence, [...sample, '--stage', 'sale']);
		expect(err).toContain('sale');
	});

	it('is explained, as the funnel is', async () => {
		expect((await runHere(incidence, ['--help'])).out).toBe(incidenceHelp);
		expect((await runHere(funnel, ['--help'])).out).toBe(funnelHelp);
	});
});

const PIPELINE = 'data/maven_crm/opportunities/sales_pipeline.csv';

describe.skipIf(!has(PIPELINE))(`a real pipeline (../shared/${PIPELINE})`, () => {
	it('has a win rate of .63150 of closed deals; the 2,089 open ones are not lost', async () => {
		const mapping = fileOf(
			'maven.json',
			JSON.stringify({
				id: 'opportunity_id',
				createdAt: 'engage_date',
				source: null,
				outcome: { column: 'deal_stage', won: ['Won'], lost: ['Lost'], at: 'close_date' },
				value: 'close_value',
				order: null,
				missing: []
			})
		);
		const file = [join(SHARED, PIPELINE), '--mapping', mapping];
		const { pipeline } = await json(funnel, file);
		expect(pipeline.winRate).toMatchObject({ wins: 4238, leads: 6711 });
		expect(pipeline.winRate.rate).toBeCloseTo(0.6315, 5);
		const { view } = await json(funnel, [...file, '--view', 'snapshot']);
		expect(view.found).toMatchObject({ won: 4238, lost: 2473 });
	});

	it('counts deals without any date as open, not as lost', async () => {
		const mapping = fileOf(
			'maven-undated.json',
			JSON.stringify({
				id: 'opportunity_id',
				createdAt: null,
				source: null,
				outcome: { column: 'deal_stage', won: ['Won'], lost: ['Lost'] },
				value: null,
				order: null,
				missing: []
			})
		);
		const { view } = await json(funnel, [join(SHARED, PIPELINE), '--mapping', mapping]);
		const [deal, won] = view.found.steps;
		expect(deal).toMatchObject({ n: 8800, dropped: 2473, open: 2089 });
		expect(won.n).toBe(4238);
		expect(won.n / (won.n + deal.dropped)).toBeCloseTo(0.6315, 5);
	});
});
