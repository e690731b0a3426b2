import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { CentsByKind } from './allocate-costs.ts';

/** Sums over a group of leads: a source, a month, or all. */
export interface MoneySums {
	/** What was spent on them; `cost-unknown` where nothing was booked. */
	cost: Measured<CentsByKind>;
	/** Their share of the overhead; null where it is left out. */
	overhead: CentsByKind | null;
	leads: number;
	/** Null where the data has no such stage. */
	mqls: number | null;
	sqls: number | null;
	wins: number;
	/** New customers: accounts or persons, where several wins may be one customer's. */
	customers: number;
	/** Won value; null where no value is known. */
	revenueCents: number | null;
}

export interface MoneyOptions {
	/** Gross margin, above 0 and up to 1; null where the user gave none. */
	margin: number | null;
}

type Cents = Measured<{ cents: number }>;
type Ratio = Measured<{ ratio: number }>;

/** The money figures of a group of leads. Cents are not rounded. */
export interface MoneyFigures {
	/** Marketing cost per lead, MQL, SQL and win. */
	costPerLead: Cents;
	costPerMql: Cents;
	costPerSql: Cents;
	costPerWin: Cents;
	/** Cost of a new customer: marketing alone, and with sales, tools and overhead. */
	cacPaid: Cents;
	cacFull: Cents;
	/** Won value / marketing cost. No margin in it. */
	roas: Ratio;
	/** (Won value x margin - cost) / cost; of marketing cost, and of all cost. */
	roi: Ratio;
	roiFull: Ratio;
}

/**
 * Ratios of sums, never means of ratios (statistics 23). An unknown cost stays unknown; a known cost of 0 gives costs
 * of 0 and no return.
 *
 * @returns a figure is not measured for the reason of the cost (`cost-unknown`), or `no-leads`, `no-mqls`, `no-sqls`,
 * `no-wins`, `no-customers`, `no-column` (no such stage), `value-unknown`, `margin-unknown`, `cost-of-zero`,
 * `cost-negative` (refunds exceed it)
 * @throws Error for a margin outside 0..1 or a negative count
 * @example moneyFigures(sums, { margin: 0.6 }).costPerLead // { measured: true, cents: 9_512.4 }
 */
export function moneyFigures(sums: MoneySums, { margin }: MoneyOptions): MoneyFigures {
	if (margin !== null && !(margin > 0 && margin <= 1)) {
		throw new Error(`moneyFigures: margin ${margin}`);
	}
	const paid = known(sums.cost, ({ marketing }) => marketing);
	const full = known(sums.cost, (cost) => total(cost) + (sums.overhead ? total(sums.overhead) : 0));
	const gain: Cents =
		sums.revenueCents === null
			? notMeasured('value-unknown', { wins: sums.wins })
			: margin === null
				? notMeasured('margin-unknown')
				: { measured: true, cents: sums.revenueCents * margin };
	return {
		costPerLead: per(paid, sums.leads, 'no-leads'),
		costPerMql: per(paid, sums.mqls, 'no-mqls'),
		costPerSql: per(paid, sums.sqls, 'no-sqls'),
		costPerWin: per(paid, sums.wins, 'no-wins'),
		cacPaid: per(paid, sums.customers, 'no-customers'),
		cacFull: per(full, sums.customers, 'no-customers'),
		roas: returnOn(paid, sums),
		roi: netReturn(paid, gain),
		roiFull: netReturn(full, gain)
	};
}

function total({ marketing, sales, tool }: CentsByKind): number {
	return marketing + sales + tool;
}

function known(cost: Measured<CentsByKind>, of: (cost: CentsByKind) => number): Cents {
	if (!cost.measured) return cost;
	const cents = of(cost);
	return cents < 0 ? notMeasured('cost-negative', { costCents: cents }) : { measured: true, cents };
}

function per(cost: Cents, count: number | null, none: string): Cents {
	if (count === null) return notMeasured('no-column');
	if (!(count >= 0)) throw new Error(`moneyFigures: ${none}, ${count}`);
	if (!cost.measured) return cost;
	return count === 0
		? notMeasured(none, { costCents: cost.cents })
		: { measured: true, cents: cost.cents / count };
}

function returnOn(cost: Cents, { revenueCents, wins }: MoneySums): Ratio {
	if (!cost.measured) return cost;
	if (revenueCents === null) return notMeasured('value-unknown', { wins });
	if (cost.cents === 0) return notMeasured('cost-of-zero');
	return { measured: true, ratio: revenueCents / cost.cents };
}

function netReturn(cost: Cents, gain: Cents): Ratio {
	if (!cost.measured) return cost;
	if (!gain.measured) return gain;
	if (cost.cents === 0) return notMeasured('cost-of-zero');
	return { measured: true, ratio: (gain.cents - cost.cents) / cost.cents };
}
