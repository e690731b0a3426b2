import { probabilityMap } from '#lib/domain/evaluation/probability-map.ts';
import type { ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { capacityGate } from '#lib/domain/thresholds/capacity-gate.ts';
import { costGate } from '#lib/domain/thresholds/cost-gate.ts';
import { jointGates, type JointGates } from '#lib/domain/thresholds/joint-gates.ts';
import { acceptedGroups, jointOutcomes, wonGroups } from '#lib/domain/thresholds/outcome-kinds.ts';
import { precisionGate } from '#lib/domain/thresholds/precision-gate.ts';
import { refitMap, type ScoreMap } from '#lib/domain/thresholds/refit-map.ts';
import type { LeadKinds } from '#lib/domain/thresholds/resampled-thresholds.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { ChosenGate, GateChoices, GateName, GateOnTraining } from './gate-choices.ts';
import type { OutcomeGroups } from './gate-side.ts';
import { economicsOf, jointEconomicsOf, type GateTerms } from './gate-terms.ts';
import { gateSetBy, ownOutcome } from './own-outcome.ts';

/** A rule that was asked for: the gate it sets, and how it chooses that gate on any sample of the leads. */
export interface AskedRule extends Pick<GateOnTraining, 'gate' | 'rule' | 'outcome'> {
	choose(
		leads: LeadKinds
	): Measured<Pick<ChosenGate, 'threshold'> & Partial<Pick<ChosenGate, 'breakEven' | 'nextBlock'>>>;
}

/**
 * The rules that were asked for: by capacity, by cost, by conversion rate, both gates together.
 *
 * @param train - the leads themselves; their probability maps are where those of samples begin
 * @param card - today's thresholds
 * @example askedRules(train, terms, inflow, { mql: 50, sql: 70 }).map(({ rule }) => rule) // ['capacity']
 */
export function askedRules(
	train: OutcomeGroups,
	terms: GateTerms,
	inflow: GateChoices['inflow'],
	card: Scorecard['thresholds']
): AskedRule[] {
	const maps = { won: mapNear(train.won), accepted: mapNear(train.accepted ?? train.won) };
	return [
		...byCapacity(terms, inflow, card),
		...byCost(terms, maps, card),
		...byPrecision(terms, card),
		...together(terms, maps)
	];
}

type MapOf = (groups: ScoreGroups) => Measured<ScoreMap>;

/** Fits the map of a sample from that of the leads. */
function mapNear(leads: ScoreGroups): MapOf {
	const own = probabilityMap(leads);
	return own.measured ? (sample) => refitMap(sample, own) : () => own;
}

function byCapacity(
	{ capacity, acceptanceKnown }: GateTerms,
	inflow: GateChoices['inflow'],
	card: Scorecard['thresholds']
): AskedRule[] {
	if (capacity === null) return [];
	const gate = gateSetBy('capacity', card);
	const outcome = ownOutcome(gate, 'capacity', acceptanceKnown);
	const choose: AskedRule['choose'] = (leads) => {
		if (!inflow.measured) return inflow;
		const known = outcome === 'accepted' && leads.kinds.length === 3;
		const groups = known ? acceptedGroups(leads) : wonGroups(leads);
		const count = groups.n.reduce((sum, value) => sum + value, 0);
		return capacityGate(groups, count / inflow.perWeek, capacity);
	};
	return [{ gate, rule: 'capacity', outcome, choose }];
}

function byCost(
	terms: GateTerms,
	maps: { won: MapOf },
	card: Scorecard['thresholds']
): AskedRule[] {
	if (terms.costCents === null) return [];
	const worked = economicsOf(terms);
	const choose: AskedRule['choose'] = (leads) =>
		worked.measured ? costGate(wonGroups(leads), worked.economics, maps.won) : worked;
	return [{ gate: gateSetBy('cost', card), rule: 'cost', outcome: 'won', choose }];
}

function byPrecision({ precision }: GateTerms, card: Scorecard['thresholds']): AskedRule[] {
	if (precision === null) return [];
	const choose: AskedRule['choose'] = (leads) => precisionGate(wonGroups(leads), precision);
	return [{ gate: gateSetBy('precision', card), rule: 'precision', outcome: 'won', choose }];
}

/** Both gates come from one choice, which is made once a sample. */
function together(terms: GateTerms, maps: { won: MapOf; accepted: MapOf }): AskedRule[] {
	if (terms.qualifyCents === null) return [];
	const worked = jointEconomicsOf(terms);
	let last: { leads: LeadKinds; gates: Measured<JointGates> } | null = null;
	const both = (leads: LeadKinds): Measured<JointGates> => {
		if (!worked.measured) return worked;
		if (last?.leads !== leads) {
			last = { leads, gates: jointGates(jointOutcomes(leads), worked.economics, maps) };
		}
		return last.gates;
	};
	const of = (gate: GateName): AskedRule => ({
		gate,
		rule: 'joint',
		outcome: ownOutcome(gate, 'joint', terms.acceptanceKnown),
		choose(leads) {
			const gates = both(leads);
			if (!gates.measured) return gates;
			const threshold = gates[gate];
			return threshold === null
				? notMeasured('none-straight-to-sales')
				: { measured: true, threshold };
		}
	});
	return [of('mql'), of('sql')];
}
