import type { ScoreEvaluation } from '#lib/domain/calibration/calibration.ts';
import type { DrawnScores } from '#lib/charts/drawn-scores.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Format } from '#lib/ui/format.ts';

/** One figure of the comparison: what it is called, what it means, and its value and interval for a score. */
export interface FigureRow {
	label: string;
	help: string;
	digits: number;
	/** Part of the figure above. */
	part?: boolean;
	/** null where it could not be measured. */
	of: (score: ScoreEvaluation) => { value: number; ci?: [number, number] } | null;
}

/** The figures of a score in the order in which they are read: ranking, prediction, honesty of the prediction. */
export function figureRows({ leads, wins, scores }: DrawnScores, f: Format): FigureRow[] {
	const rate = wins / leads;
	const { brier, logLoss } = scores[0].of.reliability;
	return [
		row(m.compare_auc(), m.compare_auc_help(), 3, ({ auc, aucCi }) => [auc, aucCi]),
		row(m.compare_gini(), m.compare_gini_help(), 3, ({ gini, giniCi }) => [gini, giniCi]),
		row(m.compare_ks(), m.compare_ks_help(), 3, ({ ks, ksCi }) => [ks, ksCi]),
		row(
			m.compare_precision(),
			m.compare_precision_help({ rate: f.decimal(rate, 3) }),
			3,
			({ averagePrecision, averagePrecisionCi }) => [averagePrecision, averagePrecisionCi]
		),
		row(
			m.compare_brier(),
			m.compare_brier_help({ base: f.decimal(brier.uncertainty, 4) }),
			4,
			({ brier, brierCi }) => [brier, brierCi]
		),
		part(m.compare_miscalibration(), m.compare_miscalibration_help(), ({ reliability }) => [
			reliability.brier.miscalibration
		]),
		part(m.compare_discrimination(), m.compare_discrimination_help(), ({ reliability }) => [
			reliability.brier.discrimination
		]),
		row(
			m.compare_log_loss(),
			m.compare_log_loss_help({ base: f.decimal(logLoss.uncertainty, 4) }),
			4,
			({ logLoss, logLossCi }) => [logLoss, logLossCi]
		),
		row(m.compare_slope(), m.compare_slope_help(), 2, ({ slope }) =>
			slope.measured ? [slope.value, slope.ci] : null
		),
		row(m.compare_in_the_large(), m.compare_in_the_large_help(), 2, ({ inTheLarge }) =>
			inTheLarge.measured ? [inTheLarge.value, inTheLarge.ci] : null
		)
	];
}

type Measure = (score: ScoreEvaluation) => [number, [number, number]?] | null;

function row(label: string, help: string, digits: number, measure: Measure): FigureRow {
	const of = (score: ScoreEvaluation) => {
		const found = measure(score);
		return found && { value: found[0], ci: found[1] };
	};
	return { label, help, digits, of };
}

function part(label: string, help: string, measure: Measure): FigureRow {
	return { ...row(label, help, 4, measure), part: true };
}
