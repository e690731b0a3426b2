import { idFrom } from './id-from.ts';

/**
 * An id made from a name that none of the rows has yet.
 * @example freeId('Fit', [{ id: 'fit' }]) // 'fit-2'
 */
export function freeId(name: string, rows: readonly { id: string }[]): string {
	return idFrom(name, new Set(rows.map(({ id }) => id)));
}
