import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useFigures } from '../../server/usecases/sample-desk.ts';
import { sourcesOf } from '../../server/usecases/sources-of-sample.ts';
import { qualityTable, traitsTable } from '../../../src/routes/sources/quality-tables.server.ts';
import { sourceWords } from '../../../src/routes/sources/source-words.server.ts';

const { sampleDesk, importedDesk, folder } = useFigures();
const nowhere = { mql: null, sql: null, customer: null };
const labels = ({ table }: ReturnType<typeof qualityTable>) =>
	table.columns.map(({ label }) => label);

/** Leads of which nothing is known but whether they were won. */
async function bareReport() {
	const path = join(folder, 'bare', 'leads.csv');
	mkdirSync(join(folder, 'bare'));
	writeFileSync(path, 'id,won\na,yes\nb,no\nc,no\n');
	const mapping = {
		id: 'id',
		createdAt: null,
		source: null,
		outcome: { column: 'won', won: ['yes'] },
		value: null,
		order: null,
		missing: []
	};
	return sourcesOf(await importedDesk({ files: [{ path }], mapping }));
}

describe('the figures of sources in words', () => {
	it('name what the data has no column for, instead of columns of dashes', async () => {
		const report = await bareReport();
		const words = sourceWords(report, [], nowhere, 'en');
		const quality = qualityTable(report, words);
		expect(labels(quality)).toEqual([
			'Source',
			'Leads',
			'Immature',
			'Lead-to-customer rate',
			'Win rate',
			'Verdict'
		]);
		expect(quality.unknown).toContain('MQL rate');
		expect(quality.table.rows[0][0]).toBe('All leads');
		const traits = traitsTable(report, words);
		expect(labels(traits)).toEqual(['Source']);
		expect(traits.unknown).toHaveLength(7);
	}, 60_000);

	it('have every column where the data has them all', async () => {
		const report = await sourcesOf(await sampleDesk());
		const words = sourceWords(report, [], nowhere, 'en');
		expect(qualityTable(report, words).unknown).toEqual([
			'Average score today',
			'Average score calibrated'
		]);
		expect(traitsTable(report, words).unknown).toEqual(['Incomplete']);
	}, 60_000);
});
