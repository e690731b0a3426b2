import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readOrNull } from '#lib/server/db/read-or-null.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'leadgauge-read-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a file that need not be there', () => {
	it('is read, also where it is empty', async () => {
		const path = join(folder, 'a.json');
		await writeFile(path, '');
		expect(await readOrNull(path)).toBe('');
		await writeFile(path, 'ä');
		expect(await readOrNull(path)).toBe('ä');
	});

	it('is null where there is none', async () => {
		expect(await readOrNull(join(folder, 'none.json'))).toBeNull();
	});

	it('is an error where it cannot be read', async () => {
		const path = join(folder, 'folder');
		await mkdir(path);
		await expect(readOrNull(path)).rejects.toMatchObject({ code: 'EISDIR' });
	});
});
