import { calibrationSlope, type Estimate } from '#lib/domain/evaluation/calibration-slope.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { compareAucs } from '#lib/domain/evaluation/compare-aucs.ts';
import { gini } from '#lib/domain/evaluation/gini.ts';
import { ks } from '#lib/domain/evaluation/ks.ts';
import { averagePrecision } from '#lib/domain/evaluation/precision-recall.ts';
import { mappedProbabilities, probabilityMap } from '#lib/domain/evaluation/probability-map.ts';
import { reliability, type ScoreParts } from '#lib/domain/evaluation/reliability.ts';
import { totals } from '#lib/domain/evaluation/totals.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { wald } from '#lib/domain/logistic/wald.ts';
import type { Measured, NotMeasured } from '#lib/domain/units.ts';
import { reasonSentence } from '#lib/server/sentences.ts';

/** A score under its name, one value a cell. */
export interface NamedScore {
	name: string;
	values: Float64Array;
}

export interface ComparedScore {
	score: string;
	kind: 'probability' | 'points';
	auc: number;
	aucCi: [number, number];
	standardError: number;
	gini: number;
	ks: number | null;
	averagePrecision: number | null;
	slope: number | null;
	slopeCi: [number, number] | null;
	intercept: number | null;
	interceptCi: [number, number] | null;
	brier: ScoreParts | null;
	logLoss: ScoreParts | null;
}

/** The one object `compare --json` prints. Figures that could not be measured are null; `issues` says why. */
export function compareJson(
	scores: NamedScore[],
	n: Float64Array,
	k: Float64Array,
	omitted: number
) {
	const compared = compareAucs(
		scores.map(({ values }) => values),
		n,
		k
	);
	if (!compared.measured) return compared;
	const issues: { score: string; code: string; message: string }[] = [];
	const nameOf = (i: number) => scores[i].name;
	const { leads, wins } = totals({ n, k });
	return {
		n: leads,
		events: wins,
		omitted,
		scores: scores.map((score, i): ComparedScore => {
			const missing = ({ reason, params }: NotMeasured) => {
				const message = reasonSentence({ reason, params }, 'en');
				issues.push({ score: score.name, code: reason, message });
			};
			const { auc, standardError, ci } = compared.aucs[i];
			const ranked = { score: score.name, auc, aucCi: ci, standardError, gini: gini(auc) };
			return { ...ranked, ...figuresOf(score.values, n, k, missing) };
		}),
		differences: compared.differences.map(({ first, second, ...rest }) => ({
			first: nameOf(first),
			second: nameOf(second),
			...rest
		})),
		allEqual: compared.allEqual.measured
			? {
					chiSquare: compared.allEqual.chiSquare,
					df: compared.allEqual.df,
					p: compared.allEqual.p
				}
			: null,
		issues
	};
}

type Report = (missing: NotMeasured) => void;

function figuresOf(values: Float64Array, n: Float64Array, k: Float64Array, report: Report) {
	const groups = collapseScores(values, n, k);
	const distance = ks(groups);
	const precision = averagePrecision(groups);
	const probable = values.every((value) => value >= 0 && value <= 1);
	return {
		kind: probable ? ('probability' as const) : ('points' as const),
		ks: distance.measured ? distance.ks : null,
		averagePrecision: precision.measured ? precision.averagePrecision : null,
		...(probable ? ofProbability(values, n, k, report) : ofPoints(values, n, k, report))
	};
}

function ofProbability(p: Float64Array, n: Float64Array, k: Float64Array, report: Report) {
	const found = calibrationSlope(p, n, k);
	const slope = found.measured ? found.slope : found;
	if (!slope.measured) report(slope);
	const large: Measured<Estimate> = found.measured
		? { measured: true, ...found.inTheLarge }
		: found;
	return {
		slope: slope.measured ? slope.value : null,
		slopeCi: slope.measured ? slope.ci : null,
		intercept: large.measured ? large.value : null,
		interceptCi: large.measured ? large.ci : null,
		...partsOf(p, n, k)
	};
}

/** A point score promises nothing by itself: its losses are those of its map on the same leads (statistics 8). */
function ofPoints(points: Float64Array, n: Float64Array, k: Float64Array, report: Report) {
	const groups = collapseScores(points, n, k);
	const map = probabilityMap(groups);
	if (!map.measured) {
		report(map);
		const nothing = { slope: null, slopeCi: null, intercept: null, interceptCi: null };
		return { ...nothing, brier: null, logLoss: null };
	}
	const [intercept] = wald(
		fitLogistic({ names: ['score'], columns: [groups.score], n: groups.n, k: groups.k })
	);
	return {
		slope: map.slope,
		slopeCi: map.slopeCi,
		intercept: map.intercept,
		interceptCi: intercept.ci,
		...partsOf(mappedProbabilities(map, points), n, k)
	};
}

function partsOf(p: Float64Array, n: Float64Array, k: Float64Array) {
	const found = reliability(p, n, k);
	return {
		brier: found.measured ? found.brier : null,
		logLoss: found.measured ? found.logLoss : null
	};
}
