import { groupRows, total } from './group-rows.ts';
import { centsOf, sampleRows, type Row } from './sample-rows.ts';
import { readWays, type Way } from './sample-ways.ts';

/** Gross margin that figures of the sample are asked for with. */
export const MARGIN = 0.6;

/** Age of maturity, days. */
export const AGE = 180;

export const ways = readWays();
const costs = sampleRows('costs');
export const monthOf = (row: Row) => row.created_at.slice(0, 7);
const young = ways.filter(({ followed }) => followed < AGE).map(({ row }) => monthOf(row));
const firstYoung = young.sort()[0];

/** Whether all leads of a month are old enough, as are those of all months before it. */
export const inUse = (month: string) => month < firstYoung;
export const valueOf = ({ row }: Way) => (row.won_at ? centsOf(row.deal_value_eur || '0') : 0);

/** Won leads that are the first win of their account. */
const firstWins = (() => {
	const won = ways.filter(({ row }) => row.won_at);
	won.sort((a, b) => Date.parse(a.row.won_at) - Date.parse(b.row.won_at));
	const known = new Set<string>();
	return new Set(
		won.filter(({ row: { account, lead_id } }) => {
			const customer = account || lead_id;
			return !known.has(customer) && known.add(customer);
		})
	);
})();

/** What was booked for no source, by month: every lead of the month bears the same part of it. */
export const overheadOf = new Map(
	[...groupRows(costs, ({ month }) => month)].map(([month, rows]) => {
		const sourceless = rows.filter(({ source }) => source === '');
		const leads = ways.filter(({ row }) => monthOf(row) === month).length;
		return [month, total(sourceless, ({ amount }) => centsOf(amount)) / leads];
	})
);

/** Leads and costs of a source that its money is counted over; of all sources where none is named. */
export function countedOf(source: string | null) {
	const spent = costs.filter(
		(row) => inUse(row.month) && (source === null ? row.source !== '' : row.source === source)
	);
	const months = new Set(spent.map(({ month }) => month));
	const own = ways.filter(
		({ row }) => inUse(monthOf(row)) && (source === null || row.source === source)
	);
	const known =
		source === null || spent.length === 0 ? own : own.filter(({ row }) => months.has(monthOf(row)));
	const cents = (kind: string | null) =>
		total(
			spent.filter((row) => kind === null || row.kind === kind),
			({ amount }) => centsOf(amount)
		);
	return {
		leads: known,
		isKnown: spent.length > 0,
		marketing: cents('marketing'),
		full: cents(null) + total(known, ({ row }) => overheadOf.get(monthOf(row))!)
	};
}

export type Counted = ReturnType<typeof countedOf>;

/** The figures of some leads, each counted so many times. */
export function figuresOf(
	{ leads, marketing, full }: Counted,
	times: (i: number) => number,
	perWin: number
) {
	const sum = { leads: 0, mqls: 0, sqls: 0, wins: 0, revenue: 0 };
	leads.forEach((way, i) => {
		const n = times(i);
		if (n === 0) return;
		const came = (stage: number) => way.seen.slice(stage).some((day) => day !== null);
		sum.leads += n;
		if (came(1)) sum.mqls += n;
		if (came(3)) sum.sqls += n;
		if (way.row.won_at) sum.wins += n;
		sum.revenue += n * valueOf(way);
	});
	const customers = sum.wins * perWin;
	return {
		costPerLead: marketing / sum.leads,
		costPerMql: marketing / sum.mqls,
		costPerSql: marketing / sum.sqls,
		costPerWin: marketing / sum.wins,
		cacPaid: marketing / customers,
		cacFull: full / customers,
		roas: sum.revenue / marketing,
		roi: (MARGIN * sum.revenue - marketing) / marketing,
		roiFull: (MARGIN * sum.revenue - full) / full
	};
}

/** New customers of a win, on average. */
export function customersPerWin({ leads }: Counted): number {
	const wins = leads.filter(({ row }) => row.won_at).length;
	return wins === 0 ? 0 : leads.filter((way) => firstWins.has(way)).length / wins;
}

/** Leads of months in which their source cost something; of all sources together those that cost something. */
export function paidLeads(group: string | null): Way[] {
	const paid = new Set(costs.map(({ source, month }) => `${source} ${month}`));
	return ways.filter(
		({ row }) =>
			inUse(monthOf(row)) &&
			(group === null || row.source === group) &&
			paid.has(`${row.source} ${monthOf(row)}`)
	);
}

/** What was booked for a source in a month; for any source where none is named. */
export function spentIn(month: string, group: string | null): number {
	const own = costs.filter(
		(row) => row.month === month && (group === null ? row.source !== '' : row.source === group)
	);
	return total(own, ({ amount }) => centsOf(amount));
}
