import type {
	Calibration,
	Gate,
	RuleResult,
	RuleVerdict
} from '#lib/domain/calibration/calibration.ts';
import type { Cells } from '#lib/domain/cells/cells.ts';
import { compareScores } from '#lib/domain/calibration/compare-scores.ts';
import type { RuleInference } from '#lib/domain/calibration/inference.ts';
import type { ProbableScore } from '#lib/domain/evaluation/score-evaluation.ts';
import { wilson } from '#lib/domain/intervals/wilson.ts';
import { issue } from '#lib/domain/issue.ts';
import { twoSidedP } from '#lib/domain/logistic/two-sided-p.ts';
import { random } from '#lib/domain/random.ts';
import { notMeasured } from '#lib/domain/units.ts';
import { generatedWholePoints } from './generated-whole-points.ts';
import { generatedGates } from './generated-gates.ts';
import { generatedHonesty } from './generated-honesty.ts';

/** id, label, group, steps, points today, share of leads, true log-odds. */
type Planted = [string, string, string, number, number, number, number];

const planted: Planted[] = [
	['demo', 'Demo requested', 'Engagement', 1, 30, 0.08, 1.85],
	['pricing', 'Pricing page, per view', 'Engagement', 3, 5, 0.2, 0.32],
	['webinar', 'Webinar attended', 'Engagement', 1, 10, 0.12, 0.44],
	['downloads', 'Downloads, per file', 'Engagement', 3, 4, 0.3, 0.18],
	['click', 'Clicked in an e-mail', 'Engagement', 1, 5, 0.35, 0.22],
	['trade-fair', 'Trade fair lead', 'Fit', 1, 20, 0.18, 0.02],
	['industry', 'Machine building or automotive', 'Fit', 1, 15, 0.3, 0.65],
	['employees', '200 to 2,000 employees', 'Fit', 1, 15, 0.4, 0.72],
	['role', 'Head of department or above', 'Fit', 1, 10, 0.22, 0.5],
	['dach', 'Germany, Austria or Switzerland', 'Fit', 1, 5, 0.7, 0.25],
	['freemail', 'Free e-mail address', 'Negative', 1, -10, 0.16, -0.5],
	['competitor', 'Competitor domain', 'Negative', 1, -40, 0.004, -0.6]
];

const slope = 0.045;

/** A calibration as the sample gives it: twelve rules, a trade fair that is overrated, a demo that is underrated. */
export function generatedCalibration(seed = 1, leads = 3000): Calibration {
	const draw = random(seed);
	const states = Array.from({ length: leads }, () =>
		planted.map(([, , , steps, , share]) => (draw() < share ? 1 + Math.floor(draw() * steps) : 0))
	);
	const logit = states.map((row) => row.reduce((sum, s, r) => sum + s * planted[r][6], -3.6));
	const won = logit.map((l) => draw() < probabilityOf(l));
	const wins = won.filter(Boolean).length;
	const rules = planted.map((rule, r) =>
		ruleResult(
			rule,
			states.map((row) => row[r]),
			won,
			draw
		)
	);
	const scoreWith = (points: (rule: RuleResult) => number) =>
		states.map((row) => row.reduce((sum, s, r) => sum + s * points(rules[r]), 0));
	const today = scoreWith((rule) => rule.points);
	const calibrated = scoreWith((rule) => rule.calibratedPoints ?? 0);
	const { evaluation, comparison } = compareScores(
		cellsOf(won),
		{
			current: probable(today, { intercept: -3.6, slope: 0.036 }),
			fitted: probable(
				logit.map((l) => Math.round(l * 1e6) / 1e6),
				null
			),
			calibrated: probable(calibrated, { intercept: -3.6, slope })
		},
		{ gate: 40, worked: workedOf(today, calibrated, logit, won) }
	);
	const passing = today.filter((s) => s >= 40).length;
	const thresholds: Calibration['thresholds'] = {
		current: {
			mql: gate(today, won, 40, 'card'),
			sql: gate(today, won, 65, 'card')
		},
		calibrated: {
			mql: gate(calibrated, won, thresholdOf(calibrated, passing), 'same-volume'),
			sql: notMeasured('few-above-gate', { leads: 21, wins: 8 })
		}
	};
	return {
		leads: leadCounts(leads, wins),
		cells: 1893,
		split: {
			kind: 'time',
			firstTestAt: '2026-01-12T00:00:00Z',
			dataDate: '2026-11-21T00:00:00Z',
			windowDays: 14,
			horizonDays: 120,
			maturityKnown: true,
			shareTest: 0.3,
			seed: 1
		},
		rules,
		intercept: -3.6,
		covariance: [],
		linearPredictor: [],
		fit: {
			measured: true,
			logLikelihood: -2210.4,
			nullLogLikelihood: -2688.1,
			iterations: 6,
			converged: true,
			parameters: 14,
			nuisanceFields: ['employees'],
			method: 'maximum-likelihood',
			wanted: 'maximum-likelihood',
			fewBehind: 1,
			separated: 1,
			ridge: notMeasured('not-wanted'),
			effectiveDf: 14,
			clusters: notMeasured('not-wanted')
		},
		scale: {
			kind: 'today',
			slope,
			slopeCi: [0.0408, 0.0492],
			logOddsPerPoint: slope,
			min: -50,
			max: 100,
			clipped: 1
		},
		wholePoints: generatedWholePoints(rules, slope),
		verdict: {
			verdict: 'change',
			reason: 'confirmed',
			params: {},
			judgedOn: 'test-leads',
			levelled: true,
			wrongRules: rules.filter((rule) => ['raise', 'lower', 'drop'].includes(rule.verdict)).length,
			lrt: { measured: true, chiSquare: 148.2, df: 11, p: 1.1e-26 },
			gainShare: 0.155,
			confirmed: { measured: true, gain: 0.0123, ci: [0.0081, 0.0165] }
		},
		evaluation,
		comparison,
		thresholds,
		gates: generatedGates(thresholds),
		published: notMeasured('no-published-table'),
		honesty: generatedHonesty(leads, wins),
		crossCheck: {
			measured: true,
			leads: 400,
			terms: ['demo', 'pricing'],
			largestProbabilityDifference: 0.0021,
			largestWeightDifference: 0.014
		},
		issues: [
			issue('rule-barely-fires', 'warning', { rule: 'competitor', leads: 12, wins: 1 }),
			issue('outcome-selected', 'info', {})
		]
	};
}

function leadCounts(test: number, testWins: number): Calibration['leads'] {
	const train = 5200;
	return {
		leads: train + test + 1180 + 320,
		excluded: 320,
		excludedBecause: {
			exclusion: 142,
			decidedBefore: 61,
			outcomeUnknown: 0,
			knownAfterSplit: 117,
			accountInTraining: 0
		},
		excludedWins: 9,
		immature: 1180,
		train,
		test,
		wins: 486 + testWins,
		trainWins: 486,
		testWins
	};
}

function ruleResult(
	[id, label, group, steps, points, , weight]: Planted,
	state: number[],
	won: boolean[],
	draw: () => number
): RuleResult {
	const leads = 2.7 * state.filter((s) => s > 0).length;
	const wins = 2.7 * state.filter((s, i) => s > 0 && won[i]).length;
	const rest =
		won.filter((w, i) => w && state[i] === 0).length / state.filter((s) => s === 0).length;
	const standardError = Math.sqrt(1 / (wins + 0.5) + 1 / (leads - wins + 0.5)) / Math.sqrt(steps);
	const found = weight + (draw() - 0.5) * 1.4 * standardError;
	const estimate = found / slope;
	const reach = (1.96 * standardError) / slope;
	const verdict = verdictOf(points, estimate, reach);
	const counted = {
		id,
		label,
		group,
		steps,
		points,
		leads: Math.round(leads),
		wins: Math.round(wins),
		missing: id === 'employees' ? 212 : 0,
		trainLeads: Math.round(leads * 0.63),
		trainWins: Math.round(wins * 0.63)
	};
	if (wins === 0) return { ...counted, ...refusal(points, counted.trainLeads) };
	return {
		...counted,
		lift: leads > 0 && rest > 0 ? wins / leads / rest : null,
		adjustedLift: Math.exp(found * 0.88),
		weight: found,
		standardError,
		ci: [found - 1.96 * standardError, found + 1.96 * standardError],
		calibratedPoints: verdict === 'drop' ? 0 : Math.max(-50, Math.min(100, Math.round(estimate))),
		pointsEstimate: estimate,
		pointsCi: [estimate - reach, estimate + reach],
		verdict,
		refused: null,
		...inferenceOf(found, standardError)
	};
}

function inferenceOf(weight: number, standardError: number): RuleInference {
	const z = weight / standardError;
	const end = (reach: number) => ({
		limit: 'finite' as const,
		value: weight + reach * standardError
	});
	return {
		p: twoSidedP(z),
		robustStandardError: null,
		shrunk: false,
		atPrior: false,
		unshrunk: null,
		profileCi: { measured: true, lower: end(-2.02), upper: end(1.94) },
		lrt: { measured: true, chiSquare: z * z, df: 1, p: twoSidedP(z) },
		vif: 1.4,
		warnings: []
	};
}

function refusal(points: number, leads: number) {
	return {
		...inferenceOf(0, 1),
		p: null,
		profileCi: notMeasured('rule-refused'),
		lrt: notMeasured('rule-refused'),
		vif: null,
		lift: null,
		adjustedLift: null,
		weight: null,
		standardError: null,
		ci: null,
		calibratedPoints: points,
		pointsEstimate: null,
		pointsCi: null,
		verdict: 'separated' as const,
		refused: { reason: 'no-wins-with', params: { leads } }
	};
}

function verdictOf(points: number, estimate: number, reach: number): RuleVerdict {
	const inside = Math.abs(points - estimate) <= reach;
	if (inside) return reach <= Math.max(2, Math.abs(points) / 4) ? 'keep' : 'not-enough-data';
	if (Math.abs(estimate) <= reach) return 'drop';
	return points < estimate ? 'raise' : 'lower';
}

function cellsOf(won: boolean[]): Cells {
	return {
		length: won.length,
		states: [],
		test: new Uint8Array(won.length).fill(1),
		n: new Float64Array(won.length).fill(1),
		k: Float64Array.from(won, Number)
	};
}

function probable(score: number[], map: ProbableScore['map']): ProbableScore {
	const values = Float64Array.from(score);
	return {
		score: values,
		probability: values.map((s) => probabilityOf(map ? map.intercept + map.slope * s : s)),
		map
	};
}

/** Sales works nine in ten leads over today's gate, three in ten of the others, and every lead that is won. */
function workedOf(today: number[], calibrated: number[], fitted: number[], won: boolean[]) {
	const draw = random(2);
	const worked = today.map((score, i) => draw() < (score >= 40 ? 0.9 : 0.3) || won[i]);
	const of = (values: number[]) => Float64Array.from(values.filter((_, i) => worked[i]));
	const { n, k } = cellsOf(won.filter((_, i) => worked[i]));
	return { n, k, current: of(today), calibrated: of(calibrated), fitted: of(fitted) };
}

function gate(score: number[], won: boolean[], threshold: number, rule: Gate['rule']): Gate {
	const passes = score.map((s) => s >= threshold);
	const leads = passes.filter(Boolean).length;
	const wins = passes.filter((pass, i) => pass && won[i]).length;
	const all = won.filter(Boolean).length;
	return {
		measured: true,
		threshold,
		rule,
		leads,
		wins,
		shareOfLeads: leads / score.length,
		precision: wins / leads,
		precisionCi: wilson(wins, leads),
		recall: wins / all,
		missedWins: all - wins
	};
}

function thresholdOf(score: number[], leads: number): number {
	return score.toSorted((a, b) => b - a)[leads - 1];
}

function probabilityOf(logit: number): number {
	return 1 / (1 + Math.exp(-logit));
}
