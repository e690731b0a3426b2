import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CohortFunnel } from '#lib/domain/funnel/cohort-funnel.ts';
import { funnelDesk } from '#lib/server/usecases/funnel-desk.ts';
import { funnelBelow } from '#lib/server/usecases/funnel-page.ts';
import { funnelSettings } from '#lib/server/usecases/funnel-settings.ts';
import { funnelView } from '#lib/server/usecases/funnel-view.ts';
import { oddNumbers } from '../../odd-numbers.ts';
import { useFigures } from './sample-desk.ts';
import { plainReport } from './sample-report.ts';
import { sourcesOf, told } from './sources-of-sample.ts';

const { importedDesk, folder } = useFigures();
let written = 0;

interface OddLead {
	created: string;
	source?: string;
	mql?: string;
	sql?: string;
	won?: string;
	lost?: string;
	value?: string;
}

/** A day so many days after the first of January 2025. */
const day = (days: number) => new Date(Date.UTC(2025, 0, 1 + days)).toISOString().slice(0, 10);

/** Everything that the three pages tell of leads and costs. */
async function figuresOf(leads: OddLead[], query = '', costs: string[] = []) {
	const place = join(folder, `odd-figures-${written++}`);
	mkdirSync(place);
	const write = (role: 'leads' | 'costs', rows: string[]) => {
		const path = join(place, `${role}.csv`);
		writeFileSync(path, `${rows.join('\n')}\n`);
		return { path, role };
	};
	const rows = leads.map(({ created, source = 'web', mql, sql, won, lost, value }, i) =>
		[i, created, source, mql, sql, won, lost, value].join(',')
	);
	const files = [write('leads', ['id,created,source,mql,sql,won,lost,value', ...rows])];
	if (costs.length > 0) files.push(write('costs', ['day,source,amount,currency', ...costs]));
	const mapping = {
		leadgauge: 1 as const,
		leads: {
			id: 'id',
			createdAt: 'created',
			source: 'source',
			outcome: { wonAt: 'won', lostAt: 'lost' },
			value: 'value',
			order: null,
			missing: [],
			stages: [
				{ stage: 'MQL', column: 'mql' },
				{ stage: 'SQL', column: 'sql' }
			]
		},
		costs:
			costs.length > 0
				? [{ day: 'day', source: 'source', amount: 'amount', currency: 'currency' }]
				: []
	};
	const desk = await importedDesk({ files, mapping } as Parameters<typeof importedDesk>[0], query);
	const of = funnelDesk(desk);
	const settings = funnelSettings(new URLSearchParams(query));
	const cohort = await funnelView(of, 'cohort');
	if (cohort.view !== 'cohort') throw new Error(cohort.view);
	const found = {
		cohort,
		snapshot: await funnelView(of, 'snapshot'),
		flow: await funnelView(of, 'flow'),
		below: await funnelBelow(of, settings, null),
		sources: await sourcesOf(desk, query),
		roi: (await plainReport(desk, query)).report
	};
	expect(oddNumbers(found)).toEqual([]);
	return found;
}

/** Leads of two years, every fifth won after twenty days; every other one an MQL after two, an SQL after five. */
function usual(n = 300, more: (i: number) => Partial<OddLead> = () => ({})): OddLead[] {
	return Array.from({ length: n }, (_, i) => {
		const at = Math.floor((700 * i) / n);
		const isMql = i % 2 === 0 || i % 5 === 0;
		return {
			created: day(at),
			source: ['web', 'fair'][i % 2],
			mql: isMql ? day(at + 2) : '',
			sql: isMql && i % 3 ? day(at + 5) : '',
			won: i % 5 === 0 ? day(at + 20) : '',
			lost: i % 5 === 1 ? day(at + 30) : '',
			value: i % 5 === 0 ? '100.00' : '',
			...more(i)
		};
	});
}

const stepsOf = ({ cohort }: Awaited<ReturnType<typeof figuresOf>>) =>
	(told(cohort.found) as CohortFunnel).steps;

describe('the figures of the three pages', () => {
	it('count stages that were seen out of order, and still never more leads than before', async () => {
		const leads = usual(300, (i) => {
			const at = Math.floor((700 * i) / 300);
			return i % 10 === 0 ? { mql: day(at + 9), sql: day(at + 3) } : {};
		});
		const found = await figuresOf(leads, 'age=60');
		const steps = stepsOf(found);
		expect(steps.map(({ stage }) => stage.id)).toEqual(['lead', 'MQL', 'SQL', 'customer']);
		expect(steps[2].reversed).toBeGreaterThan(20);
		steps.slice(1).forEach(({ n }, s) => expect(n).toBeLessThanOrEqual(steps[s].n));
		const turned = await figuresOf(leads, 'age=60&stages=customer~SQL~lead');
		const [first, ...later] = stepsOf(turned);
		for (const { n } of later) expect(n).toBeLessThanOrEqual(first.n);
	}, 60_000);

	it('leave leads out that were won before they were created', async () => {
		const leads = usual(300, (i) => {
			const at = Math.floor((700 * i) / 300);
			return i % 15 === 0 ? { won: day(at - 3), mql: '', sql: '' } : {};
		});
		const found = await figuresOf(leads, 'age=60');
		expect(found.cohort.leftOut.beforeEntry).toBe(20);
		expect(found.roi.leads.leftOut).toBe(20);
		const { all } = found.sources;
		const rate = told(all.customerRate);
		expect(all.leads - all.immature - rate.leads).toBe(20);
		expect(rate).toMatchObject({ wins: stepsOf(found)[3].n });
		expect(told(all.processing).median).toBeGreaterThanOrEqual(0);
	}, 60_000);

	it('tell a return of nothing where wins are worth nothing', async () => {
		const costs = ['2025-02,web,100.00,EUR', '2025-03,fair,50.00,EUR'];
		const found = await figuresOf(
			usual(300, (i) => ({ value: i % 5 === 0 ? '0' : '' })),
			'age=60&margin=50',
			costs
		);
		const { all } = found.sources.money;
		expect(all.figures.roas).toMatchObject({ ratio: 0 });
		expect(all.figures.roi).toMatchObject({ ratio: -1 });
		expect(found.sources.all.valuePerLead).toMatchObject({ cents: 0 });
		expect(found.below.depth.pipeline).toMatchObject({ measured: true, centsPerDay: 0 });
		expect(found.roi.money.figures.roiFull).toMatchObject({ ratio: -1 });
	}, 60_000);

	it('have refunds lower a cost, and no cost per lead where more came back than went out', async () => {
		const costs = ['2025-02,web,100.00,EUR', '2025-02,web,-40.00,EUR', '2025-03,fair,-50.00,EUR'];
		const found = await figuresOf(usual(), 'age=60&margin=50', costs);
		const row = (group: string) => found.sources.money.rows.find((each) => each.group === group)!;
		expect(row('web').sums.cost).toMatchObject({ marketing: 6_000 });
		expect(row('fair').figures.costPerLead).toMatchObject({ reason: 'cost-negative' });
		expect(row('fair').payback.measured).toBe(false);
		expect(found.sources.money.costs).toMatchObject({ booked: { marketing: 1_000 } });
	}, 60_000);

	it('tell no money in two currencies without a rate, and everything else', async () => {
		const costs = ['2025-02,web,100.00,EUR', '2025-02,web,100.00,EUR', '2025-03,fair,50.00,CHF'];
		const found = await figuresOf(usual(), 'age=60&margin=50', costs);
		for (const { figures, payback } of found.sources.money.rows) {
			expect(figures.costPerLead).toMatchObject({ reason: 'exchange-rate-missing' });
			expect(payback.measured).toBe(false);
		}
		expect(found.roi.costs).toMatchObject({ reason: 'exchange-rate-missing' });
		expect(told(found.sources.all.customerRate).wins).toBe(stepsOf(found)[3].n);
	}, 60_000);

	it('compare one source with nobody', async () => {
		const found = await figuresOf(
			usual(300, () => ({ source: 'web' })),
			'age=60'
		);
		expect(found.sources.sources).toHaveLength(1);
		expect(found.sources.sources[0].rung!.others).toMatchObject({ reason: 'one-source' });
		expect(found.sources.pairs.pairs).toEqual([]);
		expect(told(found.below.breakdown).parts).toHaveLength(1);
		expect(told(found.roi.sources).count).toBe(1);
	}, 60_000);

	it('rank 5,000 campaigns, show a page of them and add all of them up', async () => {
		const leads = usual(15_000, (i) => ({ source: `campaign-${(i * 7) % 5_000}` }));
		const found = await figuresOf(leads, 'age=60');
		expect(found.sources.sources).toHaveLength(5_000);
		expect(found.sources.sources.filter(({ rung }) => rung !== null)).toHaveLength(40);
		expect(found.sources.pairs).toMatchObject({ leftOut: 0 });
		expect(found.sources.all.leads).toBe(15_000);
		const { parts } = told(found.below.breakdown);
		expect(parts).toHaveLength(9);
		expect(parts.at(-1)).toMatchObject({ value: null, named: [] });
		expect(parts.reduce((sum, { selected }) => sum + selected, 0)).toBe(15_000);
		expect(told(found.roi.sources)).toMatchObject({ count: 5_000 });
		expect(told(found.roi.sources).rungs).toHaveLength(12);
	}, 120_000);

	it.each([
		['no lead is in the period', 'from=2031-01-01', 'no-leads-selected', 'no-leads'],
		['all leads are immature', 'age=2000', 'all-immature', 'all-immature']
	])(
		'say why there is nothing where %s',
		async (_, query, ofFunnel, ofSources) => {
			const found = await figuresOf(usual(), query, ['2025-02,web,100.00,EUR']);
			expect(found.cohort.found).toMatchObject({ reason: ofFunnel });
			expect(found.sources.all.customerRate).toMatchObject({ reason: ofSources });
			expect(found.roi.customerRate).toMatchObject({ measured: false });
			expect(found.roi.leads.counted).toBe(0);
		},
		60_000
	);

	it('have two stages where the data knows none but the win', async () => {
		const found = await figuresOf(
			usual(300, () => ({ mql: '', sql: '' })),
			'age=60&stages=lead~customer'
		);
		expect(stepsOf(found)).toHaveLength(2);
		const one = await figuresOf(usual(), 'age=60&stages=lead');
		expect(one.cohort.found).toMatchObject({ reason: 'too-few-stages' });
		expect(one.below.depth.pipeline).toMatchObject({ reason: 'too-few-stages' });
	}, 60_000);
});
