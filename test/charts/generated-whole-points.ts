import type { RuleResult } from '#lib/domain/calibration/calibration.ts';
import type { CardFigures, WholePoints } from '#lib/domain/calibration/whole-points.ts';
import type { Measured } from '#lib/domain/units.ts';

/** Whole points of generated rules: made-up losses, but cards, shares and edits that fit one another. */
export function generatedWholePoints(
	rules: readonly RuleResult[],
	slope: number
): Measured<WholePoints> {
	const [nullLoss, bound] = [2688.1, 2210.4];
	const today = rules.map(({ points }) => points);
	const best = rules.map(({ points, calibratedPoints }) => calibratedPoints ?? points);
	const wrong = ['raise', 'lower', 'drop'];
	const fewest = rules.map(({ verdict }, r) => (wrong.includes(verdict) ? best[r] : today[r]));
	const card = (points: number[], explainedShare: number, auc: number): CardFigures => ({
		points,
		loss: nullLoss - explainedShare * (nullLoss - bound),
		explainedShare,
		edits: points.filter((value, r) => value !== today[r]).length,
		slope,
		worth: 1,
		auc
	});
	return {
		measured: true,
		wishes: {
			min: -50,
			max: 100,
			multipleOf: 1,
			maxChanged: null,
			within: 0.05,
			locked: 0,
			signed: 0
		},
		chosen: 'best',
		leads: 5200,
		wins: 640,
		capped: false,
		nullLoss,
		bound,
		reference: bound,
		certified: false,
		ranking: { measured: true, auc: 0.8391, ofWeights: 0.8396, gap: 0.0005 },
		today: card(today, 0.845, 0.811),
		rounded: card(best, 0.996, 0.8388),
		fewest: { measured: true, ...card(fewest, 0.962, 0.834) },
		best: card(best, 0.9985, 0.8391),
		alternatives: [card(fewest, 0.991, 0.838)],
		granularity: [
			{ reach: 3, gap: 35.2, gapShare: 0.0737 },
			{ reach: 5, gap: 12.6, gapShare: 0.0264 },
			{ reach: 10, gap: 2.8, gapShare: 0.0059 },
			{ reach: 20, gap: 0.49, gapShare: 0.00103 },
			{ reach: 50, gap: 0.1, gapShare: 0.00022 },
			{ reach: 100, gap: 0.04, gapShare: 0.00009 }
		],
		rules: rules.map(({ id }, r) => ({
			id,
			today: today[r],
			rounded: best[r],
			fewest: fewest[r],
			best: best[r],
			interval: [best[r] - 4, best[r] + 5],
			signWrong: best[r] === 0 ? null : 0.01,
			distribution: []
		})),
		stability: { measured: true, drawn: 1000, of: 'leads' },
		doubling: { measured: true, points: Math.LN2 / slope },
		attainable: { min: -40, max: 190, exact: true },
		hundred: { measured: true, factor: 100 / 230, shift: 4000 / 230 }
	};
}
