import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { inspect } from '#cli/commands/inspect.ts';
import { projectRoot } from '#lib/server/project-root.ts';
import { workbook } from '../../server/db/convert/workbook.ts';
import { runHere } from '../run-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'leadgauge-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
}

const run = (...args: string[]) => runHere(inspect, args);

const GERMAN = Buffer.from(
	'Auswertung;;;\n\nLead-Nr;Erstellt am;Umsatz;Gewonnen\n' +
		'1;31.01.2026;1.234,50 \x80;ja\n2;01.02.2026;;nein\n3;02.02.2026;7,00 \x80;nein\n',
	'latin1'
);

describe('leadgauge inspect', () => {
	it('says as JSON how a file is written, what its columns hold and which roles they seem to play', async () => {
		const path = file('german.csv', GERMAN);
		const { code, out } = await run(path, '--json');
		expect(code).toBe(0);
		expect(JSON.parse(out)).toEqual({
			file: path,
			format: 'csv',
			compression: null,
			encoding: 'windows-1252',
			byteOrderMark: false,
			sheet: null,
			sheets: [],
			delimiter: ';',
			headerRow: 3,
			headerRows: 1,
			rows: 3,
			brokenRows: 0,
			columns: [
				{
					name: 'Lead-Nr',
					type: 'number',
					dialect: '1234.5',
					reading: 'point-number',
					missing: 0,
					distinct: 3,
					examples: ['1', '2', '3']
				},
				{
					name: 'Erstellt am',
					type: 'timestamp',
					dialect: 'dd.mm.yyyy',
					reading: 'german-time',
					missing: 0,
					distinct: 3,
					examples: ['01.02.2026', '02.02.2026', '31.01.2026']
				},
				{
					name: 'Umsatz',
					type: 'number',
					dialect: '1.234,50 €',
					reading: 'comma-amount',
					missing: 1,
					distinct: 2,
					examples: ['1.234,50 €', '7,00 €']
				},
				{
					name: 'Gewonnen',
					type: 'flag',
					dialect: 'ja/nein',
					reading: 'text',
					missing: 0,
					distinct: 2,
					examples: ['nein', 'ja']
				}
			],
			roles: {
				id: 'Lead-Nr',
				createdAt: 'Erstellt am',
				source: null,
				outcome: { column: 'Gewonnen', won: ['ja'] },
				value: 'Umsatz',
				order: null,
				missing: [],
				account: null,
				workedAt: null,
				acceptedAt: null
			},
			preset: null,
			suggestions: [
				{
					role: 'createdAt',
					column: 'Erstellt am',
					confidence: 0.95,
					because: 'name',
					samples: ['01.02.2026', '02.02.2026', '31.01.2026']
				},
				{
					role: 'id',
					column: 'Lead-Nr',
					confidence: 0.95,
					because: 'name',
					samples: ['1', '2', '3']
				},
				{
					role: 'outcome',
					column: 'Gewonnen',
					confidence: 0.95,
					because: 'name-and-values',
					samples: ['nein', 'ja']
				},
				{
					role: 'value',
					column: 'Umsatz',
					confidence: 0.75,
					because: 'name',
					samples: ['1.234,50 €', '7,00 €']
				}
			],
			issues: []
		});
	});

	it('says whose export a file is and what that rests on', async () => {
		const path = file(
			'contacts.csv',
			'Record ID,First Name,Email,Contact owner,Create Date,Lifecycle Stage,Original Source\n' +
				'1,Ada,ada@example.com,Bo,2026-01-31 10:00,customer,Organic Search\n' +
				'2,Eve,eve@example.com,Bo,2026-02-01 10:00,lead,Offline Sources\n'
		);
		const { out } = await run(path, '--json');
		const found = JSON.parse(out);
		expect(found.preset).toEqual({
			crm: 'hubspot',
			object: 'contacts',
			confidence: 5 / 14,
			found: ['Record ID', 'Contact owner', 'Create Date', 'Lifecycle Stage', 'Original Source'],
			of: 14
		});
		expect(found.roles).toMatchObject({
			createdAt: 'Create Date',
			source: 'Original Source',
			outcome: { column: 'Lifecycle Stage', won: ['customer'] },
			email: 'Email'
		});
		expect((await run(path)).out).toContain(
			'looks like an export of hubspot contacts: 5 of 14 headers that tell (Record ID, Contact owner,'
		);
	});

	it('shows the same on a terminal, for several files, and writes nothing', async () => {
		const before = readdirSync(folder).length;
		const book = workbook([
			{ name: 'Cover', rows: new Map([[1, ['x']]]) },
			{
				name: 'Leads',
				rows: new Map([
					[2, ['id', 'won']],
					[3, ['a', true]]
				])
			}
		]);
		const paths = [file('german.csv.gz', gzipSync(GERMAN)), file('book.xlsx', book)];
		const { code, out } = await run(...paths);
		expect(code).toBe(0);
		expect(out).toContain('3 rows, csv, gzip, windows-1252, delimiter ;, header in row 3');
		expect(out).toMatch(/^Umsatz +number +1\.234,50 € +1 +2 +1\.234,50 € \| 7,00 €$/m);
		expect(out).toContain('1 rows, xlsx, sheet "Leads" (others: Cover), header in row 2');
		expect(readdirSync(folder)).toHaveLength(before + 2);
	});

	it('reads a file as it is told to', async () => {
		const path = file('told.csv', 'a|b,c\n1|2,3\n4|5,6\n7|8,9\n');
		const { out } = await run(path, '--json', '--delimiter', '|', '--header-row', '2');
		const { columns, headerRow } = JSON.parse(out);
		expect(columns.map(({ name }: { name: string }) => name)).toEqual(['1', '2,3']);
		expect(headerRow).toBe(2);
	});

	it('shows the other files where one cannot be read, and ends with 1', async () => {
		const good = file('good.csv', 'id,won\n1,yes\n');
		const cut = file('cut.gz', gzipSync('id,won\n1,yes\n').subarray(0, 20));
		const { code, out, err } = await run(cut, good, join(folder, 'nowhere.csv'), '--json');
		expect(code).toBe(1);
		expect(JSON.parse(out).rows).toBe(1);
		expect(err).toContain('Files that could not be read: 2 of 3.');
		expect(err).toContain(`${cut}: cut.gz is cut short: its end is missing.`);
		expect(err).toContain('nowhere.csv does not exist.');
	});

	it.each([
		[[], 'No lead file was named.'],
		[[folder], 'is a folder, not a file'],
		[[join(folder, 'none.csv')], 'none.csv does not exist'],
		[['x.csv', '--encoding', 'utf-7'], 'There is no encoding "utf-7".'],
		[['x.csv', '--delimiter', 'xy'], '"xy" cannot separate columns.'],
		[['x.csv', '--header-row', '0'], '"0" is no line of a file.']
	])('refuses %j with exit code 1', async (args, sentence) => {
		const { code, out, err } = await run(...args);
		expect({ code, out }).toEqual({ code: 1, out: '' });
		expect(err).toContain(sentence);
	});

	it('is named in the help of the program and has help of its own', async () => {
		const { out } = await run('--help');
		for (const word of ['--json', '--encoding', '--sheet', 'dialect', 'types']) {
			expect(out).toContain(word);
		}
		const main = join(projectRoot, 'src/cli/main.ts');
		const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', main, '--help'], {
			cwd: projectRoot
		});
		expect(stdout.toString()).toContain('inspect --help');
	});
});
