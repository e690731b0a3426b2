import type { Exclusion } from '#lib/domain/scorecard/scorecard.ts';
import type { Dialect } from './dialect.ts';
import { holds, type FieldLookup } from './rule-state.ts';
import { join, raw, sql, timestamp, type Sql } from './sql.ts';

/** What decides which leads count and which of them are won (statistics 3 to 7). */
export interface LeadPlan {
	/** Decision time = creation + this many days. */
	windowDays: number;
	horizonDays: number;
	/** Newest date of the data or as set by the user, ISO 8601 UTC. */
	dataDate: string | null;
	/** Whether creation dates and dated outcomes exist, so that maturity is known. */
	maturityKnown: boolean;
	/** `dated`: won when `won_at` lies within the horizon. `flag`: the column `won`. */
	outcome: 'dated' | 'flag';
	exclusions: Exclusion[];
}

/** What a lead counts as; the first that fits, in this order. */
export const LEAD_STATUS = {
	usable: 0,
	exclusion: 1,
	immature: 2,
	decidedBefore: 3,
	outcomeUnknown: 4
} as const;

/** The status of a lead as an integer expression over the role columns of a dataset. */
export function leadStatus(plan: LeadPlan, lookup: FieldLookup, dialect: Dialect): Sql {
	const cases = [
		...plan.exclusions.map((each) => when(holds(each.when, lookup, dialect), 'exclusion')),
		...(plan.maturityKnown ? whenUndecided(plan, dialect) : []),
		...(plan.outcome === 'flag' || !plan.maturityKnown
			? [when(raw('won IS NULL'), 'outcomeUnknown')]
			: [])
	];
	return cases.length === 0 ? raw('0') : sql`CASE ${join(cases, ' ')} ELSE 0 END`;
}

/** Number of the first exclusion of the card that takes a lead out, from 1; 0 where none does. */
export function excludedBy({ exclusions }: LeadPlan, lookup: FieldLookup, dialect: Dialect): Sql {
	if (exclusions.length === 0) return raw('0');
	const cases = exclusions.map(
		(each, i) => sql`WHEN ${holds(each.when, lookup, dialect)} THEN ${raw(String(i + 1))}`
	);
	return sql`CASE ${join(cases, ' ')} ELSE 0 END`;
}

/** 1 for a lead that sales worked by the end of its horizon, where that is known, else at any time (statistics 16). */
export function workedState(plan: LeadPlan, dialect: Dialect): Sql {
	return byHorizon(raw('worked_at'), plan, dialect);
}

/**
 * 1 for a lead that sales accepted by the end of its horizon, where that is known, else at any time (statistics 2). A lead
 * accepted before its decision time is accepted; whoever is won has been, whatever the date says.
 */
export function acceptedState(plan: LeadPlan, dialect: Dialect): Sql {
	return sql`CASE WHEN won_state = 1 THEN 1 ELSE ${byHorizon(raw('accepted_at'), plan, dialect)} END`;
}

/** 1 for a lead that is won by the plan's outcome, else 0. */
export function wonState(plan: LeadPlan, dialect: Dialect): Sql {
	if (plan.outcome === 'flag') return raw('CASE WHEN won THEN 1 ELSE 0 END');
	if (!plan.maturityKnown) return raw('CASE WHEN won_at IS NOT NULL THEN 1 ELSE 0 END');
	const until = outcomeKnownAt(plan, dialect);
	return sql`CASE WHEN won_at > ${decisionTime(plan, dialect)} AND won_at <= ${until} THEN 1 ELSE 0 END`;
}

/** Creation + signal window. */
export function decisionTime(plan: LeadPlan, dialect: Dialect): Sql {
	return dialect.addDays(raw('created_at'), plan.windowDays);
}

/** Decision time + horizon: when the outcome of a lead is known. */
export function outcomeKnownAt(plan: LeadPlan, dialect: Dialect): Sql {
	return dialect.addDays(raw('created_at'), plan.windowDays + plan.horizonDays);
}

function byHorizon(at: Sql, plan: LeadPlan, dialect: Dialect): Sql {
	const reached = plan.maturityKnown
		? sql`${at} <= ${outcomeKnownAt(plan, dialect)}`
		: sql`${at} IS NOT NULL`;
	return sql`CASE WHEN ${reached} THEN 1 ELSE 0 END`;
}

function whenUndecided(plan: LeadPlan, dialect: Dialect): Sql[] {
	if (plan.dataDate === null) throw new Error('leadStatus: known maturity needs a data date');
	const decided = decisionTime(plan, dialect);
	return [
		when(sql`${outcomeKnownAt(plan, dialect)} > ${timestamp(plan.dataDate)}`, 'immature'),
		when(sql`won_at <= ${decided} OR lost_at <= ${decided}`, 'decidedBefore')
	];
}

function when(condition: Sql, status: keyof typeof LEAD_STATUS): Sql {
	return sql`WHEN ${condition} THEN ${raw(String(LEAD_STATUS[status]))}`;
}
