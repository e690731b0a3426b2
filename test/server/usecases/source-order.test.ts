import { describe, expect, it } from 'vitest';
import { sourcesFromUrl } from '#lib/server/sources-from-url.ts';
import { SORTED_BY } from '#lib/server/usecases/source-order.ts';
import { SHOWN_SOURCES, sourceReport } from '#lib/server/usecases/source-report.ts';
import { useFigures } from './sample-desk.ts';

const figures = useFigures();
const noCard = { today: null, calibrated: null };
const reportOf = async (query: string) =>
	sourceReport(await figures.sampleDesk(query), sourcesFromUrl(new URLSearchParams(query)), noCard);
/** A column with more values than a page shows. */
const MANY = 'by=crm_score';

/** All sources, page by page. */
async function allPages(query: string): Promise<string[]> {
	const first = await reportOf(query);
	const found = [...first.onPage];
	for (let page = 2; found.length < first.sources.length; page++) {
		const next = await reportOf(`${query}&page=${page}`);
		expect(next.firstOnPage).toBe(found.length);
		found.push(...next.onPage);
	}
	expect(new Set(found).size).toBe(first.sources.length);
	return found;
}

describe('a long table of sources', () => {
	it('stands in the order of the ladder until another is asked for', async () => {
		const { sources, onPage } = await reportOf(MANY);
		expect(sources.length).toBeGreaterThan(SHOWN_SOURCES);
		expect(onPage).toEqual(
			sources.slice(0, SHOWN_SOURCES).map(({ figures: { source } }) => source)
		);
	});

	it('is sorted over all pages', async () => {
		const { sources } = await reportOf(MANY);
		const leads = new Map(sources.map(({ figures }) => [figures.source, figures.leads]));
		const counts = (await allPages(`${MANY}&sort=-leads`)).map((source) => leads.get(source)!);
		expect(counts).toEqual(counts.toSorted((a, b) => b - a));
	});

	it('gives intervals to those on the page, whatever it is sorted by', async () => {
		const { sources, onPage, money } = await reportOf(`${MANY}&sort=-leads`);
		const withRung = sources.filter(({ rung }) => rung !== null);
		expect(new Set(withRung.map(({ figures }) => figures.source))).toEqual(new Set(onPage));
		const withIntervals = money.rows.filter(({ intervals }) => intervals !== null);
		for (const { group } of withIntervals) expect(onPage).toContain(group);
	});

	it('puts what is not measured last', async () => {
		const { sources } = await reportOf(MANY);
		const rates = new Map(
			sources.map(({ figures: { source, customerRate } }) => [
				source,
				customerRate.measured ? customerRate.rate : null
			])
		);
		const found = (await allPages(`${MANY}&sort=customerRate`)).map((name) => rates.get(name)!);
		const known = found.filter((rate) => rate !== null);
		expect(found.slice(0, known.length)).toEqual(known);
		expect(known).toEqual(known.toSorted((a, b) => a - b));
	});

	it('is sorted by money, which is known of sources alone', async () => {
		const { onPage, money } = await reportOf('sort=-cost');
		const cost = new Map(money.rows.map(({ group, sums }) => [group, sums.cost]));
		const known = onPage.flatMap((source) => {
			const found = cost.get(source);
			return found?.measured ? [found.marketing] : [];
		});
		expect(known.length).toBeGreaterThan(2);
		expect(known).toEqual(known.toSorted((a, b) => b - a));
	});

	it('can be sorted by nothing that is not offered', () => {
		const sortOf = (text: string) => sourcesFromUrl(new URLSearchParams(`sort=${text}`)).sort;
		for (const by of SORTED_BY) {
			expect(sortOf(by)).toEqual({ by, descending: false });
			expect(sortOf(`-${by}`)).toEqual({ by, descending: true });
		}
		expect(() => sortOf('colour')).toThrow('setting-invalid');
	});
});
