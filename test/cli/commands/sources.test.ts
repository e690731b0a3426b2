import { describe, expect, it } from 'vitest';
import { MONEY_TERMS, QUALITY_TERMS } from '#lib/domain/sources/figure-terms.ts';
import { sources, sourcesHelp } from '#cli/commands/sources.ts';
import { runHere } from '../run-here.ts';

const sample = ['data/sample/leads.csv', '--mapping', 'data/sample/mapping.json'];

async function json(args: string[]) {
	const { code, out, err } = await runHere(sources, [...sample, ...args, '--json']);
	expect(err).toBe('');
	expect(code).toBe(0);
	expect(out).not.toMatch(/NaN|Infinity|undefined/);
	return JSON.parse(out);
}

describe('leadgauge sources', () => {
	it('prints each rate with both its numbers, and null with a reason where nothing is known', async () => {
		const found = await json(['--age', '90', '--margin', '60']);
		expect(found).toMatchObject({ by: 'source', as: 'value', ageDays: 90, rankedBy: 'shrunk' });
		for (const { figures } of found.sources) {
			const { wins, leads, rate, lo, hi } = figures.customerRate;
			expect(rate).toBe(wins / leads);
			expect(lo <= rate && rate <= hi).toBe(true);
			expect(figures.leads).toBe(leads + figures.immature);
		}
		expect(found.money.all.figures.costPerLead).toBeNull();
		const reasons = new Map(
			found.unknown.map(({ at, reason }: { at: string; reason: string }) => [at, reason])
		);
		expect(reasons.get('money.all.figures.costPerLead')).toBe('no-costs');
		expect(reasons.get('attribution')).toBe('no-touch-file');
		expect(reasons.get('repeats')).toBe('no-deal-file');
		for (const { message } of found.unknown) expect(message.length).toBeGreaterThan(10);
	});

	it('breaks down by any column, and reads what its values mean', async () => {
		const countries = await json(['--by', 'country', '--filter', 'source:webinar']);
		const leads = (all: { figures: { leads: number } }[]) =>
			all.reduce((sum, { figures }) => sum + figures.leads, 0);
		expect(leads(countries.sources)).toBe(910);
		const kinds = await json(['--as', 'kind']);
		expect(kinds.sources.map(({ source }: { source: string }) => source).sort()).toEqual([
			'',
			'offline',
			'online'
		]);
	});

	it('prints tables without --json', async () => {
		const { out } = await runHere(sources, sample);
		expect(out).toContain('Clearly better');
		expect(out).toMatch(/referral\s+457\s+116/);
		expect(out).toContain('No costs were imported.');
	});

	it.each([
		[['--margin', '400'], 'margin'],
		[['--rates', 'USD'], 'rates'],
		[['--by', 'nothing'], 'nothing']
	])('refuses %s with a sentence', async (args, named) => {
		const { code, err } = await runHere(sources, [...sample, ...args]);
		expect(code).toBe(1);
		expect(err).toContain(named);
	});

	it('says in its help how every figure is calculated', () => {
		for (const { figure } of [...QUALITY_TERMS, ...MONEY_TERMS]) {
			expect(sourcesHelp).toMatch(new RegExp(`^  ${figure} +\\S.{3,}$`, 'm'));
		}
	});
});
