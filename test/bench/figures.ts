import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notMeasured } from '#lib/domain/units.ts';
import { figuresFromUrl } from '#lib/server/figures-from-url.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { sourcesFromUrl } from '#lib/server/sources-from-url.ts';
import { readSourceCounts } from '#lib/server/queries/sources/read-source-counts.ts';
import { openDesk } from '#lib/server/usecases/figure-desk.ts';
import { funnelDesk } from '#lib/server/usecases/funnel-desk.ts';
import { funnelMap } from '#lib/server/usecases/funnel-incidence.ts';
import { funnelBelow } from '#lib/server/usecases/funnel-page.ts';
import { funnelSettings } from '#lib/server/usecases/funnel-settings.ts';
import { funnelView } from '#lib/server/usecases/funnel-view.ts';
import { roiReport } from '#lib/server/usecases/roi-report.ts';
import { roiSettings } from '#lib/server/usecases/roi-settings.ts';
import { sourceAttribution } from '#lib/server/usecases/source-attribution.ts';
import { sourceGroups } from '#lib/server/usecases/source-by.ts';
import { countedStages } from '#lib/server/usecases/source-conditions.ts';
import { sourceReport } from '#lib/server/usecases/source-report.ts';
import { medianMs, ratio, seconds } from './measure.ts';
import { plantedDataset } from './planted-dataset.ts';

const RUNS = 5;

/** Funnel, sources and report from a dataset in a file, three touches a lead, beside a bare GROUP BY of its sources. */
export async function benchFigures(sizes: number[]): Promise<void> {
	for (const leads of sizes) {
		const folder = await mkdtemp(join(tmpdir(), 'leadgauge-figures-'));
		const engine = await openEngine({
			directories: [folder],
			spillDirectory: join(folder, 'spill')
		});
		try {
			await benchSize(engine, leads, join(folder, 'bench.duckdb'));
		} finally {
			await engine.close();
			await rm(folder, { recursive: true, force: true });
		}
	}
}

async function benchSize(
	engine: Awaited<ReturnType<typeof openEngine>>,
	leads: number,
	path: string
): Promise<void> {
	const { source, manifest } = await plantedDataset(engine, leads, path);
	const desk = (query: string) =>
		openDesk(engine, source, manifest, figuresFromUrl(new URLSearchParams(query)));
	const asked = (query: string) => new URLSearchParams(query);
	const start = performance.now();
	await funnelView(funnelDesk(await desk('')), 'cohort');
	const first = performance.now() - start;
	const bare = await medianMs(RUNS, () =>
		engine.run(
			'SELECT source, count(*) AS n, sum(won::INTEGER) AS k FROM bench.leads GROUP BY source'
		)
	);
	console.log(
		`figures of ${leads} leads, ${3 * leads} touches; bare GROUP BY source ${seconds(bare)}; first funnel after opening ${seconds(first)}`
	);
	const report = async (name: string, runs: number, work: () => Promise<unknown>) => {
		const ms = await medianMs(runs, work);
		console.log(`  ${name}: ${seconds(ms)}, ${ratio(ms, bare)} the bare GROUP BY`);
	};
	const none = notMeasured('no-scorecard');
	const period = 'from=2024-01-01&to=2024-12-31';
	await report('funnel, cohort view', RUNS, async () =>
		funnelView(funnelDesk(await desk('')), 'cohort')
	);
	await report('funnel after a filter and a period', RUNS, async () =>
		funnelView(funnelDesk(await desk(`${period}&filter=industry:industry%203`)), 'cohort')
	);
	let age = 30;
	await report('funnel at another age, its ways worked out anew', RUNS, async () =>
		funnelView(funnelDesk(await desk(`age=${age++}`)), 'cohort')
	);
	await report('cohort map', RUNS, async () => funnelMap(funnelDesk(await desk('')), null));
	await report('source table: leads, stages, customers and value of each', RUNS, async () => {
		const of = await desk('');
		const groups = await sourceGroups(of, { field: null, reading: 'value' });
		await readSourceCounts(engine, await groups.keyed(), of.selected, countedStages(of));
	});
	await report('attribution by seven models, after a filter and a period', RUNS, async () =>
		sourceAttribution(await desk(`${period}&filter=industry:industry%203`), 7)
	);
	await report('all that stands below the funnel (incidence, cohort map, waits, …)', 2, async () =>
		funnelBelow(funnelDesk(await desk('')), funnelSettings(asked('')), null)
	);
	await report('sources page, every figure', 2, async () =>
		sourceReport(await desk(''), sourcesFromUrl(asked('margin=60')), {
			today: null,
			calibrated: null
		})
	);
	await report('report', 2, async () =>
		roiReport(await desk(''), roiSettings(asked('margin=60')), none)
	);
}
