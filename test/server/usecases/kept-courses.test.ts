import { describe, expect, it } from 'vitest';
import { openDesk, type FigureDesk } from '#lib/server/usecases/figure-desk.ts';
import { funnelDesk, type FunnelDesk } from '#lib/server/usecases/funnel-desk.ts';
import { funnelIncidence, funnelMap } from '#lib/server/usecases/funnel-incidence.ts';
import { funnelBreakdown } from '#lib/server/usecases/funnel-parts.ts';
import { funnelDecisions, funnelPipeline, funnelStays } from '#lib/server/usecases/funnel-times.ts';
import { funnelView } from '#lib/server/usecases/funnel-view.ts';
import { sourceReport } from '#lib/server/usecases/source-report.ts';
import { sourcesFromUrl } from '#lib/server/sources-from-url.ts';
import { useFigures } from './sample-desk.ts';

const figures = useFigures();

const ADDRESSES = [
	'',
	'age=30',
	'order=strict&steps=~14~30',
	'from=2026-01-01&to=2026-06-30&filter=industry:software',
	'filter=employees:6&by=employees',
	'filter=account:',
	'data-date=2026-05-01',
	'stages=lead~SQL~column:mql_at~customer'
];

/** The same funnel, its ways worked out anew by every query. */
function unkept(of: FunnelDesk): FunnelDesk {
	const plain = <Ways extends FunnelDesk['ways']>(ways: Ways) => ({ ...ways, kept: undefined });
	return {
		...of,
		ways: plain(of.ways),
		openWays: plain(of.openWays),
		everWays: plain(of.everWays)
	};
}

async function figuresOf(of: FunnelDesk) {
	return {
		cohort: await funnelView(of, 'cohort'),
		snapshot: await funnelView(of, 'snapshot'),
		incidence: await funnelIncidence(of),
		map: await funnelMap(of, null),
		stays: await funnelStays(of),
		decisions: await funnelDecisions(of),
		pipeline: await funnelPipeline(of),
		breakdown: await funnelBreakdown(of, 'industry', false)
	};
}

/** A dataset as imports of an earlier time left it: the times of stages stand in their own table alone. */
async function earlierDesk(desk: FigureDesk): Promise<FigureDesk> {
	const { engine, source, manifest, settings } = desk;
	const stages = source.stages && { table: source.stages.table };
	const manifestThen = { ...manifest, stageNames: undefined };
	return openDesk(engine, { ...source, stages }, manifestThen, settings);
}

describe('ways that are kept', () => {
	it.each(ADDRESSES)('give the figures of ways worked out anew: %s', async (address) => {
		const of = funnelDesk(await figures.sampleDesk(address));
		expect(await figuresOf(of)).toEqual(await figuresOf(unkept(of)));
	});

	it('give the same figures of a dataset that was imported without the times of stages', async () => {
		const desk = await figures.sampleDesk('order=strict&age=60');
		const earlier = await earlierDesk(desk);
		expect(await figuresOf(funnelDesk(earlier))).toEqual(await figuresOf(funnelDesk(desk)));
		const settings = sourcesFromUrl(new URLSearchParams('margin=60'));
		const none = { today: null, calibrated: null };
		const told = async (of: FigureDesk) => {
			const { money, ...rest } = await sourceReport(of, settings, none);
			return { ...rest, rows: money.rows, all: money.all };
		};
		expect(await told(earlier)).toEqual(await told(desk));
	});
});
