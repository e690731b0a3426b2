import type { CostMapping } from '#lib/domain/mapping/cost-mapping.ts';
import type { SideMappings } from '#lib/domain/mapping/dataset-mapping.ts';
import { parsePeriod } from '#lib/domain/mapping/parse-period.ts';
import { costKind, currencyOfRow, type SidePlan } from './side-plan.ts';

/** Columns of the tables beside the leads, in their order; all but costs begin with `lead`. */
export const SIDE_COLUMNS = {
	touches: ['lead', 'at', 'type', 'detail', 'channel', 'by_us'],
	stages: ['lead', 'stage', 'at', 'reason'],
	deals: ['lead', 'deal', 'amount', 'currency', 'closed_at', 'won', 'product'],
	costs: [
		'day',
		'until',
		'source',
		'campaign',
		'kind',
		'amount',
		'currency',
		'impressions',
		'clicks',
		'visits'
	]
} as const;

const TYPES: Record<string, string> = {
	at: 'TIMESTAMP',
	closed_at: 'TIMESTAMP',
	by_us: 'BOOLEAN',
	won: 'BOOLEAN',
	amount: 'BIGINT',
	impressions: 'BIGINT',
	clicks: 'BIGINT',
	visits: 'BIGINT',
	day: 'DATE',
	until: 'DATE'
};

/**
 * The good rows of a loaded side as they stand in the dataset, as a SELECT; those that belong to a lead with `rid`, the
 * place of the lead among the loaded rows, and `first_at`, when the lead was created.
 *
 * @param keys table of `makeLeadKeys`
 */
export function sideSelect<R extends SidePlan['role']>(
	role: R,
	mapping: SideMappings[R],
	{ plan, rows, badRows, keys }: { plan: SidePlan; rows: string; badRows: string; keys: string }
): string {
	const good = `loaded.rowid NOT IN (SELECT rid FROM ${badRows})`;
	if (role === 'costs') return costSelect(mapping as CostMapping, plan, rows, good);
	const expressions: Record<string, string> = { lead: 'CAST(leads.lead AS BIGINT)' };
	if (role === 'deals') {
		const { currency, outcome, closedAt } = mapping as SideMappings['deals'];
		expressions.currency = currencyOfRow({ currency });
		if (!outcome) expressions.won = 'true';
		if (outcome && closedAt) expressions.closed_at = 'CASE WHEN won IS NOT NULL THEN closed_at END';
	}
	const columns = SIDE_COLUMNS[role].map((name) => columnOf(name, plan, expressions[name]));
	return `SELECT ${columns.join(', ')}, leads.rid AS rid, leads.first_at AS first_at
		FROM ${rows} AS loaded JOIN ${keys} AS leads ON leads.key = loaded.key WHERE ${good}`;
}

function columnOf(name: string, { fields }: SidePlan, expression?: string): string {
	if (expression !== undefined) return `${expression} AS "${name}"`;
	if (fields.some(({ as }) => as === name)) return `loaded."${name}" AS "${name}"`;
	return `CAST(NULL AS ${TYPES[name] ?? 'VARCHAR'}) AS "${name}"`;
}

/** A sheet with a month a column becomes a row a month; months without an amount are left out. */
function costSelect(mapping: CostMapping, plan: SidePlan, rows: string, good: string): string {
	const shared = { kind: costKind(mapping.kind), currency: currencyOfRow(mapping) };
	const select = (own: Record<string, string>, where: string) => {
		const expressions: Record<string, string> = { until: 'loaded.until', ...shared, ...own };
		const columns = SIDE_COLUMNS.costs.map((name) => columnOf(name, plan, expressions[name]));
		return `SELECT ${columns.join(', ')} FROM ${rows} AS loaded WHERE ${good} AND ${where}`;
	};
	if (!mapping.months) return select({}, 'true');
	return mapping.months
		.map(({ month }, i) => {
			const period = parsePeriod(month);
			if (!period) throw new Error(`costs: ${month} is no month`);
			const own = {
				day: `DATE '${period.day}'`,
				until: `DATE '${period.until}'`,
				amount: `loaded.month_${i}`,
				impressions: 'CAST(NULL AS BIGINT)',
				clicks: 'CAST(NULL AS BIGINT)',
				visits: 'CAST(NULL AS BIGINT)'
			};
			return select(own, `loaded.month_${i} IS NOT NULL`);
		})
		.join(' UNION ALL ');
}

/** The order in which rows are kept, so that the same files give the same bytes. */
export const SIDE_ORDER = {
	touches: 'lead, "at", type, detail, channel, by_us',
	stages: 'lead, "at", stage, reason',
	deals: 'lead, closed_at, deal, amount, currency, won, product',
	costs: 'day, until, source, campaign, kind, amount, currency, impressions, clicks, visits'
} as const;
