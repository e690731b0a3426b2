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
import { probableScore, scoreSides } from './score-sides.ts';
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
	const { min, max, crossCheck, seed, onStep } = options;
	checkCells(cells, rulesOf(scorecard).length, 'calibrate');
	const [train, test] = [part(cells, 0), part(cells, 1)];
	const today = scoreSides(train, test, scorecard);
	const slope = today.map.measured ? today.map.slope : null;
	const { refusals, fitted } = fitRules(train, scorecard, slope, {
		method: options.fit,
		slopeCarries: today.map.measured && today.map.slopeCi[0] > 0,
		blocks: context.evidence?.blocks,
		accounts: context.evidence?.accounts?.train,
		onStep: stepBetween(onStep, 0, 0.15)
	});
	const rounded = pointsOf(scorecard, refusals, fitted, today, { min, max });
	const judged = ruleResults({
		cells,
		train,
		scorecard,
		refusals,
		fitted,
		points: rounded,
		onStep: stepBetween(onStep, 0.15, 0.35)
	});
	const { points, wholePoints, rules } = choosePoints({
		train,
		scorecard,
		refusals,
		fitted,
		points: rounded,
		judged,
		accounts: context.evidence?.accounts?.train,
		options,
		onStep: stepBetween(onStep, 0.35, 0.7)
	});
	const calibrated = scoreSides(train, test, scorecard, points.whole ?? undefined);
	const scores = {
		current: probableScore(today, train),
		fitted: fitted.measured ? fittedScore(test, scorecard, fitted) : null,
		calibrated: points.whole ? probableScore(calibrated, train) : null
	};
	const gates = chooseGates({
		scorecard,
		train,
		today,
		calibrated: points.whole && { points: points.whole, sides: calibrated },
		evidence: context.evidence,
		options
	});
	const published = publishedCheck({ train, test, scorecard, fitted, score: today });
	const honesty = honestyOf({
		cells,
		scorecard,
		kind: context.split.kind,
		scores,
		evidence: context.evidence ?? noEvidence,
		fewTestWins: context.leads.testWins < FEWEST_TEST_WINS,
		onStep: stepBetween(onStep, 0.85, 0.95)
	});
	const accounts = context.evidence?.accounts?.test;
	const verdict = verdictOf({
		test,
		fitted,
		today,
		scores,
		rules,
		published,
		honesty,
		accounts
	});
	const calibration = {
		leads: context.leads,
		cells: cells.length,
		split: context.split,
		rules: unprovenRules(rules, verdict),
		intercept: fitted.measured ? fitted.fit.coefficients[0] : null,
		covariance: fitted.measured ? covarianceOf(fitted) : [],
		linearPredictor: fitted.measured ? linearPredictor(scorecard, fitted) : [],
		fit: fitSummary(fitted, refusals),
		scale: points.scale,
		wholePoints,
		verdict,
		published,
		honesty,
		...compareScores(test, scores, {
			gate: scorecard.thresholds.mql,
			worked: workedScores(context.evidence, scorecard, fitted, points.whole),
			accounts,
			seed
		}),
		thresholds: gatesOf(scorecard, today, points.whole ? calibrated : null, gates.card),
		gates,
		crossCheck: comparable(crossCheck ?? notMeasured('not-run'), fitted)
	};
	onStep?.(1);
	return { ...calibration, issues: [...context.issues, ...calibrationIssues(calibration)] };
}

/** The later leads that sales worked, scored as all are. */
function workedScores(
	evidence: Evidence | undefined,
	scorecard: Scorecard,
	fitted: Measured<RuleFit>,
	points: number[] | null
): ScoredLeads | null {
	if (!evidence?.worked || !fitted.measured || !points) return null;
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
