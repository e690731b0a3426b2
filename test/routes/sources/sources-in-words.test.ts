import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourcesFromUrl } from '#lib/server/sources-from-url.ts';
import { useFigures } from '../../server/usecases/sample-desk.ts';
import { sourcesOf } from '../../server/usecases/sources-of-sample.ts';
import { sourcesInWords } from '../../../src/routes/sources/sources-in-words.server.ts';
import { sourceWords } from '../../../src/routes/sources/source-words.server.ts';

const { importedDesk, folder } = useFigures();

/** Leads of two years from 5,000 campaigns, each of which cost something in a month. */
function campaigns() {
	const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
	const rows = Array.from({ length: 15_000 }, (_, i) => {
		const at = Math.floor((700 * i) / 15_000);
		return `${i},${day(at)},campaign-${(i * 7) % 5_000},${i % 5 ? '' : day(at + 9)},,${i % 5 ? '' : 90}`;
	});
	const place = join(folder, 'campaigns');
	mkdirSync(place);
	const leads = { path: join(place, 'leads.csv'), role: 'leads' as const };
	const costs = { path: join(place, 'costs.csv'), role: 'costs' as const };
	writeFileSync(leads.path, ['id,created_at,source,won_at,lost_at,value', ...rows].join('\n'));
	const spent = Array.from({ length: 5_000 }, (_, i) => `2024-02,campaign-${i},12.50,EUR`);
	writeFileSync(costs.path, ['month,source,amount,currency', ...spent].join('\n'));
	return importedDesk({ files: [leads, costs], mapping: null });
}

/** Lengths of all lists in what a page is given. */
function lengths(value: unknown): number[] {
	if (typeof value !== 'object' || value === null) return [];
	const own = Array.isArray(value) ? [value.length] : [];
	return [...own, ...Object.values(value).flatMap(lengths)];
}

describe('what the page of sources is given of 5,000 campaigns', () => {
	it('is one page of them, with tables whose rows add up', async () => {
		const query = new URLSearchParams('margin=60');
		const report = await sourcesOf(await campaigns(), 'margin=60');
		expect(report.sources).toHaveLength(5_000);
		const words = sourceWords(report, [], { mql: null, sql: null, customer: 'customer' }, 'en');
		const found = sourcesInWords(report, sourcesFromUrl(query), words);
		expect(Math.max(...lengths(found))).toBeLessThan(1_000);
		expect(JSON.stringify(found).length).toBeLessThan(600_000);
		const parts = found.trend!.change.sources.reduce((sum, { mix, rate }) => sum + mix + rate, 0);
		const { mix, rate } = found.trend!.change;
		expect(parts).toBeCloseTo(mix + rate, 6);
	}, 120_000);
});
