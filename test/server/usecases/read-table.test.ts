import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readTable } from '#lib/server/usecases/read-table.ts';

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'read-table-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (text: string, name = 'table.csv') => {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
};

describe('a table of a file', () => {
	it('becomes cells: equal rows together, in an order that does not depend on theirs', async () => {
		const rows = ['b,1,yes', 'a,0,no', 'b,1,no', 'a,0,yes', 'a,1,yes', 'b,1,yes'];
		const request = { outcome: 'won', event: 'yes', columns: ['city', 'x'] };
		const read = async (lines: string[]) =>
			readTable(file(`city,x,won\n${lines.join('\n')}\n`), request);
		const found = await read(rows);
		expect(found).toEqual(await read([...rows].reverse()));
		expect([...found.n]).toEqual([2, 1, 3]);
		expect([...found.k]).toEqual([1, 1, 2]);
		const [city, x] = found.terms;
		expect(city).toMatchObject({ kind: 'category', name: 'city', levels: ['a', 'b'] });
		expect(x.kind === 'number' && [...x.values]).toEqual([0, 1, 1]);
		expect(found.omitted).toBe(0);
	});

	it('is read through title lines, mixed line ends, a byte order mark and quoted line breaks', async () => {
		const text = '\ufeffLeads of May;;\nx;note;won\r\n1,5;"two\nlines";1\n2,5;plain;0\r\n0;"";1\n';
		const found = await readTable(file(text), { outcome: 'won', columns: ['x'] });
		const [x] = found.terms;
		expect(x.kind === 'number' && [...x.values]).toEqual([0, 1.5, 2.5]);
		expect([...found.k]).toEqual([1, 1, 0]);
	});

	it('may have a name the engine would take for a pattern, and leaves nothing behind', async () => {
		const inside = join(folder, 'a*b [1]');
		mkdirSync(inside);
		const path = join(inside, 'what?.csv');
		writeFileSync(path, 'x,won\n1,1\n0,0\n');
		const scratch = join(folder, 'scratch');
		mkdirSync(scratch);
		vi.stubEnv('TMPDIR', scratch);
		const found = await readTable(path, { outcome: 'won', columns: ['x'] });
		vi.unstubAllEnvs();
		expect([...found.n]).toEqual([1, 1]);
		expect(readdirSync(scratch)).toEqual([]);
	});

	it('cannot be talked out of its query by names or values', async () => {
		const name = `x" FROM (SELECT 1); DROP TABLE leads; --`;
		const value = `o'Neill'); --`;
		const path = file(
			`"${name.replaceAll('"', '""')}",won\n"${value}",'\n1,0\n"${value}",0\n2,'\n`
		);
		const found = await readTable(path, { outcome: 'won', event: `'`, columns: [name] });
		expect(found.terms[0]).toMatchObject({ kind: 'category', name });
		expect([...found.n].reduce((sum, count) => sum + count, 0)).toBe(4);
		expect([...found.k].reduce((sum, count) => sum + count, 0)).toBe(2);
	});

	it('adds up counts, to more than 32 bits hold', async () => {
		const path = file('x,w,won\n0,3000000000,1\n0,3000000000,1\n0,1,0\n1,0,1\n1,4,0\n');
		const found = await readTable(path, { outcome: 'won', columns: ['x'], weights: 'w' });
		expect([...found.n]).toEqual([6_000_000_001, 4]);
		expect([...found.k]).toEqual([6_000_000_000, 0]);
	});

	it.each([
		['file-missing', 'gone.csv', null],
		['file-empty', 'empty.csv', ''],
		['file-no-rows', 'header.csv', 'x,won\n'],
		['file-encoding', 'latin.csv', Buffer.from('x,won\nM\xfcller,1\n', 'latin1')]
	])('is refused as %s', async (code, name, content) => {
		const path = join(folder, name);
		if (content !== null) writeFileSync(path, content);
		await expect(readTable(path, { outcome: 'won', columns: ['x'] })).rejects.toMatchObject({
			code
		});
	});
});
