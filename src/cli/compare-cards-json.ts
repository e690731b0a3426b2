import type { Gate, ScoreEvaluation } from '#lib/domain/calibration/calibration.ts';
import type { GateOnLater } from '#lib/domain/comparison/compared-scores.ts';
import type { Issue } from '#lib/domain/issue.ts';
import type { Measured, NotMeasured } from '#lib/domain/units.ts';
import { differenceReasons } from '#lib/charts/difference-reasons.ts';
import { reasonSentence, sentence } from '#lib/server/sentences.ts';
import type { ColumnCheck, ModelsCompared } from '#lib/server/usecases/compare-models.ts';
import type { DifferingLead } from '#lib/server/usecases/differing-leads.ts';

/**
 * The one object `compare --scorecard … --json` prints. Figures that could not be measured are null, and `notMeasured` says
 * why; scores are named.
 */
export function compareCardsJson(
	found: ModelsCompared,
	/** First leads that differ, of every check. */
	listed: DifferingLead[][],
	rejected: number,
	importIssues: Issue[]
) {
	const { comparison, scores, checks } = found;
	const { leads, excluded, excludedBecause, immature, train, test } = found.leads;
	const missing = refusals(found);
	const nameOf = (score: number) => scores[score].name;
	const compared = comparison.measured ? comparison : null;
	return {
		leads,
		rejected,
		excluded,
		excludedBecause,
		immature,
		train,
		test,
		leftOut: found.leftOut,
		n: compared && compared.leads,
		events: compared && compared.wins,
		byAccount: compared && compared.byAccount,
		scores: scores.map(({ name, kind }, i) => ({
			score: name,
			kind,
			...(compared ? figuresOf(compared.scores[i].evaluation) : {}),
			gates: compared && gatesOf(compared.scores[i].gates)
		})),
		differences:
			compared?.differences.map(({ first, second, ...rest }) => ({
				first: nameOf(first),
				second: nameOf(second),
				...rest
			})) ?? null,
		finding: compared && compared.finding,
		equalVolume: compared?.equalVolume.measured
			? {
					...compared.equalVolume,
					reference: nameOf(compared.equalVolume.reference),
					others: compared.equalVolume.others.map(({ score, ...rest }) => ({
						score: nameOf(score),
						...rest
					}))
				}
			: null,
		worked: compared?.worked.measured
			? {
					...compared.worked,
					differences: compared.worked.differences.map(({ first, second, auc }) => ({
						first: nameOf(first),
						second: nameOf(second),
						auc
					}))
				}
			: null,
		checks: checks.map((check, i) => ({ ...check, ...whyOf(check), leads: listed[i] ?? [] })),
		unstamped: found.unstamped,
		notMeasured: missing,
		split: found.split,
		issues: [...importIssues, ...found.issues].map((each) => ({
			code: each.code,
			severity: each.severity,
			message: sentence(each, 'en')
		}))
	};
}

/** The reasons in words, beside their figures. */
function whyOf({ differences }: ColumnCheck) {
	if (!differences?.explained.measured) return {};
	const { rules, explained, written } = differences;
	return { why: differenceReasons(rules, explained, written, 'en') };
}

/** Figures by name; slope and intercept are those of the predicted rate (1 and 0 are right). */
function figuresOf(of: ScoreEvaluation) {
	const { auc, aucCi, gini, giniCi, ks, ksCi, averagePrecision, averagePrecisionCi } = of;
	const { brier, brierCi, logLoss, logLossCi, slope, inTheLarge, map, reliability } = of;
	return {
		...{ auc, aucCi, gini, giniCi, ks, ksCi, averagePrecision, averagePrecisionCi },
		slope: slope.measured ? slope.value : null,
		slopeCi: slope.measured ? slope.ci : null,
		intercept: inTheLarge.measured ? inTheLarge.value : null,
		interceptCi: inTheLarge.measured ? inTheLarge.ci : null,
		brier: { ...reliability.brier, score: brier, ci: brierCi },
		logLoss: { ...reliability.logLoss, score: logLoss, ci: logLossCi },
		map
	};
}

function gatesOf({ mql, sql }: Record<'mql' | 'sql', GateOnLater>) {
	const of = (gate: Gate | NotMeasured | null) => {
		if (!gate?.measured) return null;
		const { measured: _, ...rest } = gate;
		return rest;
	};
	const both = ({ won, accepted }: GateOnLater) => ({ won: of(won), accepted: of(accepted) });
	return { mql: both(mql), sql: both(sql) };
}

/** What was not measured, where, and why. */
function refusals({ comparison, scores, checks }: ModelsCompared) {
	const why = (what: string, part: Measured<object> | null) =>
		part && 'reason' in part
			? [{ what, code: part.reason, message: reasonSentence(part, 'en') }]
			: [];
	const ofChecks = checks.flatMap(({ column, score, agreement }) =>
		why(`${column} against ${score}`, agreement)
	);
	if (!comparison.measured) return [...why('comparison', comparison), ...ofChecks];
	const ofScores = comparison.scores.flatMap(({ gates, evaluation }, i) => [
		...(['mql', 'sql'] as const).flatMap((gate) => [
			...why(`${scores[i].name}: ${gate}`, gates[gate].won),
			...why(`${scores[i].name}: ${gate}, accepted`, gates[gate].accepted)
		]),
		...why(`${scores[i].name}: slope`, evaluation.slope),
		...why(`${scores[i].name}: intercept`, evaluation.inTheLarge)
	]);
	return [
		...ofScores,
		...why('equal volume', comparison.equalVolume),
		...why('worked leads', comparison.worked),
		...ofChecks
	];
}
