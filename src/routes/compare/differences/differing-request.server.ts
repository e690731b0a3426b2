import type { ComparisonRequest } from '#lib/server/comparisons.ts';
import { differingLeads, type DifferingLead } from '#lib/server/usecases/differing-leads.ts';
import type { Workbench } from '#lib/server/workbench.ts';

/** A score column and a card, both among the scores that are compared. */
export interface DifferingRequest {
	comparison: ComparisonRequest;
	column: string;
	/** Key of the card. */
	score: string;
	/** Most leads the file holds. */
	most: number;
}

/** Leads a file of them holds at most. */
const MOST_IN_FILE = 100_000;

/** Which leads an address asks for; null where it names no column or no card that is compared. */
export async function differingRequest(
	bench: Workbench,
	url: URL
): Promise<DifferingRequest | null> {
	const comparison = await bench.comparisonRequest(url);
	const [column, score] = ['column', 'score'].map((name) => url.searchParams.get(name) ?? '');
	const scores = comparison?.scores ?? [];
	const known =
		scores.some((each) => each.kind === 'column' && each.column === column) &&
		scores.some((each) => each.kind === 'card' && each.key === score);
	return comparison && known ? { comparison, column, score, most: MOST_IN_FILE } : null;
}

/** The first leads that differ, in the order of the data. */
export function leadsOf(
	{ workspace }: Workbench,
	{ comparison, column, score }: DifferingRequest,
	most: number
): Promise<DifferingLead[]> {
	const { scores, source, settings, stamp } = comparison;
	const cards = scores.flatMap((each) => (each.kind === 'column' ? [] : [each]));
	const { windowDays, horizonDays, dataDate, split, seed } = settings;
	return differingLeads(
		workspace.engine,
		source,
		cards.map(({ model }) => model.scorecard),
		cards.findIndex(({ key }) => key === score),
		{ column, stamp },
		{ windowDays, horizonDays, dataDate, split, seed },
		most
	);
}
