import { isWorkbenchError, WorkbenchError } from '#lib/server/workbench-error.ts';

/** Exit code of a process whose engine is of no use any more; the launcher starts a new one. */
export const EXIT_FATAL_ENGINE = 70;

/** What the engine said, as a failure with a code; a defect of our own stays what it is. */
export function translateEngineError(error: unknown): Error {
	if (isWorkbenchError(error)) return error;
	const text = error instanceof Error ? error.message : String(error);
	const known = KNOWN.find(([pattern]) => pattern.test(text));
	if (known) return new WorkbenchError(known[1], {}, { cause: error });
	return error instanceof Error ? error : new Error(text);
}

/** True after an error that has made the engine of this process useless. */
export function isFatal(error: unknown): boolean {
	return isWorkbenchError(error) && error.code === 'engine-fatal';
}

const KNOWN: [RegExp, string][] = [
	[/^FATAL Error|database has been invalidated/, 'engine-fatal'],
	[/Could not set lock on file|Conflicting lock is held/, 'workspace-busy'],
	[/No space left on device/, 'disk-full'],
	[/^Out of Memory Error/, 'out-of-memory'],
	[/^INTERRUPT Error/, 'query-cancelled']
];
