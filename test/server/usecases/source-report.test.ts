import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scoreLead } from '#lib/domain/scorecard/score-lead.ts';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import { countLeadSet } from '#lib/server/queries/read-lead-set.ts';
import { sourcesFromUrl } from '#lib/server/sources-from-url.ts';
import { sourceReport } from '#lib/server/usecases/source-report.ts';
import { useFigures } from './sample-desk.ts';
import { centsOf, daysFrom, newestDate, sampleRows, type Row } from './sample-rows.ts';
import { oddNumbers } from '../../odd-numbers.ts';

const figures = useFigures();
const card = parseScorecard(JSON.parse(readFileSync('models/baseline.json', 'utf8'))).scorecard!;
const noCard = { today: null, calibrated: null };

const reportOf = async (query = '', cards: Parameters<typeof sourceReport>[2] = noCard) =>
	sourceReport(await figures.sampleDesk(query), sourcesFromUrl(new URLSearchParams(query)), cards);

const by = <K, V>(rows: V[], key: (row: V) => K): Map<K, V[]> => {
	const found = new Map<K, V[]>();
	for (const row of rows) found.set(key(row), [...(found.get(key(row)) ?? []), row]);
	return found;
};

/** Stages of the sample in the order of the funnel, without those that take a lead out. */
const ORDER = ['lead', 'MQL', 'SAL', 'SQL', 'opportunity', 'won'];

/** Day on which each lead was first seen at a stage or a later one, whatever the engine says. */
function daysAt(stage: string): Map<string, number> {
	const later = ORDER.slice(ORDER.indexOf(stage));
	const created = new Map(sampleRows('leads').map((row) => [row.lead_id, row.created_at]));
	const days = new Map<string, number>();
	const see = (id: string, at: string) => {
		const day = daysFrom(created.get(id)!, at);
		days.set(id, Math.min(days.get(id) ?? Infinity, day));
	};
	for (const row of sampleRows('stages')) {
		if (later.includes(row.stage) && row.stage !== 'won') see(row.lead_id, row.at);
	}
	for (const row of sampleRows('leads')) if (row.won_at) see(row.lead_id, row.won_at);
	return days;
}

const AGE = 180;

describe('the sources of the sample', () => {
	it('have the counts and rates of a calculation lead by lead', async () => {
		const { sources, all, ageDays } = await reportOf();
		expect(ageDays).toBe(AGE);
		const dataDate = newestDate();
		const rows = by(sampleRows('leads'), (row) => row.source);
		const [mql, sal, sql, won] = ['MQL', 'SAL', 'SQL', 'won'].map(daysAt);
		const closed = by(
			sampleRows('deals').filter((row) => row.closed_at),
			(row) => row.lead_id
		);
		expect(sources).toHaveLength(rows.size);
		for (const { figures: found } of sources) {
			const own = rows.get(found.source)!;
			const old = own.filter((row) => daysFrom(row.created_at, dataDate) >= AGE);
			const within = (days: Map<string, number>) =>
				old.filter((row) => (days.get(row.lead_id) ?? Infinity) <= AGE);
			const deals = own.flatMap((row) => closed.get(row.lead_id) ?? []);
			const value = within(won).reduce((sum, row) => sum + centsOf(row.deal_value_eur || '0'), 0);
			const of = (part: unknown[], whole: unknown[]) => ({
				measured: true,
				wins: part.length,
				leads: whole.length,
				rate: part.length / whole.length
			});
			expect(found).toMatchObject({
				leads: own.length,
				immature: own.length - old.length,
				mqlRate: of(within(mql), old),
				sqlRate: of(within(sql), old),
				customerRate: of(within(won), old),
				qualityRate: of(within(sal), within(mql)),
				winRate: of(
					deals.filter((deal) => deal.won === 'yes'),
					deals
				),
				valuePerLead: { cents: value / old.length },
				optIn: of(
					own.filter((row) => row.opt_in === 'yes'),
					own
				),
				freeMail: of(
					own.filter((row) => row.email_kind === 'freemail'),
					own
				)
			});
		}
		expect(all.leads).toBe(9000);
	});

	it('have the touches, answers and days of a calculation touch by touch', async () => {
		const { sources, quality } = await reportOf('', { today: card, calibrated: null });
		expect(quality.windowDays).toBe(14);
		const touches = by(sampleRows('touches'), (row) => row.lead_id);
		for (const { figures: found } of sources) {
			const own = sampleRows('leads').filter((row) => row.source === found.source);
			const of = (lead: Row) => touches.get(lead.lead_id) ?? [];
			const window = own.flatMap((lead) =>
				of(lead).filter((touch) => {
					const day = daysFrom(lead.created_at, touch.at);
					return touch.by_us !== 'yes' && day >= 0 && day <= 14;
				})
			);
			const contacted = own.filter((lead) => of(lead).some((touch) => touch.by_us === 'yes'));
			const answered = contacted.filter((lead) => {
				const ours = of(lead).filter((touch) => touch.by_us === 'yes');
				const first = Math.min(...ours.map(({ at }) => Date.parse(at)));
				return of(lead).some((touch) => touch.by_us !== 'yes' && Date.parse(touch.at) > first);
			});
			const days = own
				.filter((row) => row.won_at || row.lost_at)
				.map((row) => Math.floor(daysFrom(row.created_at, row.won_at || row.lost_at)))
				.sort((a, b) => a - b);
			expect(found.engagement).toEqual({ measured: true, touches: window.length / own.length });
			expect(found.responseRate).toMatchObject({ wins: answered.length, leads: contacted.length });
			if (!found.processing.measured) throw new Error(found.processing.reason);
			expect(found.processing.n).toBeGreaterThanOrEqual(days.length);
		}
	});

	it('find what was planted: an overrated source, and a lucky one that is wide and not on top', async () => {
		const { sources } = await reportOf('', { today: card, calibrated: null });
		const at = (name: string) => sources.findIndex(({ figures: each }) => each.source === name);
		const [fair, podcast] = [sources[at('trade fair')], sources[at('podcast')]];
		expect(fair.verdict).toBe('worse');
		const points = sources.map(({ figures: { scoreToday } }) =>
			scoreToday.measured ? scoreToday.points : 0
		);
		const median = points.toSorted((a, b) => a - b)[Math.floor(points.length / 2)];
		expect(points[at('trade fair')]).toBeGreaterThan(median);
		expect(podcast.verdict).toBe('cannot-tell');
		expect(at('podcast')).toBeGreaterThan(0);
		const rung = podcast.rung!;
		if (!rung.raw.measured || !rung.shrunk.measured) throw new Error('podcast has no rate');
		expect(rung.raw.rate).toBe(0.4);
		expect(rung.shrunk.rate).toBeLessThan(0.3);
		expect(rung.shrunk.hi - rung.shrunk.lo).toBeGreaterThan(0.2);
		for (const name of ['referral', 'partner']) expect(sources[at(name)].verdict).toBe('better');
	});

	it('score today what the card gives each lead on its own', async () => {
		const rules = { ...card, groups: card.groups.filter(({ kind }) => kind === 'fit') };
		const { sources } = await reportOf('', { today: rules, calibrated: null });
		const columns = ['employees', 'page_views_14d', 'blog_reads_14d', 'downloads_14d'];
		const valueOf = (row: Row) => (name: string) => {
			const text = row[name] ?? '';
			return text === '' ? null : columns.includes(name) ? Number(text) : text;
		};
		const { figures: found } = sources.find(({ figures: each }) => each.source === 'webinar')!;
		const scores = sampleRows('leads')
			.filter((row) => row.source === 'webinar')
			.map((row) => {
				const createdAtMs = Date.parse(row.created_at);
				return scoreLead(rules, { valueOf: valueOf(row), createdAtMs }).points;
			})
			.filter((points) => points !== null);
		if (!found.scoreToday.measured) throw new Error(found.scoreToday.reason);
		expect(found.scoreToday.points).toBeCloseTo(
			scores.reduce((sum, score) => sum + score, 0) / scores.length,
			9
		);
		expect(found.scoreCalibrated).toMatchObject({ reason: 'not-calibrated-yet' });
	});

	it('open exactly as many leads as a figure counts', async () => {
		const { sources } = await reportOf();
		for (const { figures: found } of sources) {
			const desk = await figures.sampleDesk(`filter=source:${found.source}`);
			expect(await countLeadSet(desk, { kind: 'all' })).toBe(found.leads);
			expect(await countLeadSet(desk, { kind: 'immature' })).toBe(found.immature);
			const { customerRate, mqlRate } = found;
			if (!customerRate.measured || !mqlRate.measured) throw new Error('no rate');
			const reached = (stage: string) => countLeadSet(desk, { kind: 'reached', stage });
			expect(await countLeadSet(desk, { kind: 'counted' })).toBe(customerRate.leads);
			expect(await reached('customer')).toBe(customerRate.wins);
			expect(await reached('MQL')).toBe(mqlRate.wins);
		}
	});
});

describe('the money of the sources', () => {
	it('counts months whose leads all have the age, and says which do not', async () => {
		const { money } = await reportOf('margin=60&overhead=no');
		expect(money.months).toHaveLength(18);
		expect(money.youngMonths[0]).toBe('2026-04');
		const old = sampleRows('leads').filter((row) => row.created_at < '2026-04');
		for (const { group, sums, figures: found } of money.rows) {
			const own = old.filter((row) => row.source === group);
			const won = own.filter((row) => row.won_at);
			const cents = sampleRows('costs')
				.filter((row) => row.source === group && row.month < '2026-04')
				.reduce((sum, row) => sum + centsOf(row.amount), 0);
			const revenue = won.reduce((sum, row) => sum + centsOf(row.deal_value_eur || '0'), 0);
			expect(sums).toMatchObject({ leads: own.length, wins: won.length, revenueCents: revenue });
			if (cents === 0) {
				expect(found.costPerLead).toMatchObject({ reason: 'cost-unknown' });
				expect(['referral', 'partner']).toContain(group);
			} else if (own.length > 0) {
				expect(found.costPerLead).toEqual({ measured: true, cents: cents / own.length });
				expect(found.costPerWin).toEqual({ measured: true, cents: cents / won.length });
				expect(found.roas).toEqual({ measured: true, ratio: revenue / cents });
				const ratio = (revenue * 0.6 - cents) / cents;
				expect(found.roi.measured && found.roi.ratio).toBeCloseTo(ratio, 12);
			}
		}
	});

	it('keeps cost without leads as a row, and in the total', async () => {
		const { money } = await reportOf();
		const magazine = money.rows.find(({ group }) => group === 'trade magazine')!;
		expect(magazine.sums).toMatchObject({ leads: 0, wins: 0, cost: { measured: true } });
		expect(magazine.figures.costPerLead).toMatchObject({ reason: 'no-leads' });
		const cents = (row: typeof magazine) => (row.sums.cost.measured ? row.sums.cost.marketing : 0);
		expect(cents(money.all)).toBe(money.rows.reduce((sum, row) => sum + cents(row), 0));
	});

	it('has an interval that holds each figure, and none under ten wins', async () => {
		const { money } = await reportOf('margin=60');
		for (const { intervals, figures: found, sums } of money.rows) {
			if (!intervals || !found.costPerWin.measured) continue;
			if (sums.wins < 10) {
				expect(intervals.costPerWin).toMatchObject({ reason: 'too-few-wins' });
				continue;
			}
			if (!intervals.costPerWin.measured) throw new Error(intervals.costPerWin.reason);
			expect(intervals.costPerWin.lo).toBeLessThan(found.costPerWin.cents);
			expect(intervals.costPerWin.hi!).toBeGreaterThan(found.costPerWin.cents);
		}
	});

	it('is paid back at the age at which the revenue of old enough months exceeds their cost', async () => {
		const { money } = await reportOf('margin=60&overhead=no');
		const row = money.rows.find(({ group }) => group === 'trade fair')!;
		if (!row.payback.measured) throw new Error(row.payback.reason);
		const dataDate = newestDate();
		for (const { ageDays, costCents, gainCents } of row.payback.points) {
			const own = sampleRows('leads').filter(
				(lead) => lead.source === 'trade fair' && lead.created_at < '2026-04'
			);
			const months = [...by(own, (lead) => lead.created_at.slice(0, 7))].filter(([, leads]) =>
				leads.every((lead) => Math.floor(daysFrom(lead.created_at, dataDate)) >= ageDays)
			);
			const cost = sampleRows('costs')
				.filter((each) => each.source === 'trade fair' && months.some(([m]) => m === each.month))
				.reduce((sum, each) => sum + centsOf(each.amount), 0);
			const revenue = months
				.flatMap(([, leads]) => leads)
				.filter(
					(lead) => lead.won_at && Math.floor(daysFrom(lead.created_at, lead.won_at)) <= ageDays
				)
				.reduce((sum, lead) => sum + centsOf(lead.deal_value_eur || '0'), 0);
			expect(costCents).toBe(cost);
			expect(gainCents).toBeCloseTo(revenue * 0.6, 4);
		}
	});
});

describe('attribution, change and repeat customers', () => {
	it('credits every win of the sample once, in every model, and every cent', async () => {
		const { attribution } = await reportOf();
		if (!attribution.measured) throw new Error(attribution.reason);
		const won = sampleRows('leads').filter((row) => row.won_at);
		const value = won.reduce((sum, row) => sum + centsOf(row.deal_value_eur || '0'), 0);
		for (const { credits, wins, withoutTouch, revenueCents } of attribution.models) {
			expect(wins + withoutTouch).toBe(won.length);
			expect(credits.reduce((sum, each) => sum + each.wins, 0)).toBeCloseTo(wins, 6);
			expect(credits.reduce((sum, each) => sum + each.revenueCents, 0)).toBe(revenueCents);
			expect(revenueCents).toBe(value);
		}
	});

	it('credits first and last touch as a walk through the touches does', async () => {
		const { attribution } = await reportOf();
		if (!attribution.measured) throw new Error(attribution.reason);
		const touches = by(
			sampleRows('touches').filter((row) => row.by_us !== 'yes' && row.channel),
			(row) => row.lead_id
		);
		const [first, last] = [new Map<string, number>(), new Map<string, number>()];
		const count = (into: Map<string, number>, channel: string) =>
			into.set(channel, (into.get(channel) ?? 0) + 1);
		for (const lead of sampleRows('leads').filter((row) => row.won_at)) {
			const before = (touches.get(lead.lead_id) ?? [])
				.filter(({ at }) => Date.parse(at) <= Date.parse(lead.won_at))
				.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.channel < b.channel ? -1 : 1));
			if (before.length === 0) continue;
			count(first, before[0].channel);
			count(last, before[before.length - 1].channel);
		}
		const of = (model: string) =>
			new Map(
				attribution.models
					.find((each) => each.model === model)!
					.credits.filter(({ wins }) => wins > 0)
					.map(({ source, wins }) => [source, wins])
			);
		expect(of('first')).toEqual(first);
		expect(of('last')).toEqual(last);
	});

	it('explains the whole change of customers between two stretches of old months', async () => {
		const { trend, months } = await reportOf();
		if (!trend.measured) throw new Error(trend.reason);
		const won = daysAt('won');
		const customers = ({ from, to }: { from: string; to: string }) =>
			sampleRows('leads').filter((row) => {
				const month = row.created_at.slice(0, 7);
				return month >= from && month <= to && (won.get(row.lead_id) ?? Infinity) <= AGE;
			}).length;
		const change = customers(trend.after) - customers(trend.before);
		expect(trend.change.change).toBe(change);
		const { volume, mix, rate } = trend.change;
		expect(volume + mix + rate).toBeCloseTo(change, 9);
		expect(months.reduce((sum, each) => sum + each.leads, 0)).toBe(9000);
	});

	it('counts customers who bought again as a list of their deals does', async () => {
		const { repeats } = await reportOf();
		if (!repeats.measured) throw new Error(repeats.reason);
		const account = new Map(sampleRows('leads').map((row) => [row.lead_id, row.account]));
		const deals = by(
			sampleRows('deals').filter((row) => row.won === 'yes' && row.closed_at),
			(row) => account.get(row.lead_id) || row.lead_id
		);
		const again = [...deals.values()].filter((each) => each.length > 1);
		expect(repeats.rate).toMatchObject({ wins: again.length, leads: deals.size });
		const later = again.flatMap((each) =>
			each
				.toSorted((a, b) => Date.parse(a.closed_at) - Date.parse(b.closed_at))
				.slice(1)
				.map((deal) => centsOf(deal.amount_eur))
		);
		const found = repeats.sources.reduce((sum, each) => sum + (each.laterCents ?? 0), 0);
		expect(found).toBe(later.reduce((sum, cents) => sum + cents, 0));
		const waits = again
			.map((each) => {
				const [a, b] = each.map((deal) => Date.parse(deal.closed_at)).sort((x, y) => x - y);
				return Math.floor((b - a) / 86_400_000);
			})
			.sort((a, b) => a - b);
		expect(repeats.wait).toMatchObject({
			n: again.length,
			median: waits[Math.ceil(waits.length / 2) - 1]
		});
	});
});

describe('other breakdowns', () => {
	it('reads tags from addresses, online and offline from names', async () => {
		const pages = await reportOf('by=landing_page&as=page');
		const expected = by(sampleRows('leads'), (row) => row.landing_page);
		for (const { figures: found } of pages.sources) {
			expect(found.leads).toBe(expected.get(found.source)!.length);
		}
		const kinds = await reportOf('as=kind');
		expect(kinds.sources.map(({ figures: each }) => each.source).sort()).toEqual([
			'',
			'offline',
			'online'
		]);
		expect(kinds.ladder.rankedBy).toBe('lower-bound');
		expect(kinds.all.leads).toBe(9000);
	});

	it('says what there is not, instead of a figure', async () => {
		const none = await reportOf('filter=country:nowhere');
		expect(none.sources).toEqual([]);
		expect(none.all.customerRate).toMatchObject({ reason: 'no-leads' });
		const young = await reportOf('from=2026-06-01');
		expect(young.all.customerRate).toMatchObject({ reason: 'all-immature' });
		expect(young.money.months).toEqual([]);
		const one = await reportOf('filter=source:webinar');
		expect(one.sources[0].rung?.others).toMatchObject({ reason: 'one-source' });
		expect(oddNumbers([none, young, one])).toEqual([]);
	});
});
