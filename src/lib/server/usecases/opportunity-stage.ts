import type { DatasetStage } from '#lib/domain/funnel/dataset-stages.ts';

/**
 * Number of the stage at which a lead becomes an opportunity: the one of that kind, else where sales took it on, else the last
 * before the win.
 */
export function opportunityStage(stages: DatasetStage[]): number {
	const kinds = stages.slice(0, -1).map(({ kind }) => kind);
	for (const kind of ['opportunity', 'sql', 'accepted'] as const) {
		const found = kinds.indexOf(kind);
		if (found >= 0) return found;
	}
	return kinds.length - 1;
}
