import { comparisonFrame } from '#lib/domain/comparison/comparison-frame.ts';
import { scoreDifference } from '#lib/domain/comparison/score-difference.ts';
import { cellsOfCard } from '#lib/domain/comparison/union-of-cards.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { cardSource } from '#lib/server/queries/card-source.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { readScoredLeads, type ScoredLeads } from '#lib/server/queries/read-scored-leads.ts';
import { checkFields } from './check-fields.ts';
import { checkScoreColumns } from './check-score-columns.ts';
import { planLeads, type LeadSettings } from './plan-leads.ts';

/** A lead whose score in the data is not what the card gives. */
export interface DifferingLead {
	/** Row of the data, and line of the file it was read from. */
	row: number;
	line: number;
	id: string;
	column: number;
	card: number;
	/** Column less card. */
	difference: number;
	/** Days from when the score was written to the decision time: negative where it was written later. */
	writtenDays: number | null;
}

/** Leads read at a time: few where many differ, more and more where few do. */
const FIRST_PAGE = 5_000;
const LARGEST_PAGE = 500_000;

/**
 * The first leads, in the order of the file, whose score in a column is not what a card gives: among those a comparison of
 * the cards counts (statistics 17).
 *
 * @param cards - all that are compared; they decide which leads count
 * @param of - position of the card the column is set against
 * @param most - leads after which the search ends
 * @throws WorkbenchError those of `compareModels`
 */
export async function differingLeads(
	engine: Engine,
	dataset: LeadsSource,
	cards: Scorecard[],
	of: number,
	columns: { column: string; stamp: string | null },
	settings: LeadSettings,
	most: number
): Promise<DifferingLead[]> {
	for (const card of cards) checkFields(dataset, card);
	checkScoreColumns(dataset, [columns.column], columns.stamp);
	const frame = comparisonFrame(cards, cards[of], settings);
	const { windowDays = frame.scorecard.signalWindowDays } = settings;
	const source = await cardSource(engine, dataset, frame.scorecard, windowDays);
	const { plan, cut } = await planLeads(engine, source, frame.scorecard, settings);
	const rules = rulesOf(frame.scorecard);
	const found: DifferingLead[] = [];
	let page = { after: 0, most: FIRST_PAGE };
	while (found.length < most) {
		const leads = await readScoredLeads(engine, source, plan, cut, rules, columns, page);
		const cells = cellsOfCard(leads.cells, frame.columns[of]);
		found.push(...differing(leads, scoreCells(cells, cards[of])));
		if (leads.rows.length < page.most) break;
		page = {
			after: leads.rows[leads.rows.length - 1],
			most: Math.min(4 * page.most, LARGEST_PAGE)
		};
	}
	return found.slice(0, most);
}

function differing(
	{ rows, lines, ids, scores, written }: ScoredLeads,
	points: Float64Array
): DifferingLead[] {
	return [...rows.keys()].flatMap((i) => {
		const difference = scoreDifference(scores[i], points[i]);
		if (difference === 0) return [];
		const who = { row: rows[i], line: lines[i], id: ids[i] ?? '' };
		return [{ ...who, column: scores[i], card: points[i], difference, writtenDays: written[i] }];
	});
}
