import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LeadFiles } from './lead-files.ts';

let files: LeadFiles;
beforeEach(() => {
	files = new LeadFiles();
});
afterEach(() => files.close());

const DATED = {
	id: 'id',
	createdAt: 'created',
	source: 'source',
	outcome: { wonAt: 'won', lostAt: 'lost' },
	value: 'value',
	order: null,
	missing: ['-'],
	account: 'account',
	workedAt: 'worked'
};
const DATED_HEADER = 'id,created,source,won,lost,value,account,worked,employees\n';
const FLAG = {
	id: 'id',
	createdAt: null,
	source: null,
	outcome: { column: 'won', won: ['yes'] },
	value: null,
	order: null,
	missing: []
};

describe('a clean file', () => {
	const text =
		DATED_HEADER +
		'a,2026-01-01,web,2026-02-01 10:00,,1200.50,X,2026-01-02T08:00:00Z,12\n' +
		'b,2026-01-03,fair,,2026-03-01,,X,,-\n';

	it('becomes leads with roles under their own names and columns under short ones', async () => {
		await files.write(text);
		const manifest = await files.check(DATED);
		expect(manifest.counts).toEqual({
			rowsRead: 2,
			leads: 2,
			rejected: 0,
			won: 1,
			notWon: 1,
			unknown: 0
		});
		const row = `concat_ws('|', row_number, line, id, created_at, won_at, lost_at, won, value_cents, source, account, worked_at)`;
		expect(await files.texts(row)).toEqual([
			'1|2|a|2026-01-01 00:00:00|2026-02-01 10:00:00|true|120050|web|X|2026-01-02 08:00:00',
			'2|3|b|2026-01-03 00:00:00|2026-03-01 00:00:00|false|fair|X'
		]);
		expect(await files.texts('order_key')).toEqual([null, null]);
		expect(await files.texts('typeof(c8)')).toEqual(['DOUBLE', 'DOUBLE']);
	});

	it('may say when sales accepted a lead; rows with a date that cannot be read are rejected', async () => {
		await files.write('id,won,sql\na,yes,2026-01-02\nb,no,\nc,no,soon\n');
		const manifest = await files.check({ ...FLAG, acceptedAt: 'sql' });
		expect(await files.texts(`concat_ws('|', id, accepted_at)`)).toEqual([
			'a|2026-01-02 00:00:00',
			'b'
		]);
		expect(manifest.counts.rejected).toBe(1);
		expect(manifest.schema.at(-1)).toMatchObject({ name: 'sql', roles: ['acceptedAt'] });
		expect(manifest.dates.newestAt).toBe('2026-01-02T00:00:00.000Z');
	});

	it('takes empty fields and the named texts for missing', async () => {
		await files.write(text);
		await files.check(DATED);
		expect(await files.texts('c8')).toEqual(['12.0', null]);
	});

	it('has a manifest that says what is where, and the dates', async () => {
		await files.write(text);
		const manifest = await files.check(DATED);
		expect(manifest.schema.slice(0, 3)).toEqual([
			{ column: 'c0', name: 'id', type: 'text', roles: ['id'] },
			{ column: 'c1', name: 'created', type: 'timestamp', roles: ['createdAt'] },
			{ column: 'c2', name: 'source', type: 'text', roles: ['source'], levels: 'c2_levels' }
		]);
		expect(manifest.dates).toEqual({
			firstCreatedAt: '2026-01-01T00:00:00.000Z',
			lastCreatedAt: '2026-01-03T00:00:00.000Z',
			newestAt: '2026-03-01T00:00:00.000Z'
		});
		expect(manifest.issues).toEqual([]);
		expect(manifest.source.sha256).toMatch(/^[0-9a-f]{64}$/);
	});

	it('leaves nothing behind but the dataset', async () => {
		await files.write(text);
		await files.check(DATED);
		expect(await readdir(join(files.folder, 'dataset'))).toEqual(['1.duckdb']);
		expect(await readdir(files.folder)).not.toContain('scratch');
	});
});

describe('rejected rows', () => {
	it('are told with line, reason and what was found; rows read = leads + rejected', async () => {
		await files.write(
			DATED_HEADER +
				'a,2026-01-01,web,,,1,X,,1\n' +
				',2026-01-01,web,,,1,X,,1\n' +
				'c,,web,,,1,X,,1\n' +
				'd,31/31/2026,web,,,1,X,,1\n' +
				'e,2026-01-01,web,soon,,1,X,,1\n' +
				'f,2026-01-01,web,,,lots,X,,1\n' +
				'a,2026-01-05,web,,,1,X,,1\n' +
				'h,2026-01-01,web\n' +
				'i,2026-01-01,web,,,1,X,,1,more\n' +
				'j,2026-01-01,web,,,1e16,X,,1\n' +
				'k,2026-01-01,web,,,1,X,1999-99-99,1\n' +
				'l,2026-01-01,web,,,1,X,,1\n'
		);
		const { counts, issues } = await files.check(DATED);
		expect(await files.rejects()).toEqual([
			'3 missing-id id',
			'4 missing-created created',
			'5 unreadable-date created 31/31/2026',
			'6 unreadable-date won soon',
			'7 unreadable-value value lots',
			'8 duplicate-id id a 2',
			'9 too-few-columns 3/9',
			'10 too-many-columns 10/9',
			'11 unreadable-value value 1e16',
			'12 unreadable-date worked 1999-99-99'
		]);
		expect(counts).toMatchObject({ rowsRead: 12, leads: 2, rejected: 10 });
		expect(await files.texts('line')).toEqual(['2', '13']);
		expect(await files.texts('row_number')).toEqual(['1', '12']);
		expect(await files.texts('raw', 'FROM dataset.rejects WHERE line = 7')).toEqual([
			'f,2026-01-01,web,,,lots,X,,1'
		]);
		const fields = issues.find(({ code }) => code === 'rejected-too-few-columns');
		expect(fields).toMatchObject({ line: 9, params: { rows: 1, found: '3', expected: '9' } });
		const value = issues.find(({ code }) => code === 'rejected-unreadable-value');
		expect(value).toMatchObject({ column: 'value', line: 7, params: { rows: 2, lines: '7, 11' } });
	});

	it('of duplicates leave the first lead that can be loaded', async () => {
		await files.write(
			DATED_HEADER +
				'a,never,,,,,,,\n' +
				'a,2026-01-01,first,,,,,,\n' +
				'a,2026-01-02,second,,,,,,\n'
		);
		const { counts } = await files.check(DATED);
		expect(counts).toMatchObject({ leads: 1, rejected: 2 });
		expect(await files.texts('source')).toEqual(['first']);
		expect(await files.rejects()).toEqual([
			'2 unreadable-date created never',
			'4 duplicate-id id a 3'
		]);
	});

	it('count lines, not rows, behind quoted line breaks and blank lines', async () => {
		await files.write('id,won,note\n1,yes,"two\nlines"\n\n2,no,x\n2,no,"a\nb"\n3,no,y\n');
		await files.check(FLAG);
		expect(await files.texts('line')).toEqual(['2', '5', '8']);
		expect(await files.rejects()).toEqual(['6 duplicate-id id 2 5']);
		expect(await files.texts('c2')).toEqual(['two\nlines', 'x', 'y']);
	});

	it('of an unterminated quotation mark are one line, not the rest of the file', async () => {
		await files.write('id,won\n1,yes\n2,"no\n3,no\n4,yes\n');
		const { counts } = await files.check(FLAG);
		expect(counts).toMatchObject({ rowsRead: 4, leads: 3, rejected: 1 });
		expect(await files.rejects()).toEqual(['3 unterminated-quote']);
		expect(await files.texts('id')).toEqual(['1', '3', '4']);
	});

	it('hold NUL bytes', async () => {
		await files.write(
			'id,won,note\n1,yes,as long as a line in a file\n2,no,"and \0 what it says"\n3,no,and so on\n'
		);
		const { counts } = await files.check(FLAG);
		expect(counts).toMatchObject({ leads: 2, rejected: 1 });
		expect(await files.rejects()).toEqual(['3 nul-byte']);
	});

	it('may be all there is', async () => {
		await files.write('id,won\n1\n2\n');
		const { counts } = await files.check(FLAG);
		expect(counts).toMatchObject({ rowsRead: 2, leads: 0, rejected: 2 });
	});
});

describe('columns', () => {
	const check = async (header: string, rows: string[], mapping: object = {}) => {
		await files.write(`id,won,${header}\n${rows.map((row, i) => `r${i},yes,${row}`).join('\n')}\n`);
		return files.check({ ...FLAG, ...mapping });
	};

	it.each([
		['numbers', ['1', '-2.5', '1e3'], 'number'],
		['yes and no', ['yes', 'no', 'yes'], 'text'],
		['true and false', ['true', 'false', 'true'], 'text'],
		['codes with leading zeros', ['01067', '80331', '10115'], 'text'],
		['codes with a plus sign', ['+4930123', '+4989456', '+4940789'], 'text'],
		['integers beyond 2^53', ['9007199254740993', '1', '2'], 'text'],
		['what is no finite number', ['1', 'NaN', '1e999'], 'text'],
		['days', ['2026-01-31', '2026-02-01', '2026-02-02'], 'timestamp'],
		['German days', ['31.01.2026', '01.02.2026 14:05', '02.02.2026'], 'timestamp'],
		['impossible days', ['31.02.2026', '01.02.2026', '02.02.2026'], 'text'],
		['placeholder years', ['0001-01-01', '2026-01-01', '9999-12-31'], 'timestamp'],
		['impossible years', ['0026-01-01', '2026-01-01', '2026-01-02'], 'text'],
		['a mixture', ['1', 'two', '2026-01-31'], 'text'],
		['nothing', ['', '', ''], 'text']
	])('of %s are read as they should be', async (_, rows, type) => {
		const { schema } = await check('x', rows);
		expect(schema[2].type).toBe(type);
	});

	it('of whole numbers are doubles to every query, and keep a fraction that comes late', async () => {
		const rows = Array.from({ length: 20_000 }, (_, i) => (i === 19_999 ? '0.5' : String(i % 9)));
		await check(
			'x,y',
			rows.map((row, i) => `${row},${i - 7}`)
		);
		expect(
			await files.texts('concat(typeof(c2), typeof(c3))', 'FROM dataset.leads LIMIT 1')
		).toEqual(['DOUBLEDOUBLE']);
		expect(await files.number('min(c2) FILTER (WHERE c2 > 0)')).toBe(0.5);
		expect(await files.number('min(c3)')).toBe(-7);
		expect(await files.number('max(c3)')).toBe(19_992);
	});

	it('with decimal commas are numbers', async () => {
		await files.write('id;won;x\n1;yes;1.234,50\n2;no;7\n');
		const { schema } = await files.check(FLAG);
		expect(schema[2].type).toBe('number');
		expect(await files.texts('c2')).toEqual(['1234.5', '7.0']);
	});

	it('with offsets from UTC are moved to UTC', async () => {
		await check('x', [
			'2026-01-31T01:00:00+02:00',
			'2026-01-31 01:00:00-05',
			'2026-01-31T01:00:00Z'
		]);
		expect(await files.texts('c2')).toEqual([
			'2026-01-30 23:00:00',
			'2026-01-31 06:00:00',
			'2026-01-31 01:00:00'
		]);
	});

	it('that stop being numbers far down the file are text, and an issue says so', async () => {
		const rows = Array.from({ length: 30_000 }, (_, i) => (i === 29_999 ? 'n/a' : String(i)));
		const { schema, issues } = await check('x', rows);
		expect(schema[2].type).toBe('text');
		expect(issues).toContainEqual({
			code: 'column-almost-number',
			severity: 'info',
			column: 'x',
			params: { values: 1, filled: 30_000 }
		});
		expect(await files.number('count(*)', `FROM dataset.leads WHERE c2 = '29998'`)).toBe(1);
	});

	it('that begin far down the file are still read', async () => {
		const rows = Array.from({ length: 12_000 }, (_, i) => (i < 11_000 ? '' : '2026-01-31'));
		const { schema } = await check('x', rows);
		expect(schema[2].type).toBe('timestamp');
	});

	it('of few texts are stored as levels, values that come late included', async () => {
		const rows = Array.from({ length: 30_000 }, (_, i) => (i === 29_999 ? 'late' : `l${i % 7}`));
		await check('x', rows);
		expect(await files.texts('typeof(c2)', 'FROM dataset.leads LIMIT 1')).toEqual([
			expect.stringContaining('ENUM')
		]);
		expect(await files.number('count(*)', `FROM dataset.leads WHERE c2 = 'late'`)).toBe(1);
	});

	it('keep their text for an outcome, even if it looks like a number', async () => {
		await files.write('id,won\na,1\nb,0\nc,1.0\n');
		const mapping = { ...FLAG, outcome: { column: 'won', won: ['1'] } };
		const { schema } = await files.check(mapping);
		expect(schema[1].type).toBe('text');
		expect(await files.texts('won')).toEqual(['true', 'false', 'false']);
	});

	it('may serve as id and as order', async () => {
		await files.write('number,won\n10,yes\n9,no\nx,no\n');
		const { counts } = await files.check({ ...FLAG, id: 'number', order: 'number' });
		expect(counts).toMatchObject({ leads: 2, rejected: 1 });
		expect(await files.texts('order_key')).toEqual(['10.0', '9.0']);
		expect(await files.texts('id')).toEqual(['10', '9']);
		expect(await files.rejects()).toEqual(['4 unreadable-order number x']);
	});

	it('are not needed where the position of the row is id and order', async () => {
		await files.write('won\nyes\nno\n');
		await files.check({ ...FLAG, id: 'row', order: 'row' });
		expect(await files.texts(`concat(id, ' ', order_key)`)).toEqual(['1 1.0', '2 2.0']);
	});

	it('may be called anything: SQL, HTML, __proto__, quotes; none of it is run', async () => {
		const names = ['"; DROP TABLE leads; --', '<script>x</script>', '__proto__', "o'clock", 'row'];
		const header = names.map((name) => `"${name.replaceAll('"', '""')}"`).join(',');
		await files.write(`id,won,${header}\n1,yes,a,b,c,d,e\n2,no,f,g,h,i,j\n`);
		const { schema } = await files.check({ ...FLAG, source: names[0] });
		expect(schema.map(({ name }) => name)).toEqual(['id', 'won', ...names]);
		expect(await files.texts('c4')).toEqual(['c', 'h']);
		expect(await files.texts('source')).toEqual(['a', 'f']);
	});

	it('of ids keep quotes, semicolons and blanks', async () => {
		await files.write(`id;won\n"a;'""b";yes\n" c ";no\n`);
		await files.check(FLAG);
		expect(await files.texts('id')).toEqual([`a;'"b`, ' c ']);
	});

	it('without a name and without values are left out, and an issue says so', async () => {
		await files.write('id,won,\n1,yes,\n2,no,\n');
		const { schema, issues } = await files.check(FLAG);
		expect(schema).toHaveLength(2);
		expect(issues).toContainEqual({
			code: 'column-dropped',
			severity: 'info',
			params: { columns: 1 }
		});
	});

	it('may be 500', async () => {
		const names = Array.from({ length: 498 }, (_, i) => `x${i}`);
		const row = names.map((_, i) => i).join(',');
		await files.write(`id,won,${names.join(',')}\n1,yes,${row}\n2,no,${row}\n`);
		const { schema } = await files.check(FLAG);
		expect(schema).toHaveLength(500);
		expect(await files.texts('c499')).toEqual(['497.0', '497.0']);
	});
});

describe('outcomes', () => {
	it('that are empty are unknown, not lost', async () => {
		await files.write('id,won\n1,yes\n2,\n3,no\n');
		const { counts, issues } = await files.check(FLAG);
		expect(counts).toMatchObject({ won: 1, notWon: 1, unknown: 1 });
		expect(issues).toContainEqual(expect.objectContaining({ code: 'outcome-unknown' }));
	});

	it('that are neither won nor lost are open where the mapping names the lost ones', async () => {
		await files.write('id,won\n1,yes\n2,talking\n3,no\n');
		const outcome = { column: 'won', won: ['yes'], lost: ['no'] };
		const { counts } = await files.check({ ...FLAG, outcome });
		expect(counts).toMatchObject({ won: 1, notWon: 1, unknown: 1 });
	});

	it.each([
		['no-wins', 'no'],
		['only-wins', 'yes']
	])('of one class are told: %s', async (code, value) => {
		await files.write(`id,won\n1,${value}\n2,${value}\n`);
		const { issues, counts } = await files.check(FLAG);
		expect(counts.leads).toBe(2);
		expect(issues).toContainEqual(expect.objectContaining({ code, severity: 'warning' }));
	});

	it('before the creation of the lead are told with the first line', async () => {
		await files.write(
			DATED_HEADER + 'a,2026-01-02,,2026-01-01,,,,,\nb,2026-01-01,,2026-01-02,,,,,\n'
		);
		const { issues } = await files.check(DATED);
		expect(issues).toContainEqual({
			code: 'won-before-created',
			severity: 'warning',
			line: 2,
			column: 'won',
			params: { leads: 1, line: 2 }
		});
	});
});

describe('unusual files', () => {
	it.each([
		['mixed line ends', 'id,won\r\n1,yes\n2,no\r\n3,no'],
		['old Mac line ends', 'id,won\r1,yes\r2,no\r3,no\r'],
		['a byte order mark', '\ufeffid,won\n1,yes\n2,no\n3,no\n'],
		['sep=', 'sep=;\nid;won\n1;yes\n2;no\n3;no\n'],
		['a header of two lines', 'id,"won"," \nx"\n1,yes,\n2,no,\n3,no,\n'],
		['blank lines', 'id,won\n\n1,yes\n\n2,no\n3,no\n\n\n'],
		['a trailing delimiter on the rows', 'id,won\n1,yes,\n2,no,\n3,no,\n'],
		['quotes everywhere', '"id","won"\n"1","yes"\n"2","no"\n"3","no"\n'],
		['tabs', 'id\twon\n1\tyes\n2\tno\n3\tno\n']
	])('are read: %s', async (_, text) => {
		await files.write(text);
		const { counts } = await files.check(FLAG);
		expect(counts).toEqual({ rowsRead: 3, leads: 3, rejected: 0, won: 1, notWon: 2, unknown: 0 });
		expect(await files.texts('id')).toEqual(['1', '2', '3']);
	});

	it('may have a name the engine would take for a pattern', async () => {
		await files.write('id,won\n1,yes\n', 'leads [2026]*?.csv');
		expect((await files.check(FLAG)).counts.leads).toBe(1);
	});

	it('may use a delimiter or a quotation mark inside of a text that means missing', async () => {
		await files.write('id,won,x\n1,yes,"a,b"\n2,no,c\n');
		await files.check({ ...FLAG, missing: ['a,b', '"'] });
		expect(await files.texts('c2')).toEqual([null, 'c']);
	});
});

describe('files that cannot be imported', () => {
	const refused = async (content: string | Uint8Array, mapping: unknown = FLAG) => {
		await files.write(content);
		return files.check(mapping).catch((error) => error);
	};

	it.each([
		['file-empty', ''],
		['file-empty', '\n\n'],
		['file-no-rows', 'id,won\n'],
		['file-no-rows', 'id,won'],
		['file-cut-short', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0)],
		['file-binary', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0)],
		['too-many-columns', `${Array.from({ length: 2001 }, (_, i) => `x${i}`).join(',')}\n`],
		['column-name-too-long', `${'x'.repeat(300)},won\n1,yes\n`]
	])('are refused: %s', async (code, content) => {
		expect(await refused(content)).toMatchObject({ name: 'WorkbenchError', code });
	});

	it('are missing, or are folders', async () => {
		await files.use('/nowhere/leads.csv');
		await expect(files.check(FLAG)).rejects.toMatchObject({ code: 'file-missing' });
		await files.use(files.folder);
		await expect(files.check(FLAG)).rejects.toMatchObject({ code: 'file-is-directory' });
	});

	it('do not have the columns the mapping names', async () => {
		const error = await refused('id,Won?\n1,yes\n');
		expect(error).toMatchObject({ code: 'mapping-invalid', params: { troubles: 1 } });
		expect(error.issues[0]).toMatchObject({
			code: 'mapping-column-near',
			params: { path: 'outcome.column', found: 'won', close: 'Won?' }
		});
	});

	it('have a mapping without an outcome', async () => {
		const error = await refused('id,won\n1,yes\n', { id: 'id' });
		expect(error.issues[0]).toMatchObject({
			code: 'mapping-field',
			params: { path: 'outcome', expected: 'outcome' }
		});
	});
});
