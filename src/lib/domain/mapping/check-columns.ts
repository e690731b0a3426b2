import { issue, type Issue } from '#lib/domain/issue.ts';
import { similarNames } from './similar-names.ts';

/** A column that a mapping names, with where it names it. */
export type NamedColumn = [path: string, column: string | null | undefined];

/**
 * An issue for every column that is named but not there: `mapping-column`, or `mapping-column-near` with the closest
 * that are (`close`, joined by commas).
 *
 * @param names the columns of the file
 * @example checkColumns([['source', 'Sorce']], ['Source'])[0].params.close // 'Source'
 */
export function checkColumns(named: NamedColumn[], names: readonly string[]): Issue[] {
	return named.flatMap(([path, column]) => {
		if (typeof column !== 'string' || names.includes(column)) return [];
		const close = similarNames(column, names).join(', ');
		const code = close ? 'mapping-column-near' : 'mapping-column';
		return [issue(code, 'error', { path, found: column, close }, { column })];
	});
}
