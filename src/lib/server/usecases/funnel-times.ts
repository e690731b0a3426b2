import { OFFICE_WEEK, openSpans } from '#lib/domain/funnel/business-hours.ts';
import type {
	FunnelPipeline,
	FunnelResponse,
	StageStay
} from '#lib/domain/funnel/funnel-report.ts';
import { pipelineVelocity } from '#lib/domain/funnel/pipeline-velocity.ts';
import { responseTime } from '#lib/domain/funnel/response-time.ts';
import { waitingTime, type WaitingTime } from '#lib/domain/funnel/waiting-time.ts';
import type { AnswerPlan } from '#lib/domain/query/funnel-answers-query.ts';
import { openDays, type OpenDay } from '#lib/domain/query/funnel-open-minutes.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { readAnswers } from '#lib/server/queries/funnel/read-answers.ts';
import { readPipeline } from '#lib/server/queries/funnel/read-pipeline.ts';
import { readDecisions, readStays } from '#lib/server/queries/funnel/read-stays.ts';
import type { FunnelDesk } from './funnel-desk.ts';
import { opportunityStage } from './opportunity-stage.ts';
import type { FunnelSettings } from './funnel-settings.ts';

/** Minutes that are looked at: of the clock up to a week, of open hours up to a working week. */
const MINUTES = {
	clock: [5, 30, 60, 1440, 7 * 1440],
	business: [5, 30, 60, 8 * 60, 40 * 60]
};

/**
 * How long leads stand at each stage but the last, those that still do among them.
 * @returns not measured: `no-dated-outcome`, `too-few-stages`
 */
export async function funnelStays(of: FunnelDesk): Promise<Measured<{ stays: StageStay[] }>> {
	const { stages, dataDate } = of.frame;
	if (stages.length < 2) return notMeasured('too-few-stages', { stages: stages.length });
	if (dataDate === null) return notMeasured('no-dated-outcome');
	const waits = await readStays(of.desk.engine, of.openWays);
	const stays = waits.map((each, s) => ({ stage: stages[s], stay: waitingTime(each) }));
	return { measured: true, stays };
}

/**
 * Processing time: from creation to a decision, won or lost, undecided leads among them.
 * @returns not measured: `no-dated-outcome`, `too-few-stages`
 */
export async function funnelDecisions(of: FunnelDesk): Promise<Measured<WaitingTime>> {
	const { stages, dataDate } = of.frame;
	if (stages.length < 2) return notMeasured('too-few-stages', { stages: stages.length });
	if (dataDate === null) return notMeasured('no-dated-outcome');
	return {
		measured: true,
		...waitingTime(await readDecisions(of.desk.engine, of.openWays))
	};
}

/**
 * How fast sales answers.
 * @returns not measured: `no-dated-outcome`, `no-answers` where neither a first action of sales nor a touch by us is known
 */
export async function funnelResponse(
	of: FunnelDesk,
	{ hours, timeZone }: Pick<FunnelSettings, 'hours' | 'timeZone'>
): Promise<Measured<FunnelResponse>> {
	const { desk, frame, openWays } = of;
	if (frame.dataDate === null || frame.stages.length === 0) return notMeasured('no-dated-outcome');
	const plan = answerPlan(of, { hours, timeZone });
	if (!plan) return notMeasured('no-answers');
	const { waits, early } = await readAnswers(desk.engine, openWays, plan);
	if (!waits.won.some((won, i) => won === 1 && waits.n[i] > 0)) return notMeasured('no-answers');
	const zone = hours === 'business' ? timeZone : null;
	return {
		measured: true,
		...responseTime(waits, MINUTES[hours]),
		by: plan.by,
		hours,
		timeZone: zone,
		early
	};
}

/** What counts as an answer, and when sales is there; null where no answer is known or nothing has a date. */
export function answerPlan(
	{ desk, frame }: FunnelDesk,
	{ hours, timeZone }: Pick<FunnelSettings, 'hours' | 'timeZone'>
): AnswerPlan | null {
	const { source, ways, manifest } = desk;
	const by = source.mapping.workedAt ? 'worked-at' : 'touch';
	const touches = source.touches?.table ?? null;
	const { dataDate } = frame;
	if (dataDate === null || (by === 'touch' && !touches)) return null;
	const first = manifest.dates.firstCreatedAt;
	const open = hours === 'business' && first ? officeDays(timeZone, first, dataDate) : null;
	return { by, touches, leads: ways.leads, dataDate, open };
}

/**
 * Pipeline velocity: opportunities open at the data date, and those closed in the period.
 * @returns not measured: `too-few-stages`, `no-dated-outcome`, those of `pipelineVelocity`
 */
export async function funnelPipeline(of: FunnelDesk): Promise<Measured<FunnelPipeline>> {
	const { stages, dataDate, from, to } = of.frame;
	if (dataDate === null) return notMeasured('no-dated-outcome');
	if (stages.length < 2) return notMeasured('too-few-stages', { stages: stages.length });
	const opportunity = opportunityStage(stages);
	const counts = await readPipeline(of.desk.engine, of.everWays, opportunity, from, to);
	const found = pipelineVelocity(counts);
	return found.measured ? { ...found, stage: stages[opportunity] } : found;
}

function officeDays(timeZone: string, first: string, last: string): OpenDay[] {
	const calendar = { timeZone, week: OFFICE_WEEK };
	return openDays(openSpans(calendar, Date.parse(first), Date.parse(last)));
}
