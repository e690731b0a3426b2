import { outcomeColumns, type Mapping } from './mapping.ts';

/** Columns that the mapping itself says are known only once the outcome is: outcome, value of the deal, work of sales. */
export function knownAfterwards(mapping: Mapping): string[] {
	const { outcome, value, workedAt, acceptedAt, rejectedReason, stages = [] } = mapping;
	const ofSales = [value, workedAt, acceptedAt, rejectedReason].filter(
		(name) => typeof name === 'string'
	);
	const ofStages = stages.map(({ column }) => column);
	return [...new Set([...outcomeColumns(outcome), ...ofSales, ...ofStages])];
}

/** Columns that say who and when, and no more: id, creation date, what orders the leads, when a score was written. */
export function whoAndWhen({ id, createdAt, order, scoreAt }: Mapping): string[] {
	return [id, createdAt, order, scoreAt].filter((name) => typeof name === 'string');
}
