import { personalKind } from '#lib/domain/mapping/personal-kind.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';

/** Columns of the leads with e-mail addresses, names or telephone numbers of people: by role, name, or because they are hashed now. */
export function personalColumns({ schema, mapping, pseudonyms }: DatasetManifest): string[] {
	const needed = new Set([mapping.id, mapping.createdAt]);
	return schema
		.filter(({ name, type }) => {
			if (pseudonyms?.columns.includes(name)) return true;
			if (type !== 'text' || needed.has(name)) return false;
			return name === mapping.email || personalKind(name) !== null;
		})
		.map(({ name }) => name);
}
