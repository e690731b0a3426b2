import type { LeadCounts, SplitSummary } from '#lib/domain/calibration/calibration.ts';
import type { Cells } from '#lib/domain/cells/cells.ts';
import { agreement, type Agreement } from '#lib/domain/comparison/agreement.ts';
import { compareScores } from '#lib/domain/comparison/compare-scores.ts';
import type { ComparedScores } from '#lib/domain/comparison/compared-scores.ts';
import { comparisonFrame, type ComparisonFrame } from '#lib/domain/comparison/comparison-frame.ts';
import { contendersOf } from '#lib/domain/comparison/contenders-of.ts';
import { learnedFromLater } from '#lib/domain/comparison/learned-from-later.ts';
import { explainDifferences } from '#lib/domain/comparison/explain-differences.ts';
import type { ExplainedDifferences } from '#lib/domain/comparison/explained-differences.ts';
import { scoreDifference } from '#lib/domain/comparison/score-difference.ts';
import { isOfCard, type CardWish, type ScoreWish } from '#lib/domain/comparison/score-wish.ts';
import { cellsOfCard } from '#lib/domain/comparison/union-of-cards.ts';
import type { Issue } from '#lib/domain/issue.ts';
import { STAMPED } from '#lib/domain/query/compared-leads-query.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { cardSource } from '#lib/server/queries/card-source.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { checkFields } from './check-fields.ts';
import { checkScoreColumns } from './check-score-columns.ts';
import { leadCounts, splitSummary } from './lead-counts.ts';
import { planLeads, type LeadSettings } from './plan-leads.ts';
import { leadsToCompare, type LeadsToCompare, type LeftOut } from './leads-to-compare.ts';

export interface CompareSettings extends LeadSettings {
	/** Column that says when the score columns were written; without it they are not compared for quality (statistics 17). */
	stamp?: string;
	/** Told how far the work is, 0..1. */
	onStep?: (share: number) => void;
}

/** Scores side by side on the same leads of a dataset. Plain data. */
export interface ModelsCompared {
	/** Scores that were compared, in the order of `comparison`. */
	scores: { name: string; kind: ScoreWish['kind'] }[];
	comparison: Measured<ComparedScores>;
	/** Every score column beside the points of every card: the same numbers or not. */
	checks: ColumnCheck[];
	/** Score columns without a time stamp: checked, never compared for quality. */
	unstamped: string[];
	leads: LeadCounts;
	/** Of the training and test leads: left out of the comparison for all scores. */
	leftOut: LeftOut;
	split: SplitSummary;
	cells: number;
	issues: Issue[];
}

export interface ColumnCheck {
	column: string;
	score: string;
	agreement: Measured<Agreement>;
	/** Why they differ; null where they do not, and for points that nobody has put into the CRM. */
	differences: ColumnDifferences | null;
}

export interface ColumnDifferences {
	/** The rules that the reasons name by their position, with the card's points. */
	rules: { label: string; points: number }[];
	explained: Measured<ExplainedDifferences>;
	/** Of the leads that differ: those whose score was written after the decision time, or at no known time; null without a time stamp. */
	written: { late: number; never: number } | null;
}

/**
 * Sets scores side by side on the same later leads of a dataset (statistics 15 to 17): one query for the rules of all cards.
 *
 * @param fallback - the card whose window, horizon and exclusions hold where no card is among the scores
 * @throws WorkbenchError `rule-field-unknown`, `rule-field-near`, and those of `checkScoreColumns` and `cardSource`
 */
export async function compareModels(
	engine: Engine,
	dataset: LeadsSource,
	wishes: ScoreWish[],
	fallback: Scorecard,
	settings: CompareSettings = {}
): Promise<ModelsCompared> {
	const { onStep = () => {}, seed } = settings;
	const cards = wishes.filter(isOfCard);
	const columns = wishes.flatMap((wish) => (isOfCard(wish) ? [] : [wish.name]));
	const stamp = columns.length > 0 ? (settings.stamp ?? null) : null;
	for (const { scorecard } of cards) checkFields(dataset, scorecard);
	checkScoreColumns(dataset, columns, stamp);
	const frame = comparisonFrame(
		cards.map(({ scorecard }) => scorecard),
		fallback,
		settings
	);
	const { windowDays = frame.scorecard.signalWindowDays } = settings;
	const source = await cardSource(engine, dataset, frame.scorecard, windowDays);
	const planned = await planLeads(engine, source, frame.scorecard, settings);
	onStep(0.3);
	const rules = rulesOf(frame.scorecard);
	const leads = await leadsToCompare(engine, source, planned, rules, columns, stamp);
	onStep(0.7);
	const compared = wishes.filter((wish) => isOfCard(wish) || stamp !== null);
	const contenders = contendersOf(compared, frame.columns, leads.parts);
	const comparison = compareScores(contenders, leads.later, { seed });
	onStep(0.95);
	const counts = leadCounts(planned, leads.cells);
	const split = splitSummary(planned, counts);
	const learned = cards
		.filter(({ kind }) => kind === 'card')
		.map(({ scorecard }) => learnedFromLater(scorecard, source.fileSha256, split));
	return {
		scores: compared.map(({ name, kind }) => ({ name, kind })),
		comparison,
		checks: checksOf(cards, columns, frame, leads, stamp !== null),
		unstamped: stamp === null ? columns : [],
		leads: counts,
		leftOut: leads.leftOut,
		split,
		cells: leads.cells.length,
		issues: [...planned.issues, ...frame.issues, ...learned.filter((each) => each !== null)]
	};
}

/** Every point score against every column, on the training and test leads that have a value in it. */
function checksOf(
	cards: CardWish[],
	names: string[],
	{ columns }: ComparisonFrame,
	leads: LeadsToCompare,
	stamped: boolean
): ColumnCheck[] {
	const ofCards = cards.flatMap((wish, i) => {
		const cells = cellsOfCard(leads.cells, columns[i]);
		const points = pointsOf(wish, cells);
		return points ? [{ wish, cells, points }] : [];
	});
	return names.flatMap((column, i) =>
		ofCards.map(({ wish, cells, points }) => {
			const has = (c: number) => Number.isFinite(leads.values[i][c]);
			const value = leads.values[i].map((each, c) => (has(c) ? each : 0));
			const n = cells.n.map((count, c) => (has(c) ? count : 0));
			const agreed = agreement(points, value, n);
			const differ = agreed.measured && agreed.equal < agreed.leads && wish.kind === 'card';
			return {
				column,
				score: wish.name,
				agreement: agreed,
				differences: differ
					? {
							rules: rulesOf(wish.scorecard).map(({ label, points: own }) => ({
								label,
								points: own
							})),
							explained: explainDifferences({ ...cells, n }, wish.scorecard, value),
							written: stamped ? writtenOf({ points, value, n }, leads.stamped) : null
						}
					: null
			};
		})
	);
}

/** When the scores were written that differ. */
function writtenOf(
	{ points, value, n }: Record<'points' | 'value' | 'n', Float64Array>,
	stamped: Uint8Array
): { late: number; never: number } {
	const count = (state: number) =>
		n.reduce((sum, leads, c) => {
			const differs = stamped[c] === state && scoreDifference(value[c], points[c]) !== 0;
			return differs ? sum + leads : sum;
		}, 0);
	return { late: count(STAMPED.late), never: count(STAMPED.never) };
}

function pointsOf(wish: CardWish, cells: Cells): Float64Array | null {
	if (wish.kind === 'card') return scoreCells(cells, wish.scorecard);
	if (wish.kind === 'fitted' || !wish.found.points) return null;
	return scoreCells(cells, wish.scorecard, wish.found.points);
}
