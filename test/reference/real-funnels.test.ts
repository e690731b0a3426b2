import { describe, expect, it } from 'vitest';
import { pipelineVelocity } from '#lib/domain/funnel/pipeline-velocity.ts';
import { snapshotFunnel } from '#lib/domain/funnel/snapshot-funnel.ts';
import { waitingTime } from '#lib/domain/funnel/waiting-time.ts';
import { allocateCosts } from '#lib/domain/roi/allocate-costs.ts';
import { moneyFigures } from '#lib/domain/roi/money-figures.ts';
import { sourceFigures } from '#lib/domain/sources/source-figures.ts';
import { sourceLadder } from '#lib/domain/sources/source-ladder.ts';
import { DAY_MS } from '#lib/domain/units.ts';
import { has, sharedTable, type Table } from './table.ts';

const ADS = 'data/kag_ads/KAG_conversion_data.csv';
const DEALS = 'data/maven_crm/opportunities/sales_pipeline.csv';
const LEADS = 'data/xeducation/Leads.csv';

const sum = (values: Iterable<number>) => [...values].reduce((all, value) => all + value, 0);

describe.skipIf(!has(ADS))(`advertising costs (../shared/${ADS})`, () => {
	const ads = () => {
		const table = sharedTable(ADS);
		const [spent, conversions, approved] = ['Spent', 'Total_Conversion', 'Approved_Conversion'].map(
			(column) => table.numbers(column)
		);
		return table.text('xyz_campaign_id').map((campaign, i) => ({
			campaign,
			cents: Math.round(spent[i] * 100),
			leads: conversions[i],
			wins: approved[i]
		}));
	};
	const figuresOf = (campaign: string) => {
		const own = ads().filter((ad) => ad.campaign === campaign);
		const cents = sum(own.map((ad) => ad.cents));
		const wins = sum(own.map((ad) => ad.wins));
		const cost = { measured: true as const, marketing: cents, sales: 0, tool: 0 };
		const leads = sum(own.map((ad) => ad.leads));
		return moneyFigures(
			{
				cost,
				overhead: null,
				leads,
				mqls: null,
				sqls: null,
				wins,
				customers: wins,
				revenueCents: null
			},
			{ margin: null }
		);
	};

	it.each([
		['916', 6.238],
		['936', 15.811],
		['1178', 63.833]
	])('campaign %s paid %d for an approved conversion', (campaign, cost) => {
		const { costPerWin, roas, costPerMql } = figuresOf(campaign);
		if (!costPerWin.measured) throw new Error(costPerWin.reason);
		expect(costPerWin.cents / 100).toBeCloseTo(cost, 3);
		expect(roas).toMatchObject({ reason: 'value-unknown' });
		expect(costPerMql).toMatchObject({ reason: 'no-column' });
	});

	it('add up to 58,705.23 and 1,079, allocated to ads or not', () => {
		const all = ads();
		const costs = all.map((ad) => ({
			month: '2017-01',
			source: ad.campaign,
			campaign: null,
			kind: 'marketing' as const,
			cents: ad.cents,
			currency: 'USD'
		}));
		const groups = all.map(({ campaign, leads }, i) => ({
			month: '2017-01',
			source: campaign,
			part: String(i),
			leads
		}));
		const found = allocateCosts(costs, groups, { into: 'USD', rates: [] });
		if (!found.measured) throw new Error(found.reason);
		expect(found.total.marketing).toBe(5_870_523);
		const allocated = found.groups.flatMap(({ cost }) => (cost.measured ? [cost.marketing] : []));
		expect(sum(allocated)).toBe(5_870_523);
		expect(sum(all.map(({ wins }) => wins))).toBe(1079);
	});
});

describe.skipIf(!has(DEALS))(`closed and open deals (../shared/${DEALS})`, () => {
	const deals = () => {
		const table = sharedTable(DEALS);
		const at = (column: string) =>
			table.text(column).map((day) => (day ? Date.parse(`${day}T00:00:00Z`) / DAY_MS : null));
		const [engaged, closed] = [at('engage_date'), at('close_date')];
		const value = table.text('close_value');
		return table.text('deal_stage').map((stage, i) => ({
			stage,
			engaged: engaged[i],
			closed: closed[i],
			cents: Math.round(Number(value[i] || 0) * 100)
		}));
	};
	const stageCount = (stage: string) => deals().filter((deal) => deal.stage === stage).length;

	it('have a win rate of .63150 of closed ones; 2,089 open are not lost', () => {
		const closed = { won: stageCount('Won'), lost: stageCount('Lost') };
		const { winRate, customerRate } = sourceFigures({
			source: 'all',
			leads: 8800,
			mature: 8800,
			mqls: null,
			sqls: null,
			customers: null,
			closed,
			revenueCents: null,
			handedOver: null,
			contacted: null,
			touches: null,
			score: null,
			processingDays: null,
			freeMail: null,
			optIn: null,
			incomplete: null
		});
		expect(winRate).toMatchObject({ wins: 4238, leads: 6711, rate: expect.closeTo(0.6315, 5) });
		expect(customerRate).toMatchObject({ reason: 'no-column' });
		const stages = ['Prospecting', 'Engaging'].map((id) => ({
			id,
			label: id,
			kind: 'other' as const
		}));
		const standing = stages.map(({ id }) => ({
			standing: stageCount(id),
			standingFor: { day: [], n: [] },
			valueCents: null
		}));
		expect(snapshotFunnel(stages, standing, closed)).toMatchObject({
			open: 2089,
			won: 4238,
			lost: 2473
		});
	});

	it('have a velocity of their four parts', () => {
		const all = deals();
		const won = all.filter(({ stage }) => stage === 'Won');
		const cycle = won.map(({ engaged, closed }) => closed! - engaged!);
		const found = pipelineVelocity({
			opportunities: 2089,
			won: won.length,
			lost: stageCount('Lost'),
			wonCents: sum(won.map(({ cents }) => cents)),
			wonWithValue: won.length,
			cycleDays: { day: cycle, n: cycle.map(() => 1) }
		});
		if (!found.measured) throw new Error(found.reason);
		expect(found.dealCents).toBeCloseTo(236_090.9, 1);
		expect(found.centsPerDay).toBeCloseTo(
			(2089 * (4238 / 6711) * (1_000_553_400 / 4238)) / (sum(cycle) / cycle.length),
			4
		);
	});

	it('took longer than those that are closed say', () => {
		const all = deals().filter(({ engaged }) => engaged !== null);
		const dataDate = Math.max(...all.map(({ closed }) => closed ?? 0));
		const days = all.map(({ engaged, closed }) => Math.max(1, (closed ?? dataDate) - engaged!));
		const won = all.map(({ closed }) => Number(closed !== null));
		const found = waitingTime({ day: days, won, n: days.map(() => 1) });
		const closed = waitingTime({
			day: days.filter((_, i) => won[i]),
			won: won.filter(Boolean),
			n: won.filter(Boolean)
		});
		expect(found).toMatchObject({ leads: 8300, through: 6711, waiting: 1589 });
		if (!found.median.measured || !closed.median.measured) throw new Error('no median');
		expect(found.median.time).toBeGreaterThan(closed.median.time);
	});
});

describe.skipIf(!has(LEADS))(`leads by source (../shared/${LEADS})`, () => {
	const sources = () => {
		const table: Table = sharedTable(LEADS);
		const converted = table.numbers('Converted');
		const counts = new Map<string, { source: string; leads: number; wins: number }>();
		table.text('Lead Source').forEach((source, i) => {
			const one = counts.get(source) ?? { source, leads: 0, wins: 0 };
			one.leads++;
			one.wins += converted[i];
			counts.set(source, one);
		});
		return [...counts.values()];
	};

	it('have the published counts', () => {
		const { rungs, overall } = sourceLadder(sources());
		const raw = (source: string) => {
			const rate = rungs.find((rung) => rung.source === source)?.raw;
			return rate?.measured ? [rate.leads, rate.wins] : null;
		};
		expect(raw('Google')).toEqual([2868, 1147]);
		expect(raw('Direct Traffic')).toEqual([2543, 818]);
		expect(raw('Olark Chat')).toEqual([1755, 448]);
		expect(raw('Organic Search')).toEqual([1154, 436]);
		expect(raw('Reference')).toEqual([534, 490]);
		expect(raw('Welingak Website')).toEqual([142, 140]);
		expect(raw('Referral Sites')).toEqual([125, 31]);
		expect(raw('Facebook')).toEqual([55, 13]);
		expect(raw('')).toEqual([36, 29]);
		expect(overall).toMatchObject({ wins: 3561, leads: 9240 });
	});

	it('are led by the sources with evidence, not by single leads that all converted', () => {
		const { rungs } = sourceLadder(sources());
		const top = rungs.slice(0, 3).map(({ source }) => source);
		expect(top.toSorted()).toEqual(['', 'Reference', 'Welingak Website']);
		for (const { raw, verdict } of rungs) {
			if (raw.measured && raw.leads === 1) expect(verdict).toBe('cannot-tell');
		}
		const verdict = (name: string) => rungs.find(({ source }) => source === name)?.verdict;
		expect(verdict('Olark Chat')).toBe('worse');
		expect(verdict('Facebook')).toBe('cannot-tell');
	});
});
