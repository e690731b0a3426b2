import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import { calibratedScorecard } from '#lib/domain/calibration/calibrated-scorecard.ts';
import { scoreSummary } from '#lib/domain/calibration/score-summary.ts';
import type { Mapping } from '#lib/domain/mapping/mapping.ts';
import type { Spellings } from '#lib/domain/mapping/value-merges.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';

/** Where the numbers of a model come from. No clock: the same input gives the same bytes. */
export interface Provenance {
	/** Version of Leadgauge. */
	version: string;
	/** SHA-256 of the lead file as it was read. */
	fileSha256: string;
	rows: number;
	mapping: Mapping;
	/** Spellings that were read as another one, where somebody has noted any since the import. */
	readAs?: Spellings;
}

/**
 * The calibrated model as one JSON file: the card with new points and gates, and under `calibration` all that
 * is needed to judge it or to do it again (design §6). It is itself a scorecard file.
 */
export function modelJson(
	scorecard: Scorecard,
	calibration: Calibration,
	provenance: Provenance
): string {
	const { calibration: _, ...card } = calibratedScorecard(scorecard, calibration);
	const model = {
		...card,
		name: `${scorecard.name} (calibrated)`,
		calibration: {
			parent: scorecard.name,
			provenance,
			leads: calibration.leads,
			decision: decisionOf(calibration),
			method: {
				...methodOf(calibration),
				points: pointsOfModel(calibration),
				scale: calibration.scale
			},
			verdict: calibration.verdict,
			weights: calibration.linearPredictor,
			covariance: calibration.covariance,
			rules: calibration.rules,
			changes: changesOf(calibration),
			wholePoints: wholePointsOfModel(calibration),
			evaluation: summaryOf(calibration),
			comparison: calibration.comparison,
			thresholds: calibration.thresholds,
			gates: gatesOfModel(calibration),
			issues: calibration.issues
		}
	};
	return `${JSON.stringify(model, null, '\t')}\n`;
}

/** What was climbed, and what the covariance stands for. */
function methodOf({ fit, rules }: Calibration) {
	if (!fit.measured) return { fit: null };
	const { method, ridge, effectiveDf, clusters } = fit;
	const shrunk = rules.filter((rule) => rule.shrunk).map((rule) => rule.id);
	return {
		fit: FIT_WORDS[method],
		...(ridge.measured && { ridge: { ...ridge, shrunk } }),
		effectiveDf,
		errors: clusters.measured ? `by account, ${clusters.accounts} accounts` : 'by lead'
	};
}

const FIT_WORDS = {
	'maximum-likelihood': 'maximum likelihood on cells',
	ridge: 'maximum likelihood on cells with a ridge towards slope x points today',
	firth: "Firth's penalised likelihood on cells, intercept at the observed rate"
};

/** How the points on the card were come to. */
function pointsOfModel({ wholePoints }: Calibration): string {
	if (!wholePoints.measured) return POINTS_WORDS.rounded;
	const { chosen, wishes, capped } = wholePoints;
	if (chosen !== 'fewest') return POINTS_WORDS[chosen];
	const best = capped ? 'the best card found' : 'the best card';
	return `fewest edits of today's points within ${Number((wishes.within * 100).toPrecision(6))} % of what ${best} explains`;
}

const POINTS_WORDS = {
	rounded: 'weight / slope of the card, rounded half away from zero',
	best: 'least log loss of whole points, profiled over intercept and slope'
};

/** The cards that stood to choice, what they cost against the bound, and how sure each rule's points are. */
function wholePointsOfModel({ wholePoints }: Calibration) {
	if (!wholePoints.measured) return wholePoints;
	const rules = wholePoints.rules.map(({ distribution: _, ...rule }) => rule);
	return { ...wholePoints, rules };
}

/** Which gates stand on the card and why, and what else was asked for; weekly volumes are no part of a model. */
function gatesOfModel({ gates: { volume: _, ...gates } }: Calibration) {
	return gates;
}

function decisionOf({ split }: Calibration) {
	return { ...split };
}

/** Who changes: rule, points before and after, and the evidence in one word. */
function changesOf(calibration: Calibration) {
	return calibration.rules
		.filter((rule) => rule.calibratedPoints !== null && rule.calibratedPoints !== rule.points)
		.map((rule) => ({
			rule: rule.id,
			from: rule.points,
			to: rule.calibratedPoints,
			verdict: rule.verdict
		}));
}

function summaryOf({ evaluation }: Calibration) {
	if (!evaluation.measured) return evaluation;
	return {
		leads: evaluation.leads,
		wins: evaluation.wins,
		byAccount: evaluation.byAccount,
		current: scoreSummary(evaluation.current),
		fitted: scoreSummary(evaluation.fitted),
		calibrated: scoreSummary(evaluation.calibrated)
	};
}
