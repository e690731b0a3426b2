import { isDated, isFlag, type Mapping } from '#lib/domain/mapping/mapping.ts';
import { sourceColumn, type LeadsSource } from '#lib/server/queries/leads-source.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

/**
 * Whether columns can be compared as scores, and a column can say when they were written.
 *
 * A date that plays a role (creation, first worked, accepted, won, lost) is a stage of the lead: it says nothing about when
 * a score was written.
 *
 * @throws WorkbenchError `field-unknown`, `score-not-numbers`, `stamp-no-times`, `stamp-no-creation`, `stamp-is-stage`
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
	if (stagesOf(source.mapping).includes(stamp)) {
		throw new WorkbenchError('stamp-is-stage', { column: stamp });
	}
	if (source.mapping.createdAt === null) {
		throw new WorkbenchError('stamp-no-creation', { column: stamp });
	}
}

/** Columns that hold the date of a stage. */
export function stagesOf({ outcome, stages = [], ...roles }: Mapping): string[] {
	const { createdAt, workedAt, acceptedAt } = roles;
	const ends = isDated(outcome)
		? [outcome.wonAt, outcome.lostAt]
		: isFlag(outcome)
			? [outcome.at]
			: [];
	const others = stages.map(({ column }) => column);
	return [createdAt, workedAt, acceptedAt, ...ends, ...others].filter(
		(column) => typeof column === 'string'
	);
}
