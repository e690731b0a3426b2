import type { Cells } from '#lib/domain/cells/cells.ts';
import { auc } from '#lib/domain/evaluation/auc.ts';
import { collapseScores, type ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';

/** What a card with other points would do to the leads behind the cells. */
export interface LiveScore {
	leads: number;
	wins: number;
	/** Chance that a won lead scores higher than a lost one, ties half; null where one class is missing. */
	auc: number | null;
	mql: PassingLeads | null;
	sql: PassingLeads | null;
	/** Lowest and highest score any lead gets; null without leads. */
	lowest: number | null;
	highest: number | null;
}

export interface PassingLeads {
	threshold: number;
	leads: number;
	wins: number;
}

/** Scores all cells with a card, caps included: exact numbers for any number of leads within a frame. */
export function rescore(cells: Cells, scorecard: Scorecard): LiveScore {
	const groups = collapseScores(scoreCells(cells, scorecard), cells.n, cells.k);
	const area = auc(groups);
	const { mql, sql } = scorecard.thresholds;
	return {
		leads: groups.n.reduce((sum, value) => sum + value, 0),
		wins: groups.k.reduce((sum, value) => sum + value, 0),
		auc: area.measured ? area.auc : null,
		mql: passing(groups, mql),
		sql: passing(groups, sql),
		lowest: groups.score[0] ?? null,
		highest: groups.score.at(-1) ?? null
	};
}

function passing({ score, n, k }: ScoreGroups, threshold: number | null): PassingLeads | null {
	if (threshold === null) return null;
	const above = (counts: Float64Array) =>
		counts.reduce((sum, value, g) => (score[g] >= threshold ? sum + value : sum), 0);
	return { threshold, leads: above(n), wins: above(k) };
}
