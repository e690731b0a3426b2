import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { namesIn } from '#lib/server/db/names-in.ts';
import { createGroup, listGroups, uploadsOf } from '#lib/server/db/upload-groups.ts';
import { workspacePaths } from '#lib/server/db/workspace.ts';
import { orMissing } from '#lib/server/or-missing.ts';
import { listModels } from '#lib/server/usecases/models.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

const home = mkdtempSync(join(tmpdir(), 'leadgauge-missing-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('what is not there', () => {
	it('is null, and what went wrong otherwise is an error', async () => {
		const fails = (code: string) => Promise.reject(new WorkbenchError(code));
		expect(await orMissing(Promise.resolve(1), 'gone')).toBe(1);
		expect(await orMissing(fails('gone'), 'here', 'gone')).toBeNull();
		await expect(orMissing(fails('disk-full'), 'gone')).rejects.toMatchObject({
			code: 'disk-full'
		});
		await expect(orMissing(Promise.reject(new Error('a defect')), 'gone')).rejects.toThrow(
			'a defect'
		);
	});

	it('is a folder without names; a file in its place is an error', async () => {
		expect(await namesIn(join(home, 'nowhere'))).toEqual([]);
		writeFileSync(join(home, 'file'), '');
		await expect(namesIn(join(home, 'file'))).rejects.toMatchObject({ code: 'ENOTDIR' });
	});

	it('are models nobody has saved; a folder of them that cannot be read is an error', async () => {
		const empty = join(home, 'empty');
		expect((await listModels(empty)).models.every(({ builtIn }) => builtIn)).toBe(true);
		mkdirSync(empty);
		writeFileSync(join(empty, 'models'), '');
		await expect(listModels(empty)).rejects.toMatchObject({ code: 'ENOTDIR' });
	});

	it('are uploads of a group that were discarded; a group whose record is broken is an error', async () => {
		const place = { paths: workspacePaths(join(home, 'groups')) };
		mkdirSync(place.paths.staging, { recursive: true });
		const group = await createGroup(place, []);
		const files = [{ upload: '00000000-0000-4000-8000-000000000000', role: null }];
		expect(await uploadsOf(place, { ...group, files })).toEqual([]);
		expect(await listGroups(place)).toEqual([group]);
		mkdirSync(join(place.paths.staging, '00000000-0000-4000-8000-000000000001'));
		expect(await listGroups(place)).toEqual([group]);
		writeFileSync(join(place.paths.staging, group.id, 'group.json'), '{');
		await expect(listGroups(place)).rejects.toThrow(SyntaxError);
	});
});
