import type { LeadEconomics } from '#lib/domain/thresholds/cost-gate.ts';
import type { JointEconomics } from '#lib/domain/thresholds/joint-gates.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { GateWishes } from './calibration-options.ts';
import type { Evidence } from './evidence.ts';

/** What the gates have to keep to; null where it was neither given nor found in the data. */
export interface GateTerms {
	/** Leads sales can work in a week. */
	capacity: number | null;
	/** Floor under the conversion rate, 0..1. */
	precision: number | null;
	valueCents: number | null;
	/** Wins whose mean revenue is `valueCents`; null where the value was given. */
	valueFromWins: number | null;
	margin: number | null;
	costCents: number | null;
	qualifyCents: number | null;
	/** Whether the data says which leads sales accepted. */
	acceptanceKnown: boolean;
}

/**
 * The wishes of a user, and the value of a win as the data has it where none was given.
 *
 * @example gateTerms({ capacity: 40 }, noEvidence).valueCents // null
 */
export function gateTerms(wishes: GateWishes, { accepted, winValue }: Evidence): GateTerms {
	const given = wishes.valueCents ?? null;
	return {
		capacity: wishes.capacity ?? null,
		precision: wishes.precision ?? null,
		valueCents: given ?? (winValue ? Math.round(winValue.meanCents) : null),
		valueFromWins: given === null && winValue ? winValue.wins : null,
		margin: wishes.margin ?? null,
		costCents: wishes.costCents ?? null,
		qualifyCents: wishes.qualifyCents ?? null,
		acceptanceKnown: accepted !== null
	};
}

/**
 * What working a lead costs and brings.
 *
 * @returns not measured: what was not given, first `cost-not-given`, then `value-not-given`, `margin-not-given`
 * @example economicsOf({ ...terms, margin: null }) // { measured: false, reason: 'margin-not-given', … }
 */
export function economicsOf({
	valueCents,
	margin,
	costCents
}: GateTerms): Measured<{ economics: LeadEconomics }> {
	if (costCents === null) return notMeasured('cost-not-given');
	if (valueCents === null) return notMeasured('value-not-given');
	if (margin === null) return notMeasured('margin-not-given');
	return { measured: true, economics: { valueCents, margin, costCents } };
}

/**
 * What both kinds of work cost and a win brings.
 *
 * @returns not measured: `acceptance-not-mapped`, `qualify-cost-not-given`, and the reasons of `economicsOf`
 * @example jointEconomicsOf({ ...terms, acceptanceKnown: false }) // { measured: false, reason: 'acceptance-not-mapped', … }
 */
export function jointEconomicsOf(terms: GateTerms): Measured<{ economics: JointEconomics }> {
	if (!terms.acceptanceKnown) return notMeasured('acceptance-not-mapped');
	if (terms.qualifyCents === null) return notMeasured('qualify-cost-not-given');
	const worked = economicsOf(terms);
	if (!worked.measured) return worked;
	const { valueCents, margin, costCents } = worked.economics;
	const { qualifyCents } = terms;
	return { measured: true, economics: { valueCents, margin, qualifyCents, workCents: costCents } };
}
