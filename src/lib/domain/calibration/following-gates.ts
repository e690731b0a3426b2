import type { Cells } from '#lib/domain/cells/cells.ts';
import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import {
	resampledThresholds,
	type LeadKinds,
	type ResamplingOptions
} from '#lib/domain/thresholds/resampled-thresholds.ts';
import { gateOfVolume, sameVolume } from '#lib/domain/thresholds/same-volume.ts';
import { notMeasured } from '#lib/domain/units.ts';
import { cellsByAccount } from './gate-accounts.ts';
import type { GateName, GateOnTraining } from './gate-choices.ts';
import { ownOutcome } from './own-outcome.ts';
import type { ScoreSides } from './score-sides.ts';

const NAMES: GateName[] = ['mql', 'sql'];

/**
 * Today's gates, as the card says.
 *
 * @returns not measured where the card names none: `no-gate-on-card`
 * @example gatesOfCard({ mql: 50, sql: null }, true)[0].chosen // { measured: true, threshold: 50, interval: null, … }
 */
export function gatesOfCard(
	thresholds: Scorecard['thresholds'],
	acceptanceKnown: boolean
): GateOnTraining[] {
	return NAMES.map((gate) => {
		const threshold = thresholds[gate];
		const outcome = ownOutcome(gate, 'card', acceptanceKnown);
		const chosen = { measured: true, interval: null, breakEven: null, nextBlock: null } as const;
		if (threshold !== null)
			return { gate, rule: 'card', outcome, chosen: { ...chosen, threshold } };
		return { gate, rule: 'card', outcome, chosen: notMeasured('no-gate-on-card') };
	});
}

/** Training leads, and how both cards score them. */
interface Leads {
	train: Cells;
	today: ScoreSides;
	calibrated: ScoreSides;
	/** The same leads by account; null where each stands for itself (statistics 1). */
	accounts: ClusterCounts | null;
}

/**
 * Gates of calibrated points that let as many training leads through as today's gates do, with bootstrap intervals: in every
 * sample today's gate passes other leads, and as many have to pass.
 *
 * @returns not measured for the reasons of `sameVolume`, and `no-gate-on-card`
 * @example sameVolumeGates({ mql: 50, sql: null }, { train, today, calibrated, accounts: null }, true)[0].chosen.threshold // 47
 */
export function sameVolumeGates(
	thresholds: Scorecard['thresholds'],
	leads: Leads,
	acceptanceKnown: boolean,
	options: Pick<ResamplingOptions, 'seed' | 'draws'> = {}
): GateOnTraining[] {
	const found = NAMES.map((gate) => {
		const threshold = thresholds[gate];
		return threshold === null
			? notMeasured('no-gate-on-card')
			: sameVolume(leads.today.trainGroups, threshold, leads.calibrated.trainGroups);
	});
	const kindOf = kindsOf(thresholds, leads.today);
	const { trainGroups } = leads.calibrated;
	const sampling = leads.accounts
		? cellsByAccount(trainGroups, leads.accounts, 4, kindOf, options)
		: options;
	const intervals = found.some((each) => each.measured)
		? resampledThresholds(
				passingKinds(leads, kindOf),
				(sample) => NAMES.map((_, i) => (found[i].measured ? sameAgain(sample, i) : null)),
				sampling
			)
		: [];
	return NAMES.map((gate, i) => {
		const each = found[i];
		const told = {
			gate,
			rule: 'same-volume',
			outcome: ownOutcome(gate, 'same-volume', acceptanceKnown)
		} as const;
		if (!each.measured) return { ...told, chosen: each };
		const { threshold } = each;
		const interval = intervals[i];
		return {
			...told,
			chosen: { measured: true, threshold, interval, breakEven: null, nextBlock: null }
		};
	});
}

/** Whether the leads of a training cell pass neither of today's gates (0), the MQL gate (1), the SQL gate (2), both (3). */
function kindsOf(thresholds: Scorecard['thresholds'], today: ScoreSides) {
	const [mql, sql] = NAMES.map((gate) => thresholds[gate] ?? Infinity);
	return (cell: number) => Number(today.train[cell] >= mql) + 2 * Number(today.train[cell] >= sql);
}

/** Training leads by calibrated score and by which of today's gates they pass. */
function passingKinds(
	{ train: { n }, calibrated }: Leads,
	kindOf: (cell: number) => number
): LeadKinds {
	const { score, group } = calibrated.trainGroups;
	const kinds = [0, 1, 2, 3].map(() => new Float64Array(score.length));
	for (let c = 0; c < n.length; c++) if (n[c] > 0) kinds[kindOf(c)][group[c]] += n[c];
	return { score, kinds };
}

/** The gate of a sample, for the first or the second gate of the card; null where today's passes no sampled lead. */
function sameAgain({ score, kinds }: LeadKinds, gate: number): number | null {
	const n = score.map((_, g) => kinds.reduce((sum, leads) => sum + leads[g], 0));
	const passing = kinds.filter((_, kind) => kind & (1 << gate));
	const wanted = passing.reduce((sum, leads) => sum + leads.reduce((a, b) => a + b, 0), 0);
	return wanted > 0 ? gateOfVolume({ score, n }, wanted).threshold : null;
}
