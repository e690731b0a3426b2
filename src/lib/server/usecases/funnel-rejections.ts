import type { FunnelRejections } from '#lib/domain/funnel/funnel-report.ts';
import { stageKind } from '#lib/domain/funnel/stages.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { funnelRejectionsQuery } from '#lib/domain/query/funnel-rejections-query.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import { runOnWays } from '#lib/server/queries/kept-ways.ts';
import { stageNames } from '#lib/server/queries/stage-dates.ts';
import type { FunnelDesk } from './funnel-desk.ts';

/**
 * Leads that were rejected or lost, by the reason given.
 * @returns not measured: `no-dated-outcome`, `no-rejections` where the data names no stage that takes a lead out, or no reason
 */
export async function funnelRejections({
	desk,
	frame,
	openWays
}: FunnelDesk): Promise<Measured<FunnelRejections>> {
	const { engine, source } = desk;
	if (frame.dataDate === null) return notMeasured('no-dated-outcome');
	if (!source.stages) return notMeasured('no-rejections');
	const { table } = source.stages;
	const names = source.stages.names ?? (await stageNames(engine, table));
	const out = names.filter((name) => stageKind(name) === 'rejected');
	if (out.length === 0) return notMeasured('no-rejections');
	const { dataDate } = frame;
	const found = await runOnWays(engine, openWays, (now) =>
		funnelRejectionsQuery(now, table, out, dataDate, duckdb)
	);
	const [stage, reason] = ['stage', 'reason'].map((name) => textsOf(found, name));
	const leads = numbersOf(found, 'leads');
	const reasons = Array.from(leads, (n, i) => ({
		stage: stage[i] ?? '',
		reason: reason[i] ?? '',
		leads: n
	}));
	const given = reasons.some((each) => each.reason !== '');
	return given ? { measured: true, reasons } : notMeasured('no-rejections');
}
