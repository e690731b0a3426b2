import {
	conversionLag,
	USUAL_HORIZONS,
	type ConversionLag
} from '#lib/domain/funnel/conversion-lag.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import { followedQuery, horizonsQuery, waitsQuery } from '#lib/domain/query/waits-query.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource } from './leads-source.ts';

/**
 * How long the leads of a plan took to be won, and what each horizon would keep; the horizon of the plan is among them.
 * @returns not measured (`no-dated-outcome`) where creation or outcome has no date
 */
export async function readConversionLag(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan
): Promise<Measured<ConversionLag>> {
	if (!plan.maturityKnown) return notMeasured('no-dated-outcome');
	const leads = leadsTable(source);
	const waits = await engine.run(parameterized(waitsQuery(leads, plan)));
	const followed = await engine.run(parameterized(followedQuery(leads, plan)));
	const days = [...new Set([...USUAL_HORIZONS, plan.horizonDays])].sort((a, b) => a - b);
	const horizons = await engine.run(parameterized(horizonsQuery(leads, plan, days)));
	const one = (name: string) => numbersOf(horizons, name)[0];
	const lag = conversionLag(
		{ day: numbersOf(waits, 'day'), won: numbersOf(waits, 'won'), n: numbersOf(waits, 'n') },
		{ day: numbersOf(followed, 'day'), n: numbersOf(followed, 'n') },
		days.map((each, i) => ({ days: each, mature: one(`mature_${i}`), wins: one(`wins_${i}`) }))
	);
	return { measured: true, ...lag };
}
