import type { Issue } from '#lib/domain/issue.ts';

/**
 * A failure a person can act on. A code with its parameters; message and hint are made in a language by
 * `describeError` (`error_<code>`, `error_<code>_hint`).
 */
export class WorkbenchError extends Error {
	override readonly name = 'WorkbenchError';

	/** Where several things are wrong at once, each of them. */
	readonly issues: Issue[];

	constructor(
		/** Stable kebab-case name, e.g. `file-empty`. */
		readonly code: string,
		readonly params: Record<string, string | number> = {},
		{ cause, issues = [] }: { cause?: unknown; issues?: Issue[] } = {}
	) {
		super(`${code} ${JSON.stringify(params)}`, { cause });
		this.issues = issues;
	}
}

/** @example isWorkbenchError(new WorkbenchError('file-empty')) // true */
export function isWorkbenchError(error: unknown): error is WorkbenchError {
	return error instanceof Error && error.name === 'WorkbenchError' && 'code' in error;
}
