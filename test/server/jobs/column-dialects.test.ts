import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LeadFiles } from './lead-files.ts';

let files: LeadFiles;
beforeEach(() => {
	files = new LeadFiles();
});
afterEach(() => files.close());

const FLAG = {
	id: 'id',
	createdAt: null,
	source: null,
	outcome: { column: 'won', won: ['yes'] },
	value: null,
	order: null,
	missing: []
};

/** A file with one column `x` beside id and outcome, tabs between them so that any value can stand there. */
const table = (values: string[], more: string[] = []) =>
	`id\twon\tx${more.length > 0 ? '\ty' : ''}\n${values
		.map((value, i) => `r${i}\tyes\t${value}${more.length > 0 ? `\t${more[i]}` : ''}\n`)
		.join('')}`;

async function read(values: string[], mapping: object = {}, more: string[] = []) {
	await files.write(table(values, more));
	const manifest = await files.check({ ...FLAG, ...mapping });
	return { manifest, type: manifest.schema[2].type, values: await files.texts('c2') };
}

describe('a column of numbers', () => {
	it.each<[string, string[], (number | null)[]]>([
		['1.234,56', ['1.234,56', '-7', '0,5', '1.234.567'], [1234.56, -7, 0.5, 1234567]],
		['1,234.56', ['1,234.56', '-7', '0.5', '1,234,567'], [1234.56, -7, 0.5, 1234567]],
		['1 234,56', ['1 234,56', '1\u00a0234,5', '1\u202f234', '7'], [1234.56, 1234.5, 1234, 7]],
		[`1'234.50`, [`1'234.50`, '1’234', '7.25'], [1234.5, 1234, 7.25]],
		['€', ['1.234,56 €', '€ 5', '-7,00€', '−7 €'], [1234.56, 5, -7, -7]],
		['EUR', ['EUR 1.234,56', '5,5 EUR', '12 Euro'], [1234.56, 5.5, 12]],
		['$', ['$1,234.56', '-$5.00', 'US$ 7'], [1234.56, -5, 7]],
		['minus behind', ['1.234,56-', '5,00', '0,10-'], [-1234.56, 5, -0.1]],
		['percent', ['12,5 %', '7,3%', '100 %'], [0.125, 0.073, 1]],
		['percent with points', ['12.5%', '7.3 %', '100%'], [0.125, 0.073, 1]]
	])('written as %s is read', async (_, texts, numbers) => {
		const { type, values } = await read(texts);
		expect(type).toBe('number');
		expect(values.map(Number)).toEqual(numbers);
	});

	it.each([
		['codes such as ABC 123', ['ABC 123', 'XYZ 456']],
		['telephone numbers', ['030 123 456', '089 765 432']],
		['numbers beyond 2^53 with points', ['9.007.199.254.740.993', '1.000']],
		['percent among plain numbers', ['12 %', '7', '8']]
	])('is none with %s', async (_, texts) => {
		expect((await read(texts)).type).toBe('text');
	});

	it('of thousands or of three decimals is settled by the other columns of the file', async () => {
		const doubtful = ['1.234', '12.345', '7'];
		expect((await read(doubtful, {}, ['1,5', '2', '3,25'])).values).toEqual([
			'1234.0',
			'12345.0',
			'7.0'
		]);
		await files.close();
		files = new LeadFiles();
		expect((await read(doubtful, {}, ['1.5', '2', '3.25'])).values).toEqual([
			'1.234',
			'12.345',
			'7.0'
		]);
	});

	it('of thousands or of three decimals is text where nothing tells, and an issue asks', async () => {
		const { type, manifest } = await read(['1.234', '12.345', '7']);
		expect(type).toBe('text');
		expect(manifest.issues).toContainEqual(
			expect.objectContaining({
				code: 'column-ambiguous',
				column: 'x',
				params: expect.objectContaining({ names: 'point-number, comma-number' })
			})
		);
	});

	it('that gets its first thousand far down the file is not read as decimals', async () => {
		const texts = Array.from({ length: 5_000 }, (_, i) =>
			i === 4_999 ? '1.234' : String(i % 999)
		);
		const { type, manifest } = await read(texts);
		expect(type).toBe('text');
		expect(manifest.issues.map(({ code }) => code)).toContain('column-ambiguous');
	});

	it('that gets its first decimal comma far down the file is read with it', async () => {
		const texts = Array.from({ length: 5_000 }, (_, i) => (i === 4_999 ? '1.234,5' : String(i)));
		expect((await read(texts)).values[4_999]).toBe('1234.5');
	});

	it('that mixes conventions is text and names the first lines of the others', async () => {
		const { type, manifest } = await read(['1,5', '2,25', '3,5', '4.75', '5,5', '6.5']);
		expect(type).toBe('text');
		expect(manifest.issues).toContainEqual({
			code: 'column-mixed',
			severity: 'warning',
			column: 'x',
			params: {
				values: 2,
				lines: '5, 7',
				example: '4.75',
				filled: 6,
				expected: '1.234,5',
				other: '1234.5'
			}
		});
	});

	it('in several currencies says so with the line where the second begins', async () => {
		const { manifest } = await read(['1,50 €', '2,00 EUR', '3,00 $', '4,00 $']);
		expect(manifest.issues).toContainEqual({
			code: 'currencies-mixed',
			severity: 'warning',
			column: 'x',
			params: { currencies: 'EUR (2), $ (2)', lines: '4, 5' }
		});
	});
});

describe('a column of dates', () => {
	it.each([
		['dd.mm.yyyy', ['31.01.2026', '1.2.2026 7:05', '03.02.2026, 14:05:09']],
		['dd.mm.yy', ['31.01.26', '1.2.26 7:05', '03.02.26 14:05:09']],
		['DD-MM-YYYY HH:MM', ['31-01-2026', '01-02-2026 07:05', '03-02-2026 14:05:09']],
		['M/D/YYYY H:MM', ['1/31/2026', '2/1/2026 7:05', '2/3/2026 14:05:09']],
		['M/D/YY h:mm AM', ['1/31/26', '2/1/26 7:05 AM', '2/3/26 2:05:09 PM']],
		['ISO', ['2026-01-31', '2026-02-01T07:05Z', '2026-02-03 14:05:09']],
		['ISO with zones', ['2026-01-31T00:00Z', '2026-02-01T08:05+01:00', '2026-02-03T09:05:09-05']]
	])('written as %s is read', async (_, texts) => {
		const { type, values } = await read(texts);
		expect(type).toBe('timestamp');
		expect(values).toEqual(['2026-01-31 00:00:00', '2026-02-01 07:05:00', '2026-02-03 14:05:09']);
	});

	const AMBIGUOUS = ['03/04/2025', '05/06/2025', '12/12/2025'];

	it('whose days are all below 13 is asked about where a role needs it, never guessed', async () => {
		await files.write(table(AMBIGUOUS));
		const error = await files.check({ ...FLAG, createdAt: 'x' }).catch((caught) => caught);
		expect(error).toMatchObject({ code: 'columns-ambiguous', params: { columns: 'x' } });
		expect(error.issues[0]).toMatchObject({
			code: 'column-ambiguous',
			params: { names: 'day-first-time, month-first-time' }
		});
	});

	it('is read as the mapping says', async () => {
		const types = { x: 'month-first-time' };
		const { values } = await read(AMBIGUOUS, { createdAt: 'x', types });
		expect(values[0]).toBe('2025-03-04 00:00:00');
		expect(await files.texts('created_at')).toEqual(values);
	});

	it('is settled by another column of the file that leaves no doubt', async () => {
		const { values } = await read(AMBIGUOUS, {}, ['31/01/2025', '01/02/2025', '03/02/2025']);
		expect(values[0]).toBe('2025-04-03 00:00:00');
	});

	it('is settled by a value far down the file', async () => {
		const texts = Array.from({ length: 4_000 }, (_, i) =>
			i === 3_999 ? '13/04/2025' : '03/04/2025'
		);
		expect((await read(texts)).values[0]).toBe('2025-04-03 00:00:00');
	});

	it('with both orders is text and names the first lines of the other', async () => {
		const { type, manifest } = await read(['31/01/2025', '30/01/2025', '01/31/2025', '1/2/2025']);
		expect(type).toBe('text');
		expect(manifest.issues).toContainEqual(
			expect.objectContaining({
				code: 'column-mixed',
				params: expect.objectContaining({ lines: '4', other: 'mm/dd/yyyy' })
			})
		);
	});

	it('keeps the years 1 and 9999, which stand for no date, out and says where', async () => {
		const { values, manifest } = await read(['0001-01-01', '2026-01-31', '9999-12-31 23:59:59']);
		expect(values).toEqual([null, '2026-01-31 00:00:00', null]);
		expect(manifest.issues).toContainEqual(
			expect.objectContaining({
				code: 'placeholder-dates',
				params: expect.objectContaining({ values: 2, lines: '2, 4' })
			})
		);
		await files.close();
		files = new LeadFiles();
		expect((await read(['01.01.0001', '31.01.2026', '31.12.9999'])).values).toEqual([
			null,
			'2026-01-31 00:00:00',
			null
		]);
	});
});

describe('a type that somebody has chosen', () => {
	it('holds, with the values it cannot read named and missing', async () => {
		const types = { x: 'point-number' };
		const { values, manifest } = await read(['1', 'n/a', '2.5', '?'], { types });
		expect(values).toEqual(['1.0', null, '2.5', null]);
		expect(manifest.issues).toContainEqual(
			expect.objectContaining({
				code: 'column-unreadable',
				params: expect.objectContaining({ values: 2, lines: '3, 5', example: 'n/a' })
			})
		);
	});

	it('may be text for what looks like numbers, and yes or no for words', async () => {
		expect((await read(['1', '2'], { types: { x: 'text' } })).values).toEqual(['1', '2']);
		await files.close();
		files = new LeadFiles();
		const words = await read(['ja', 'Nein', 'wahr', 'FALSCH', 'vielleicht'], {
			types: { x: 'yes-no' }
		});
		expect(words.values).toEqual(['yes', 'no', 'yes', 'no', null]);
		expect(words.manifest.issues.map(({ code }) => code)).toContain('column-unreadable');
	});

	it('must be one there is, for a column there is', async () => {
		await files.write(table(['1']));
		const error = await files
			.check({ ...FLAG, types: { x: 'money', z: 'text', y: 7 } })
			.catch((caught) => caught);
		expect(error.issues.map((each: { code: string }) => each.code)).toEqual([
			'mapping-type',
			'mapping-type'
		]);
		const far = await files.check({ ...FLAG, types: { zzz: 'text' } }).catch((caught) => caught);
		expect(far.issues[0]).toMatchObject({ code: 'mapping-column', params: { path: 'types.zzz' } });
	});
});

describe('an inspection', () => {
	it('names the words for yes and no, and asks about days without losing the role', async () => {
		await files.write('id,Created,optin,won\n1,03/04/2025,ja,yes\n2,05/06/2025,nein,no\n');
		const { columns, suggestion } = await files.inspect();
		expect(columns[1]).toMatchObject({
			type: 'text',
			ambiguous: ['day-first-time', 'month-first-time']
		});
		expect(columns[2].flag).toEqual({ yes: 'ja', no: 'nein' });
		expect(suggestion.mapping.createdAt).toBe('Created');
	});
});
