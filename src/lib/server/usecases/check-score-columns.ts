import { sourceColumn, type LeadsSource } from '#lib/server/queries/leads-source.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

/**
 * Whether columns can be compared as scores, and a column can say when they were written.
 *
 * @throws WorkbenchError `field-unknown`, `score-not-numbers`, `stamp-no-times`, `stamp-no-creation`
 */
export function checkScoreColumns(
	source: LeadsSource,
	columns: readonly string[],
	stamp: string | null
): void {
	for (const column of columns) {
		if (sourceColumn(source, column).type === 'number') continue;
		throw new WorkbenchError('score-not-numbers', { column });
	}
	if (stamp === null) return;
	if (sourceColumn(source, stamp).type !== 'timestamp') {
		throw new WorkbenchError('stamp-no-times', { column: stamp });
	}
	if (source.mapping.createdAt === null) {
		throw new WorkbenchError('stamp-no-creation', { column: stamp });
	}
}
