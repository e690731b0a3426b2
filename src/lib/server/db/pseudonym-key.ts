import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { KEY_BYTES } from './load/pseudonym.ts';
import { readOrNull } from './read-or-null.ts';
import type { Workspace } from './workspace.ts';

/**
 * The key that this workspace makes pseudonyms with, made when it is first wanted. It stays here, readable for its owner
 * alone, and never goes into a dataset: whoever has a dataset without it cannot tell whom it is about.
 */
export async function pseudonymKey(
	{ paths }: Pick<Workspace, 'paths'>,
	make = randomBytes
): Promise<string> {
	const path = join(paths.home, 'pseudonym.key');
	const kept = await readOrNull(path);
	if (kept !== null) return kept.trim();
	const file = await open(path, 'wx', 0o600);
	const key = make(KEY_BYTES).toString('base64');
	try {
		await file.writeFile(`${key}\n`);
		await file.sync();
	} finally {
		await file.close();
	}
	return key;
}

/** The key where there is one. */
export async function keptPseudonymKey({
	paths
}: Pick<Workspace, 'paths'>): Promise<string | undefined> {
	return (await readOrNull(join(paths.home, 'pseudonym.key')))?.trim();
}
