import type { Issue } from '#lib/domain/issue.ts';
import { holdsPersonal } from './holds-personal.ts';
import { personalKind } from './personal-kind.ts';

/** What stands on a page in place of a value that says who a person is. */
export const HIDDEN = '•••';

/** Parameters of issues that repeat a value of the file. */
const QUOTED = ['found', 'example'];

/**
 * An issue that quotes no address, name or telephone number of a person: of a column that holds such, or a value that is
 * one, only that it is there.
 *
 * @example withoutPersonal(issue('rejected-duplicate-id', 'info', { found: 'a@b.de' })).params.found // '•••'
 */
export function withoutPersonal(issue: Issue): Issue {
	const column = issue.column ?? issue.params.column;
	const hidden = typeof column === 'string' && personalKind(column) !== null;
	const params = Object.entries(issue.params).map(([name, value]) => {
		const quoted = QUOTED.includes(name) && typeof value === 'string';
		return [name, quoted && (hidden || holdsPersonal(value)) ? HIDDEN : value];
	});
	return { ...issue, params: Object.fromEntries(params) };
}
