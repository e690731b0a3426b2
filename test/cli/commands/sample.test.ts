import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sample } from '#cli/commands/sample.ts';

const FILES = ['costs.csv', 'deals.csv', 'leads.csv', 'stages.csv', 'touches.csv'];
let folder: string;
let said: string[];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'leadgauge-sample-'));
	said = [];
	vi.spyOn(console, 'log').mockImplementation((line) => said.push(line));
});

afterEach(() => {
	vi.restoreAllMocks();
	rmSync(folder, { recursive: true, force: true });
});

const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const rows = (file: string) => read(file).trimEnd().split('\n').length - 1;

describe('leadgauge sample', () => {
	it('writes the committed sample where nothing else is said', async () => {
		await sample(['--out', folder]);
		for (const file of FILES) {
			const committed = new URL(`../../../data/sample/${file}`, import.meta.url);
			expect(read(file) === readFileSync(committed, 'utf8'), file).toBe(true);
		}
	});

	it('writes as many leads as asked for and says what it wrote', async () => {
		await sample(['--leads', '321', '--seed', '4', '--out', join(folder, 'a', 'b')]);
		expect(readdirSync(join(folder, 'a', 'b'))).toEqual(FILES);
		expect(rows('a/b/leads.csv')).toBe(321);
		expect(said).toContain(`${join(folder, 'a', 'b', 'leads.csv')}: 321 rows`);
		expect(said).toHaveLength(5);
	});

	it.each(['0', '-5', '1e6', '12.5', '', 'many', '100000001'])(
		'refuses --leads %s and writes nothing',
		async (leads) => {
			await expect(sample([`--leads=${leads}`, '--out', folder])).rejects.toMatchObject({
				code: 'sample-leads-invalid',
				params: { found: leads }
			});
			expect(readdirSync(folder)).toEqual([]);
		}
	);

	it('refuses a seed that is not a whole number and an option it does not know', async () => {
		await expect(sample(['--seed', 'x', '--out', folder])).rejects.toMatchObject({
			code: 'sample-seed-invalid'
		});
		await expect(sample(['--lead', '5'])).rejects.toMatchObject({
			code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
		});
	});

	it('says so where it cannot write, and leaves what was there as it was', async () => {
		writeFileSync(join(folder, 'taken'), 'mine');
		await expect(sample(['--leads', '5', '--out', join(folder, 'taken')])).rejects.toMatchObject({
			code: 'sample-not-written'
		});
		expect(readdirSync(folder)).toEqual(['taken']);
		expect(read('taken')).toBe('mine');
	});

	it('leaves no half file behind where a place is taken', async () => {
		const blocked = join(folder, 'touches.csv');
		await sample(['--leads', '5', '--out', folder]);
		rmSync(blocked);
		const kept = read('leads.csv');
		mkdirSync(`${blocked}.partial`);
		await expect(sample(['--leads', '50', '--out', folder])).rejects.toMatchObject({
			code: 'sample-not-written'
		});
		expect(read('leads.csv')).toBe(kept);
		expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([
			'touches.csv.partial'
		]);
	});
});
