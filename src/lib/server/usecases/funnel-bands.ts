import { bandOutcomes } from '#lib/domain/funnel/band-outcomes.ts';
import { contactPressure } from '#lib/domain/funnel/contact-pressure.ts';
import type { FunnelBands, FunnelPressure } from '#lib/domain/funnel/funnel-report.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { unknownFields } from '#lib/domain/scorecard/unknown-fields.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { cardSource } from '#lib/server/queries/card-source.ts';
import { readBands, type ScoreRange } from '#lib/server/queries/funnel/read-bands.ts';
import { readPressure } from '#lib/server/queries/funnel/read-pressure.ts';
import { typeNames } from '#lib/server/queries/touch-types.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import type { FunnelDesk } from './funnel-desk.ts';
import { leadPlan } from './plan-leads.ts';

/** A touch that takes its leave, in English or German. */
const UNSUBSCRIBE = /unsubscri|opt.?out|abgemeldet|abmeld|widerruf/i;

/**
 * Outcomes by band of today's score.
 *
 * @returns not measured: `no-dated-outcome`, `no-scorecard`, `card-does-not-fit` with the first column that is missing,
 * `card-without-thresholds`
 */
export async function funnelBands(
	of: FunnelDesk,
	card: Scorecard | null
): Promise<Measured<FunnelBands>> {
	const found = await bandPlan(of, card);
	if (!found.measured) return found;
	const { desk } = of;
	const { source, plan, ranges } = found;
	const counts = await readBands(desk.engine, source, found.card, plan, desk.selected, ranges);
	const bands = bandOutcomes(counts).map((each, i) => ({ ...each, ...ends(ranges[i]) }));
	const { horizonDays, windowDays } = plan;
	return { measured: true, card: found.card.name, horizonDays, windowDays, bands };
}

/** How leads are scored, and which of them count. @returns not measured: those of `funnelBands` */
export async function bandPlan(
	{ desk, frame }: FunnelDesk,
	card: Scorecard | null
): Promise<
	Measured<{ card: Scorecard; source: LeadsSource; plan: LeadPlan; ranges: ScoreRange[] }>
> {
	if (frame.dataDate === null) return notMeasured('no-dated-outcome');
	if (!card) return notMeasured('no-scorecard');
	const columns = desk.source.columns.map(({ name }) => name);
	const [missing] = unknownFields(card, columns);
	if (missing) return notMeasured('card-does-not-fit', { column: missing.params.field });
	const ranges = scoreRanges(card);
	if (!ranges) return notMeasured('card-without-thresholds', { card: card.name });
	try {
		const source = await cardSource(desk.engine, desk.source, card, card.signalWindowDays);
		const plan = await leadPlan(desk.engine, source, card, { dataDate: frame.dataDate });
		return { measured: true, card, source, plan, ranges };
	} catch (error) {
		if (!isWorkbenchError(error) || !error.code.startsWith('touches-')) throw error;
		return notMeasured('no-touches-for-card', { card: card.name });
	}
}

/**
 * Touches by us a week against unsubscribes.
 * @returns not measured: `no-dated-outcome`, `touches-not-imported`, `no-unsubscribes`, `touches-by-nobody`
 */
export async function funnelPressure({
	desk,
	frame,
	openWays
}: FunnelDesk): Promise<Measured<FunnelPressure>> {
	if (frame.dataDate === null) return notMeasured('no-dated-outcome');
	const { source, engine } = desk;
	if (!source.touches) return notMeasured('touches-not-imported');
	const leave = await leavingTypes(engine, source);
	if (leave.length === 0) return notMeasured('no-unsubscribes');
	const { table } = source.touches;
	const found = await readPressure(engine, openWays, table, leave, frame.dataDate);
	if (found.touches === 0) return notMeasured('touches-by-nobody');
	return { measured: true, bands: contactPressure(found.bands), touches: found.touches };
}

/** Types of touches that mean unsubscribing. */
export async function leavingTypes(engine: Engine, source: LeadsSource): Promise<string[]> {
	const types = await typeNames(engine, source);
	return types.filter((type) => UNSUBSCRIBE.test(type));
}

/** Bands as the card names them, else by its gates; the highest first. */
function scoreRanges({ bands = [], thresholds }: Scorecard): ScoreRange[] | null {
	const gates = [
		{ label: 'sql', from: thresholds.sql },
		{ label: 'mql', from: thresholds.mql }
	].filter((gate) => gate.from !== null);
	const lowest = { label: 'below', from: null };
	const starts =
		bands.length > 0
			? bands.toSorted((a, b) => (b.from ?? -Infinity) - (a.from ?? -Infinity))
			: [...gates.toSorted((a, b) => b.from! - a.from!), lowest];
	if (starts.length < 2) return null;
	const open = starts[starts.length - 1].from === null ? starts : [...starts, lowest];
	return open.map((each, i) => ({ ...each, to: i === 0 ? null : open[i - 1].from }));
}

function ends({ from, to }: ScoreRange) {
	return { from, to };
}
