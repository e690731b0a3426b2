import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	deleteView,
	forgetViewsOf,
	listViews,
	ownAddress,
	saveView
} from '#lib/server/db/saved-views.ts';
import { workspacePaths } from '#lib/server/db/workspace.ts';

let home: string;
let datasets: { id: string; name: string }[];
beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), 'leadgauge-views-'));
	datasets = [{ id: 'one', name: 'Leads' }];
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const place = () => ({ paths: workspacePaths(home) });
const list = () => listViews(place(), datasets);
const save = (name: string, address: string, savedAt = '2026-01-01T00:00:00.000Z') =>
	saveView(place(), { name, note: ' for the board\n', address, savedAt }, datasets);

describe('a saved view', () => {
	it('is an address with a name and a note, the newest first', async () => {
		expect(await list()).toEqual([]);
		await save('Messen', '/sources?filter=source%3Atrade+fair');
		await save('Funnel 2026', '/funnel?from=2026-01-01&lang=de', '2026-02-01T00:00:00.000Z');
		const views = await list();
		expect(views.map(({ id, name, note, address }) => [id, name, note, address])).toEqual([
			['funnel-2026', 'Funnel 2026', 'for the board', '/funnel?from=2026-01-01'],
			['messen', 'Messen', 'for the board', '/sources?filter=source%3Atrade+fair']
		]);
	});

	it('is for its owner alone, and replaced by one of the same name', async () => {
		await save('Messen', '/sources');
		await save('messen', '/roi');
		expect(readdirSync(join(home, 'views'))).toEqual(['messen.json']);
		expect(statSync(join(home, 'views')).mode & 0o777).toBe(0o700);
		expect(statSync(join(home, 'views', 'messen.json')).mode & 0o777).toBe(0o600);
		expect((await list())[0].address).toBe('/roi');
	});

	it('is deleted once', async () => {
		await save('Messen', '/sources');
		await deleteView(place(), 'messen');
		expect(await list()).toEqual([]);
		await expect(deleteView(place(), 'messen')).rejects.toMatchObject({ code: 'view-not-found' });
		await expect(deleteView(place(), '../catalog')).rejects.toMatchObject({
			code: 'view-not-found'
		});
	});

	it('follows its dataset when that is loaded anew', async () => {
		await save('Messen', '/sources?dataset=one&from=2026-01-01');
		datasets = [
			{ id: 'two', name: 'Leads' },
			{ id: 'three', name: 'Others' }
		];
		expect((await list())[0].address).toBe('/sources?dataset=two&from=2026-01-01');
		datasets = [{ id: 'three', name: 'Others' }];
		expect((await list())[0].address).toBe('/sources?dataset=one&from=2026-01-01');
	});

	it('that names a lead is forgotten with it', async () => {
		await save('One lead', '/leads?set=all&filter=lead_id%3AL-000012');
		await save('Other lead', '/leads?set=all&filter=lead_id%3AL-000123');
		await save('Ada', '/leads?filter=mail%3Aada%40example.com');
		await save('ada@example.com', '/funnel');
		await save('Funnel', '/funnel?from=2026-01-01');
		expect(await forgetViewsOf(place(), { lead: ' l-000012' })).toBe(1);
		expect(await forgetViewsOf(place(), { email: 'ADA@example.com' })).toBe(2);
		expect(await forgetViewsOf(place(), { email: ' ', lead: '' })).toBe(0);
		expect((await list()).map(({ name }) => name)).toEqual(['Funnel', 'Other lead']);
	});

	it('needs a name and an address of this workbench', async () => {
		await expect(save(' !! ', '/roi')).rejects.toMatchObject({ code: 'view-name' });
		await expect(save('Elsewhere', 'https://a.example/')).rejects.toMatchObject({
			code: 'view-address'
		});
	});

	it('that somebody has written into the file by hand leads nowhere else either', async () => {
		await save('Messen', '/sources');
		const path = join(home, 'views', 'messen.json');
		const view = JSON.parse(readFileSync(path, 'utf8'));
		for (const wrong of ['not JSON', '[]', 'null', JSON.stringify({ ...view, address: 5 })]) {
			writeFileSync(path, wrong);
			expect(await list(), wrong).toEqual([]);
		}
		writeFileSync(path, JSON.stringify({ ...view, address: '//a.example/' }));
		expect(await list()).toEqual([]);
	});

	it('in a folder that cannot be read is an error, not no view', async () => {
		writeFileSync(join(home, 'views'), '');
		await expect(list()).rejects.toMatchObject({ code: 'ENOTDIR' });
	});
});

describe('an address of this workbench', () => {
	it.each([
		'https://a.example/',
		'//a.example',
		'/\\a.example',
		'/\t/a.example',
		'javascript:alert(1)',
		'funnel',
		'',
		'/api/views',
		'/_app/x',
		'/funnel#x',
		'/funnel\u0000',
		'/../a.example:80',
		`/funnel?${'x'.repeat(4000)}`
	])('is not %j', (address) => {
		expect(ownAddress(address)).toBeNull();
	});

	it('leads to the same origin, whatever it is made of', () => {
		fc.assert(
			fc.property(fc.oneof(fc.webPath(), fc.string(), fc.webUrl()), (text) => {
				const own = ownAddress(text);
				if (own === null) return;
				expect(own.startsWith('/')).toBe(true);
				expect(new URL(own, 'http://localhost:4173').origin).toBe('http://localhost:4173');
				expect(ownAddress(own)).toBe(own);
			})
		);
	});
});
