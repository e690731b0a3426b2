import type { Cells } from '#lib/domain/cells/cells.ts';
import { auc } from '#lib/domain/evaluation/auc.ts';
import { collapseScores, type ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import { gradeCells } from '#lib/domain/points/grade-cells.ts';
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
	/** Lowest total that passes; null where grades decide. */
	threshold: number | null;
	leads: number;
	wins: number;
}

/** Scores all cells with a card, caps included: exact numbers for any number of leads within a frame. */
export function rescore(cells: Cells, scorecard: Scorecard): LiveScore {
	const groups = collapseScores(scoreCells(cells, scorecard), cells.n, cells.k);
	const area = auc(groups);
	const { mql, sql, mqlGrades, sqlGrades } = scorecard.thresholds;
	const grade = mqlGrades || sqlGrades ? gradeCells(cells, scorecard) : null;
	const gate = (threshold: number | null, grades: string[] | undefined) =>
		grades && grade ? graded(cells, grade, grades) : passing(groups, threshold);
	return {
		leads: groups.n.reduce((sum, value) => sum + value, 0),
		wins: groups.k.reduce((sum, value) => sum + value, 0),
		auc: area.measured ? area.auc : null,
		mql: gate(mql, mqlGrades),
		sql: gate(sql, sqlGrades),
		lowest: groups.score[0] ?? null,
		highest: groups.score.at(-1) ?? null
	};
}

function graded({ n, k }: Cells, grade: string[], grades: string[]): PassingLeads {
	const among = (counts: Float64Array) =>
		counts.reduce((sum, value, c) => (grades.includes(grade[c]) ? sum + value : sum), 0);
	return { threshold: null, leads: among(n), wins: among(k) };
}

function passing({ score, n, k }: ScoreGroups, threshold: number | null): PassingLeads | null {
	if (threshold === null) return null;
	const above = (counts: Float64Array) =>
		counts.reduce((sum, value, g) => (score[g] >= threshold ? sum + value : sum), 0);
	return { threshold, leads: above(n), wins: above(k) };
}
