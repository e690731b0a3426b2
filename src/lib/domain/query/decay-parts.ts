import {
	FULL,
	partsOfPercent,
	partsPerPeriod,
	settledAfter,
	type Decay
} from '#lib/domain/scorecard/decay.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/**
 * What is left of one event as a whole number of parts (`FULL` make one event), as `partsLeft` works it out for one lead.
 *
 * @param ageDays - whole days, not NULL
 * @example decayParts({ kind: 'expiry', days: 90 }, raw('age')).texts[0] // 'CASE WHEN age < 90 THEN 1000000 ELSE 0 END'
 */
export function decayParts(decay: Decay, ageDays: Sql): Sql {
	switch (decay.kind) {
		case 'expiry':
			return sql`CASE WHEN ${ageDays} < ${whole(decay.days)} THEN ${whole(FULL)} ELSE 0 END`;
		case 'step': {
			const cases = decay.steps.map(
				({ afterDays, leftPercent }) =>
					sql`WHEN ${ageDays} >= ${whole(afterDays)} THEN ${whole(partsOfPercent(leftPercent))}`
			);
			return sql`CASE ${join(cases.reverse(), ' ')} ELSE ${whole(FULL)} END`;
		}
		case 'linear': {
			const lost = sql`floor(${ageDays} * CAST(${whole(partsPerPeriod(decay))} AS DOUBLE) / CAST(${whole(decay.everyDays)} AS DOUBLE))`;
			return sql`CASE WHEN ${ageDays} <= 0 THEN ${whole(FULL)} WHEN ${ageDays} >= ${whole(settledAfter(decay))} THEN 0
				ELSE ${whole(FULL)} - CAST(${lost} AS INTEGER) END`;
		}
	}
}

function whole(value: number): Sql {
	return raw(String(Math.trunc(value)));
}
