import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SAMPLE_LEADS, SAMPLE_SEED } from '#cli/commands/sample.ts';
import { baseline } from '#lib/domain/sample/baseline.ts';
import { sampleCsv, sampleHeaders, type SampleFile } from '#lib/domain/sample/sample-csv.ts';
import { sampleLeads } from '#lib/domain/sample/sample-leads.ts';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import { operatorsOf } from './card-points.ts';
import { readBaseline, readText } from './read-sample.ts';

const FILES = Object.keys(sampleHeaders) as SampleFile[];

function generate(leads: number, seed: number): Record<SampleFile, string> {
	const texts = {
		'leads.csv': '',
		'touches.csv': '',
		'stages.csv': '',
		'deals.csv': '',
		'costs.csv': ''
	};
	sampleCsv({ leads, seed }, (file, lines) => (texts[file] += lines));
	return texts;
}

describe('the files of data/sample', () => {
	const generated = generate(SAMPLE_LEADS, SAMPLE_SEED);

	it.each(FILES)('%s is what the generator writes, byte for byte', (file) => {
		expect(generated[file] === readText(`data/sample/${file}`)).toBe(true);
	});

	it('stay under 8 MB', () => {
		const bytes = FILES.map((file) => Buffer.byteLength(readText(`data/sample/${file}`)));
		expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(8_000_000);
	});

	it.each(FILES)('%s has as many fields in every line, no quote and no blank', (file) => {
		const lines = readText(`data/sample/${file}`).split('\n');
		expect(lines.pop()).toBe('');
		expect(lines[0]).toBe(sampleHeaders[file]);
		const fields = lines[0].split(',').length;
		expect(lines.filter((line) => line.split(',').length !== fields)).toEqual([]);
		expect(lines.filter((line) => /["\r]|, | ,/.test(line))).toEqual([]);
	});

	it('hold only times in UTC and dates within the 24 months', () => {
		for (const file of FILES.slice(0, 4)) {
			const dates = generated[file].match(/20\d\d-\d\d-\d\d[^,\n]*/g) ?? [];
			const wrong = dates.filter((text) => !/^\d{4}-\d\d-\d\d(T\d\d:\d\d:00Z)?$/.test(text));
			expect(wrong, file).toEqual([]);
			const outside = dates.filter((text) => text < '2024-10-01' || text >= '2026-10-01');
			expect(outside, file).toEqual([]);
		}
	});
});

describe('the generator', () => {
	it('writes the same bytes for the same seed, others for another', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(1e6), (leads, seed) => {
				expect(generate(leads, seed)).toEqual(generate(leads, seed));
				expect(generate(leads, seed)).not.toEqual(generate(leads, seed + 1));
			}),
			{ numRuns: 10 }
		);
	});

	it('makes exactly as many leads as asked for, in order of creation', () => {
		for (const leads of [1, 2, 729, 5_000]) {
			const rows = [...sampleLeads({ leads, seed: 5 })].map(({ row }) => row);
			expect(rows).toHaveLength(leads);
			const times = rows.map((row) => row.created_at);
			expect([...times].sort()).toEqual(times);
			expect(new Set(rows.map((row) => row.lead_id)).size).toBe(leads);
		}
	});

	it('makes a lead without making those after it', () => {
		const first = sampleLeads({ leads: 20_000_000, seed: 1 }).next();
		expect(first.value?.row.lead_id).toBe('L-00000001');
	});

	it('gives the same leads with touches as without', () => {
		const rows = (details: boolean) =>
			[...sampleLeads({ leads: 500, seed: 9, details })].map(({ row }) => row);
		expect(rows(true)).toEqual(rows(false));
	});

	it('refuses a number of leads or a seed that is not whole', () => {
		for (const leads of [0, -1, 1.5, NaN]) {
			expect(() => sampleLeads({ leads, seed: 1 }).next()).toThrow(/sampleLeads: .* leads/);
		}
		expect(() => sampleLeads({ leads: 1, seed: 0.5 }).next()).toThrow('sampleLeads: seed 0.5');
	});
});

describe('models/baseline.json', () => {
	it('is the card the generator scores with, and one the workbench accepts', () => {
		expect(readBaseline()).toEqual(baseline);
		expect(parseScorecard(readBaseline())).toEqual({ scorecard: baseline, issues: [] });
	});

	it('uses every operator but "at most", and rules per event', () => {
		expect(operatorsOf(readBaseline())).toEqual([
			'at-least',
			'between',
			'contains',
			'each',
			'equals',
			'is-missing',
			'is-set',
			'one-of'
		]);
	});
});
