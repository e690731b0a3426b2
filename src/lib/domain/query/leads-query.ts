import type { Dialect } from './dialect.ts';
import {
	excludedBy,
	LEAD_STATUS,
	leadStatus,
	outcomeKnownAt,
	wonState,
	type LeadPlan
} from './lead-status.ts';
import type { FieldLookup } from './rule-state.ts';
import { splitKey, type Ordering } from './split-key.ts';
import { join, raw, sql, timestamp, type Sql } from './sql.ts';

/** A lead table with the columns every dataset has: row_number, created_at, won_at, lost_at, won, account, order_key. */
export interface LeadsTable {
	table: Sql;
	/** Whether leads carry an account. */
	accounts: boolean;
	lookup: FieldLookup;
	dialect: Dialect;
}

/** Where the later leads begin, and who is left out for it. */
export interface SplitCut {
	ordering: Ordering;
	seed: number;
	/** Smallest key of a test lead; null: all leads train. */
	firstTestKey: number | null;
	/** Leave out training leads whose outcome was known only after this date, ISO 8601 UTC; null: keep them. */
	dropKnownAfter: string | null;
}

/** Leads and wins by status; columns status, n, k. */
export function statusQuery(leads: LeadsTable, plan: LeadPlan): Sql {
	return sql`SELECT status, ${counts()}
FROM (SELECT ${statusOf(leads, plan)} AS status, ${wonState(plan, leads.dialect)} AS won_state
	FROM ${leads.table}) AS leads_with_status
GROUP BY status`;
}

/** Leads and wins by the exclusion that takes them out, from 1; columns exclusion, n, k. */
export function exclusionsQuery({ table, lookup, dialect }: LeadsTable, plan: LeadPlan): Sql {
	return sql`SELECT exclusion, ${counts()}
FROM (SELECT ${excludedBy(plan, lookup, dialect)} AS exclusion, ${wonState(plan, dialect)} AS won_state
	FROM ${table}) AS leads_with_exclusion
WHERE exclusion > 0 GROUP BY exclusion`;
}

/** Usable leads and wins by split key, ascending; columns key, n, k. */
export function keysQuery(
	leads: LeadsTable,
	plan: LeadPlan,
	ordering: Ordering,
	seed: number
): Sql {
	return sql`SELECT split_key, ${counts()}
FROM ${usable(leads, plan, ordering, seed)} AS usable_leads
GROUP BY split_key ORDER BY split_key`;
}

/** The key of the lead at a position of the usable leads, ascending; column split_key. */
export function keyAtQuery(
	leads: LeadsTable,
	plan: LeadPlan,
	ordering: Ordering,
	seed: number,
	position: number
): Sql {
	return sql`SELECT split_key FROM ${usable(leads, plan, ordering, seed)} AS usable_leads
ORDER BY split_key LIMIT 1 OFFSET ${raw(String(Math.trunc(position)))}`;
}

/** Leads below, at and above a key, and the next key; columns below, at_key, above, next_key. */
export function aroundKeyQuery(
	leads: LeadsTable,
	plan: LeadPlan,
	ordering: Ordering,
	seed: number,
	key: number
): Sql {
	const count = (condition: Sql) =>
		sql`CAST(SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END) AS DOUBLE)`;
	return sql`SELECT ${count(sql`split_key < ${key} OR split_key IS NULL`)} AS below, ${count(sql`split_key = ${key}`)} AS at_key,
	${count(sql`split_key > ${key}`)} AS above, MIN(CASE WHEN split_key > ${key} THEN split_key ELSE NULL END) AS next_key
FROM ${usable(leads, plan, ordering, seed)} AS usable_leads`;
}

/** Usable leads and wins by part, and by whether a training outcome was known by a date; columns test, late, n, k. */
export function lateOutcomesQuery(
	leads: LeadsTable,
	plan: LeadPlan,
	cut: SplitCut,
	splitDate: string
): Sql {
	const late = sql`CASE WHEN ${outcomeKnownAt(plan, leads.dialect)} > ${timestamp(splitDate)} THEN 1 ELSE 0 END`;
	return sql`SELECT test, late, ${counts()}
FROM (SELECT ${testOf(cut)} AS test, ${late} AS late, won_state
	FROM ${usable(leads, plan, cut.ordering, cut.seed)} AS usable_leads) AS parts
GROUP BY test, late`;
}

/**
 * Where the cells come from: usable leads with test and won, less the training leads whose outcome came too
 * late and the test leads whose account stands in training (statistics 6).
 */
export function splitLeads(
	leads: LeadsTable,
	plan: LeadPlan,
	cut: SplitCut
): { from: Sql; won: Sql; test: Sql; where: Sql } {
	const { from, train, test } = partsOfLeads(leads, plan, cut);
	return { from, won: raw('won_state'), test: raw('test'), where: sql`${train} OR ${test}` };
}

/**
 * All usable leads with test, won_state and split_key, and the conditions under which one counts as a training or a test
 * lead; where neither holds it is left out for the split.
 *
 * @param units - add unit_number: the first row of the lead's account, its own row where it has none
 */
export function partsOfLeads(
	leads: LeadsTable,
	plan: LeadPlan,
	cut: SplitCut,
	units = false
): { from: Sql; train: Sql; test: Sql } {
	const split = (withUnits: boolean) =>
		sql`(SELECT *, ${testOf(cut)} AS test FROM ${usable(leads, plan, cut.ordering, cut.seed, withUnits)} AS usable_leads)`;
	const kept = keptInTraining(plan, cut, leads.dialect);
	const training = sql`SELECT account FROM ${split(false)} AS training WHERE test = 0 AND account IS NOT NULL AND ${kept}`;
	return {
		from: sql`${split(units)} AS split_leads`,
		train: sql`(test = 0 AND ${kept})`,
		test: leads.accounts
			? sql`(test = 1 AND (account IS NULL OR account NOT IN (${training})))`
			: raw('(test = 1)')
	};
}

function keptInTraining(plan: LeadPlan, cut: SplitCut, dialect: Dialect): Sql {
	if (cut.dropKnownAfter === null) return raw('1 = 1');
	return sql`${outcomeKnownAt(plan, dialect)} <= ${timestamp(cut.dropKnownAfter)}`;
}

function usable(
	leads: LeadsTable,
	plan: LeadPlan,
	ordering: Ordering,
	seed: number,
	units = false
): Sql {
	const status = statusOf(leads, plan);
	const key = splitKey(ordering, plan, seed, leads.dialect);
	return sql`(SELECT *, ${wonState(plan, leads.dialect)} AS won_state, ${key} AS split_key
	FROM ${units || ordering === 'random' ? withUnit(leads) : leads.table} AS leads_with_unit WHERE ${status} = ${raw(String(LEAD_STATUS.usable))})`;
}

/** The number a random split draws by: of the lead, or of its account's first lead, so that no account is cut. */
function withUnit({ table, accounts }: LeadsTable): Sql {
	if (!accounts) return sql`(SELECT *, row_number AS unit_number FROM ${table})`;
	return sql`(SELECT each_lead.*, COALESCE(first_of_account.first_row, each_lead.row_number) AS unit_number
	FROM ${table} AS each_lead LEFT JOIN (
		SELECT account, MIN(row_number) AS first_row FROM ${table} AS of_account GROUP BY account
	) AS first_of_account ON each_lead.account = first_of_account.account)`;
}

function statusOf({ lookup, dialect }: LeadsTable, plan: LeadPlan): Sql {
	return leadStatus(plan, lookup, dialect);
}

function testOf(cut: SplitCut): Sql {
	if (cut.firstTestKey === null) return raw('0');
	return sql`CASE WHEN split_key >= ${cut.firstTestKey} THEN 1 ELSE 0 END`;
}

function counts(): Sql {
	return join(
		[raw('CAST(COUNT(*) AS DOUBLE) AS n'), raw('CAST(SUM(won_state) AS DOUBLE) AS k')],
		', '
	);
}
