import type { Honesty } from '#lib/domain/calibration/honesty.ts';
import { driftOf } from '#lib/domain/calibration/drift.ts';
import type { Ranking, SplitClaim } from '#lib/domain/calibration/split-claim.ts';
import { wilson } from '#lib/domain/intervals/wilson.ts';
import { notMeasured } from '#lib/domain/units.ts';

/** An honesty panel of made-up leads: later ones convert more often, and a random split flatters. */
export function generatedHonesty(leads: number, wins: number): Honesty {
	const claim: SplitClaim = {
		leads,
		wins,
		rate: wins / leads,
		rateCi: wilson(wins, leads),
		predicted: 0.75 * (wins / leads),
		current: ranking(0.742, 0.015),
		fitted: ranking(0.788, 0.014)
	};
	const atRandom = { ...claim, predicted: claim.rate, fitted: ranking(0.851, 0.012) };
	return {
		claim: { measured: true, ...claim },
		randomSplit: {
			measured: true,
			atRandom,
			difference: {
				current: { difference: 0, ci: [-0.042, 0.042] },
				fitted: { difference: 0.063, ci: [0.027, 0.099] }
			},
			flatters: ['ranking', 'level']
		},
		drift: driftOf({ leads: 5200, wins: 486 }, { leads, wins }, claim.predicted),
		worked: {
			measured: true,
			leads: 5200 + leads,
			worked: 3100,
			share: 3100 / (5200 + leads),
			shareCi: wilson(3100, 5200 + leads),
			wins: 486 + wins,
			winsNotWorked: 4
		},
		exclusions: [
			{ id: 'competitor', label: 'Competitor', leads: 92, wins: 2 },
			{ id: 'student', label: 'Student', leads: 50, wins: 7 }
		],
		rolling: notMeasured('enough-test-wins')
	};
}

function ranking(auc: number, standardError: number): Ranking {
	return { auc, standardError, ci: [auc - 1.96 * standardError, auc + 1.96 * standardError] };
}
