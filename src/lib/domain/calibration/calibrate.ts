import { part, type Cells } from '#lib/domain/cells/cells.ts';
import { checkCells } from '#lib/domain/cells/check-cells.ts';
import { FEWEST_TEST_WINS } from '#lib/domain/evaluation/card-verdict.ts';
import type { Issue } from '#lib/domain/issue.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { calibrationIssues } from './calibration-issues.ts';
import type { CalibrateOptions } from './calibration-options.ts';
import type { Calibration, LeadCounts, LinearTerm, SplitSummary } from './calibration.ts';
import { chooseGates } from './choose-gates.ts';
import { choosePoints } from './choose-points.ts';
import { compareScores, type ScoredLeads } from './compare-scores.ts';
import { noEvidence, type Evidence } from './evidence.ts';
import { fitRules, type RuleFit } from './fit-rules.ts';
import { fittedScore } from './fitted-score.ts';
import { fitSummary } from './fit-summary.ts';
import { gatesOf } from './gates-of.ts';
import { honestyOf } from './honesty.ts';
import { pointsOf } from './points-of.ts';
import { publishedCheck } from './published-check.ts';
import { ruleResults } from './rule-results.ts';
import { scoringIssues } from './scoring-issues.ts';
import { probableScore, scoreSides, type ScoreSides } from './score-sides.ts';
import { unprovenRules } from './unproven-rules.ts';
import { verdictOf } from './verdict-of.ts';
import { stepBetween } from './step-between.ts';

/** What is known about the leads beside their cells. */
export interface CalibrateContext {
	leads: LeadCounts;
	split: SplitSummary;
	issues: Issue[];
	/** What was counted beside the cells; default: nothing. */
	evidence?: Evidence;
}

/**
 * Replays a scorecard on the cells of its leads and finds the points that fit: weights and intervals on training
 * leads, whole points on today's scale, and the three scores compared on the same test leads (statistics 6 to 18).
 *
 * @param cells - training and test cells of the card's rules
 * @returns every figure, or the reason why it could not be measured
 * @throws Error for cells that no count of leads can give, or a range that is none
 * @example calibrate(cells, card, context, { min: -50, max: 50 }).verdict.verdict // 'change'
 */
export function calibrate(
	cells: Cells,
	scorecard: Scorecard,
	context: CalibrateContext,
	options: CalibrateOptions
): Calibration {
	checkCells(cells, rulesOf(scorecard).length, 'calibrate');
	const given: Given = {
		cells,
		train: part(cells, 0),
		test: part(cells, 1),
		scorecard,
		context,
		evidence: context.evidence ?? noEvidence,
		options
	};
	const found = findPoints(given);
	const { fitted, points } = found;
	const judged = judge(given, found);
	const calibration = {
		leads: context.leads,
		cells: cells.length,
		split: context.split,
		rules: unprovenRules(found.rules, judged.verdict),
		intercept: fitted.measured ? fitted.fit.coefficients[0] : null,
		covariance: fitted.measured ? covarianceOf(fitted) : [],
		linearPredictor: fitted.measured ? linearPredictor(scorecard, fitted) : [],
		fit: fitSummary(fitted, found.refusals),
		scale: points.scale,
		wholePoints: found.wholePoints,
		...judged,
		...compareScores(given.test, found.scores, {
			gate: scorecard.thresholds.mql,
			worked: workedScores(given.evidence, scorecard, fitted, points.whole),
			accounts: given.evidence.accounts?.test,
			seed: options.seed
		}),
		...thresholdsOf(given, found),
		crossCheck: comparable(options.crossCheck ?? notMeasured('not-run'), fitted)
	};
	options.onStep?.(1);
	return {
		...calibration,
		issues: [...context.issues, ...scoringIssues(scorecard), ...calibrationIssues(calibration)]
	};
}

/** What a calibration starts from. */
interface Given {
	cells: Cells;
	train: Cells;
	test: Cells;
	scorecard: Scorecard;
	context: CalibrateContext;
	evidence: Evidence;
	options: CalibrateOptions;
}

type Found = ReturnType<typeof findPoints>;

/** Weights of the rules, whole points, and the three scores on the later leads. */
function findPoints({ cells, train, test, scorecard, evidence, options }: Given) {
	const { min, max, onStep } = options;
	const accounts = evidence.accounts?.train;
	const today = scoreSides(train, test, scorecard);
	const { refusals, fitted } = fitRules(train, scorecard, slopeOf(today), {
		method: options.fit,
		slopeCarries: today.map.measured && today.map.slopeCi[0] > 0,
		blocks: evidence.blocks,
		accounts,
		onStep: stepBetween(onStep, 0, 0.15)
	});
	const rounded = pointsOf(scorecard, refusals, fitted, today, { min, max });
	const ingredients = { train, scorecard, refusals, fitted, points: rounded };
	const judged = ruleResults({ ...ingredients, cells, onStep: stepBetween(onStep, 0.15, 0.35) });
	const chosen = choosePoints({
		...ingredients,
		judged,
		accounts,
		options,
		onStep: stepBetween(onStep, 0.35, 0.7)
	});
	const { whole } = chosen.points;
	const calibrated = scoreSides(train, test, scorecard, whole ?? undefined);
	const scores = {
		current: probableScore(today, train),
		fitted: fitted.measured ? fittedScore(test, scorecard, fitted) : null,
		calibrated: whole ? probableScore(calibrated, train) : null
	};
	return { ...chosen, today, refusals, fitted, calibrated, scores };
}

/** What the later leads say of the card. */
function judge(
	{ cells, train, test, scorecard, context, evidence, options }: Given,
	{ today, fitted, rules, scores }: Found
): Pick<Calibration, 'published' | 'honesty' | 'verdict'> {
	const published = publishedCheck({ train, test, scorecard, fitted, score: today });
	const honesty = honestyOf({
		cells,
		scorecard,
		kind: context.split.kind,
		scores,
		evidence,
		fewTestWins: context.leads.testWins < FEWEST_TEST_WINS,
		onStep: stepBetween(options.onStep, 0.7, 0.95)
	});
	const accounts = evidence.accounts?.test;
	const verdict = verdictOf({ test, fitted, today, scores, rules, published, honesty, accounts });
	return { published, honesty, verdict };
}

/** The gates that can be chosen, and where the card's own then stand. */
function thresholdsOf(
	{ train, scorecard, evidence, options }: Given,
	{ today, points, calibrated }: Found
): Pick<Calibration, 'gates' | 'thresholds'> {
	const gates = chooseGates({
		scorecard,
		train,
		today,
		calibrated: points.whole && { points: points.whole, sides: calibrated },
		evidence,
		options
	});
	const thresholds = gatesOf(scorecard, today, points.whole ? calibrated : null, gates.card);
	return { gates, thresholds };
}

function slopeOf({ map }: ScoreSides): number | null {
	return map.measured ? map.slope : null;
}

/** The later leads that sales worked, scored as all are. */
function workedScores(
	evidence: Evidence,
	scorecard: Scorecard,
	fitted: Measured<RuleFit>,
	points: number[] | null
): ScoredLeads | null {
	if (!evidence.worked || !fitted.measured || !points) return null;
	const test = part(evidence.worked, 1);
	return {
		n: test.n,
		k: test.k,
		current: scoreCells(test, scorecard),
		fitted: fittedScore(test, scorecard, fitted).score,
		calibrated: scoreCells(test, scorecard, points)
	};
}

/** The other program fits by maximum likelihood; it says nothing about weights under Firth's penalty. */
function comparable(
	crossCheck: Calibration['crossCheck'],
	fitted: Measured<RuleFit>
): Calibration['crossCheck'] {
	if (!fitted.measured || fitted.method !== 'firth') return crossCheck;
	return notMeasured('not-comparable');
}

function covarianceOf({ covariance, rules }: RuleFit): number[][] {
	const kept = rules.length + 1;
	return covariance.slice(0, kept).map((row) => row.slice(0, kept));
}

function linearPredictor(scorecard: Scorecard, fit: RuleFit): LinearTerm[] {
	const all = rulesOf(scorecard);
	const weight = (term: number) => fit.fit.coefficients[term];
	return [
		{ kind: 'intercept', name: '(intercept)', rule: null, weight: weight(0) },
		...fit.rules.map((rule, j): LinearTerm => ({
			kind: 'rule',
			name: all[rule].id,
			rule,
			weight: weight(j + 1)
		})),
		...fit.nuisance.map((name, j): LinearTerm => ({
			kind: 'missing',
			name,
			rule: null,
			weight: weight(fit.rules.length + j + 1)
		})),
		...[...fit.held].map(([rule, held]): LinearTerm => ({
			kind: 'held',
			name: all[rule].id,
			rule,
			weight: held
		}))
	];
}
