import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	deleteMapping,
	findMapping,
	hasHeaderOf,
	listMappings,
	saveMapping
} from '#lib/server/db/saved-mappings.ts';
import { workspacePaths } from '#lib/server/db/workspace.ts';

let home: string;
beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), 'leadgauge-mappings-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const place = () => ({ paths: workspacePaths(home) });
const mapping = { id: 'row', outcome: { column: 'won', won: ['yes'] } };
const save = (name: string, savedAt = '2026-01-01T00:00:00.000Z', columns = ['a', 'won']) =>
	saveMapping(place(), { name, file: 'leads.csv', columns, savedAt, mapping });

describe('a saved mapping', () => {
	it('is found again by its name, the newest first', async () => {
		expect(await listMappings(place())).toEqual([]);
		await save('HubSpot, Vertrieb Süd');
		await save('Messe', '2026-02-01T00:00:00.000Z');
		const list = await listMappings(place());
		expect(list.map(({ id, name }) => [id, name])).toEqual([
			['messe', 'Messe'],
			['hubspot-vertrieb-süd', 'HubSpot, Vertrieb Süd']
		]);
		expect((await findMapping(place(), 'messe')).mapping).toEqual(mapping);
	});

	it('is for its owner alone', async () => {
		const id = await save('Messe');
		const folder = join(home, 'models', 'mappings');
		expect(statSync(folder).mode & 0o777).toBe(0o700);
		expect(statSync(join(folder, `${id}.json`)).mode & 0o777).toBe(0o600);
		expect(readdirSync(folder)).toEqual(['messe.json']);
	});

	it('is replaced by one of the same name, and deleted', async () => {
		await save('Messe');
		await save(' messe ', '2026-03-01T00:00:00.000Z');
		expect(await listMappings(place())).toHaveLength(1);
		await deleteMapping(place(), 'messe');
		expect(await listMappings(place())).toEqual([]);
		await expect(deleteMapping(place(), 'messe')).rejects.toMatchObject({
			code: 'mapping-not-found'
		});
	});

	it('is offered for the same columns in any order, and for no others', async () => {
		await save('Messe', undefined, ['a', 'b', 'won']);
		const [saved] = await listMappings(place());
		expect(hasHeaderOf(saved, ['won', 'a', 'b'])).toBe(true);
		expect(hasHeaderOf(saved, ['won', 'a'])).toBe(false);
		expect(hasHeaderOf(saved, ['won', 'a', 'b', 'c'])).toBe(false);
	});

	it('needs a name, which cannot lead out of its folder', async () => {
		for (const name of ['', '  ', '..', '///', 'x'.repeat(61)]) {
			await expect(save(name), name).rejects.toMatchObject({ code: 'mapping-name' });
		}
		expect(await save('../../etc/passwd')).toBe('etc-passwd');
		for (const id of ['../messe', '..', '', 'Messe', 'a/b']) {
			await expect(findMapping(place(), id), id).rejects.toMatchObject({
				code: 'mapping-not-found'
			});
		}
	});

	it('does not mind files that are none', async () => {
		await save('Messe');
		for (const [name, text] of [
			['broken.json', '{'],
			['other.json', '[]'],
			['note.txt', 'x']
		]) {
			writeFileSync(join(home, 'models', 'mappings', name), text);
		}
		expect((await listMappings(place())).map(({ id }) => id)).toEqual(['messe']);
	});
});
