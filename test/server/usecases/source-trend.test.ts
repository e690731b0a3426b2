import { beforeAll, describe, expect, it } from 'vitest';
import type { SourceReport } from '#lib/server/usecases/source-report.ts';
import { groupRows, total } from './group-rows.ts';
import { useFigures } from './sample-desk.ts';
import { centsOf, daysFrom, sampleRows, type Row } from './sample-rows.ts';
import { now, readWays } from './sample-ways.ts';
import { rateLike, sourcesOf, told } from './sources-of-sample.ts';

const { sampleDesk } = useFigures();
const AGE = 180;
const ways = readWays();
const monthOf = (row: Row) => row.created_at.slice(0, 7);
const isMature = ({ followed }: { followed: number }) => followed >= AGE;
const isCustomer = (way: (typeof ways)[number]) =>
	isMature(way) && way.seen[5] !== null && way.seen[5] <= AGE;

let report: SourceReport;
beforeAll(async () => {
	report = await sourcesOf(await sampleDesk());
}, 60_000);

/** Leads and customers of old leads of each source, created in months of a stretch. */
function stretch(from: string, to: string) {
	const own = ways.filter(({ row }) => monthOf(row) >= from && monthOf(row) <= to);
	const old = groupRows(own.filter(isMature), ({ row }) => row.source);
	return new Map(
		[...old].map(([source, some]) => [
			source,
			{ leads: some.length, wins: some.filter(isCustomer).length }
		])
	);
}

/** Customers as number of leads x sum of share of a source x rate of the source. */
interface Made {
	leads: number;
	shares: Map<string, number>;
	rates: Map<string, number>;
}

function madeOf(counts: Map<string, { leads: number; wins: number }>): Made {
	const leads = total([...counts.values()], (each) => each.leads);
	return {
		leads,
		shares: new Map([...counts].map(([source, each]) => [source, each.leads / leads])),
		rates: new Map([...counts].map(([source, each]) => [source, each.wins / each.leads]))
	};
}

const rateOf = (shares: Map<string, number>, rates: Map<string, number>) =>
	total([...shares], ([source, share]) => share * (rates.get(source) ?? 0));

/** What a change of one thing alone does, on average over the orders in which both could have changed. */
const average = (a: number, b: number) => (a + b) / 2;

describe.each(['before', 'year'] as const)('the trend of the sample (%s)', (against) => {
	it('tells volume, mix and rate as changing one after the other does, on average of both orders', async () => {
		const { trend } = await sourcesOf(await sampleDesk(), `against=${against}`);
		const { before, after, change } = told(trend);
		expect([after.from, after.to]).toEqual(['2025-10', '2026-03']);
		expect([before.from, before.to]).toEqual(
			against === 'year' ? ['2024-10', '2025-03'] : ['2025-04', '2025-09']
		);
		const counts = [before, after].map(({ from, to }) => stretch(from, to));
		[before, after].forEach(({ rate }, i) => {
			const all = [...counts[i].values()];
			const [wins, leads] = [total(all, (each) => each.wins), total(all, (each) => each.leads)];
			expect(rate).toMatchObject(rateLike(wins, leads));
		});
		const [one, two] = counts.map(madeOf);
		for (const source of new Set([...one.rates.keys(), ...two.rates.keys()])) {
			if (!one.rates.has(source)) one.rates.set(source, two.rates.get(source)!);
			if (!two.rates.has(source)) two.rates.set(source, one.rates.get(source)!);
		}
		const rate = (shares: Made, rates: Made) => rateOf(shares.shares, rates.rates);
		const volume = average(
			(two.leads - one.leads) * rate(one, one),
			(two.leads - one.leads) * rate(two, two)
		);
		const leads = average(one.leads, two.leads);
		const mix = leads * average(rate(two, one) - rate(one, one), rate(two, two) - rate(one, two));
		const rates = leads * average(rate(one, two) - rate(one, one), rate(two, two) - rate(two, one));
		expect(change.volume).toBeCloseTo(volume, 9);
		expect(change.mix).toBeCloseTo(mix, 9);
		expect(change.rate).toBeCloseTo(rates, 9);
		for (const part of change.sources) {
			const own = ({ rates: of }: Made) => of.get(part.source)!;
			const share = ({ shares }: Made) => shares.get(part.source) ?? 0;
			const better = average(own(one), own(two)) - average(rate(one, one), rate(two, two));
			expect(part.mix).toBeCloseTo(leads * (share(two) - share(one)) * better, 9);
			expect(part.rate).toBeCloseTo(
				leads * average(share(one), share(two)) * (own(two) - own(one)),
				9
			);
		}
	});
});

describe('the months of the sources of the sample', () => {
	it('have leads, those old enough, and customers among these', () => {
		const own = groupRows(ways, ({ row }) => `${row.source} ${monthOf(row)}`);
		expect(report.months).toHaveLength(own.size);
		for (const { source, month, ...found } of report.months) {
			const some = own.get(`${source} ${month}`)!;
			expect(found).toEqual({
				leads: some.length,
				mature: some.filter(isMature).length,
				customers: some.filter(isCustomer).length
			});
		}
	});
});

describe('the customers of the sample who bought again', () => {
	const leadOf = new Map(sampleRows('leads').map((row) => [row.lead_id, row]));
	const bought = groupRows(
		sampleRows('deals')
			.filter((deal) => deal.won === 'yes' && deal.closed_at && deal.closed_at <= now)
			.sort((a, b) => Date.parse(a.closed_at) - Date.parse(b.closed_at)),
		({ lead_id }) => leadOf.get(lead_id)!.account || lead_id
	);
	const again = [...bought.values()].filter((deals) => deals.length > 1);

	it('have the products that followed each other', () => {
		const { steps } = told(report.repeats);
		const own = groupRows(again, ([first, second]) => `${first.product} > ${second.product}`);
		const found = steps.map((step) => [`${step.before} > ${step.after}`, step.customers]);
		expect(new Map(found as [string, number][])).toEqual(
			new Map([...own].map(([step, deals]) => [step, deals.length]))
		);
	});

	it('are of the source of the lead of their first deal, with all they paid', () => {
		const own = groupRows([...bought.values()], ([first]) => leadOf.get(first.lead_id)!.source);
		const { sources, rate, wait } = told(report.repeats);
		expect(sources.map(({ source }) => source).sort()).toEqual([...own.keys()].sort());
		for (const found of sources) {
			const customers = own.get(found.source)!;
			const paid = customers.map((deals) => deals.map((deal) => centsOf(deal.amount_eur)));
			const repeaters = customers.filter((deals) => deals.length > 1).length;
			const laterCents = total(paid, ([, ...later]) => total(later, (cents) => cents));
			expect(found).toMatchObject({
				customers: customers.length,
				repeaters,
				firstCents: total(paid, ([first]) => first),
				laterCents,
				rate: rateLike(repeaters, customers.length),
				laterPerCustomer: { cents: expect.closeTo(laterCents / customers.length, 6) }
			});
		}
		expect(rate).toMatchObject(rateLike(again.length, bought.size));
		const days = again.map(([a, b]) => Math.floor(daysFrom(a.closed_at, b.closed_at)));
		const sorted = days.toSorted((a, b) => a - b);
		expect(wait).toMatchObject({
			n: again.length,
			median: sorted[Math.ceil(0.5 * days.length) - 1],
			p90: { days: sorted[Math.ceil(0.9 * days.length - 1e-9) - 1] },
			mean: expect.closeTo(total(days, (day) => day) / days.length, 9)
		});
	});
});
