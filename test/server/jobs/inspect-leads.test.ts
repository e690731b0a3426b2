import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LeadFiles } from './lead-files.ts';

let files: LeadFiles;
beforeEach(() => {
	files = new LeadFiles();
});
afterEach(() => files.close());

const HEADER = 'Lead ID;Erstellt am;Quelle;Gewonnen;Mitarbeiter;PLZ\n';

describe('an inspection', () => {
	it('shows dialect, types, first rows and the most frequent values', async () => {
		const rows = Array.from(
			{ length: 30 },
			(_, i) =>
				`${i};0${(i % 9) + 1}.01.2026;${i % 3 ? 'Messe' : 'Web'};${i % 5 ? 'nein' : 'ja'};1.${i + 100},5;01067`
		);
		await files.write(HEADER + rows.join('\n') + '\n');
		const found = await files.inspect();
		expect(found).toMatchObject({ delimiter: ';', rows: 30, brokenRows: 0 });
		expect(found.preview).toHaveLength(20);
		expect(found.preview[0]).toEqual(['0', '01.01.2026', 'Web', 'ja', '1.100,5', '01067']);
		expect(found.columns.map(({ name, reading }) => [name, reading])).toEqual([
			['Lead ID', 'point-number'],
			['Erstellt am', 'german-time'],
			['Quelle', 'text'],
			['Gewonnen', 'text'],
			['Mitarbeiter', 'comma-number'],
			['PLZ', 'text']
		]);
		expect(found.columns[2]).toMatchObject({
			rows: 30,
			filled: 30,
			distinct: 2,
			values: [
				{ text: 'Messe', leads: 20 },
				{ text: 'Web', leads: 10 }
			]
		});
		expect(found.suggestion.mapping).toMatchObject({
			id: 'Lead ID',
			createdAt: 'Erstellt am',
			source: 'Quelle',
			outcome: { column: 'Gewonnen', won: ['ja'] }
		});
		expect(found.issues).toEqual([]);
	});

	it('reads columns without the texts that mean missing, and names these', async () => {
		await files.write('id,won,city\n1,yes,Select\n2,no,Bonn\n3,no,-\n');
		const { columns, suggestion } = await files.inspect();
		expect(suggestion.mapping.missing).toEqual(['Select', '-']);
		expect(columns[2]).toMatchObject({ filled: 1, values: [{ text: 'Bonn', leads: 1 }] });
	});

	it('says what is missing or odd before anybody chooses', async () => {
		await files.write('id,id,size\n1,a,10\n2,b,20\n3,c,many\n4,d\n');
		const { issues, brokenRows, columns } = await files.inspect();
		expect(brokenRows).toBe(1);
		expect(columns.map(({ name }) => name)).toEqual(['id', 'id_2', 'size']);
		expect(issues.map(({ code }) => code)).toEqual([
			'column-renamed',
			'column-almost-number',
			'no-outcome-suggested',
			'no-created-date'
		]);
	});

	it('keeps nothing but what it says', async () => {
		await files.write('id,won\n1,yes\n');
		await files.inspect();
		const tables = await files.texts('database_name', 'FROM duckdb_databases() WHERE NOT internal');
		expect(tables).toEqual(['memory']);
	});
});
