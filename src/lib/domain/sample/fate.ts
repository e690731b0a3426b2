import { DAY } from './calendar.ts';
import type { Draw } from './draw.ts';
import { officeHours } from './office-hours.ts';
import { truth } from './truth.ts';

/** What becomes of a lead, whether or not the data reaches that far. Times in minutes. */
export interface Fate {
	end: 'won' | 'lost' | 'never closed';
	/** When it was won or lost; null if it was never closed. */
	at: number | null;
	/** Decided within the signal window, so left out of a calibration. */
	early: boolean;
	/** Won after the horizon. */
	late: boolean;
}

/**
 * Draws the outcome. Within the horizon it follows `probability` alone; the few leads decided within the
 * signal window and the few late wins are drawn without looking at the lead, so they bias no weight.
 *
 * @param createdAt - minute of creation
 * @param decidedAt - decision time in minutes
 * @param horizon - minutes
 * @example fate(0, 14 * 1440, 120 * 1440, 1, drawFrom(1)).end // 'won'
 */
export function fate(
	createdAt: number,
	decidedAt: number,
	horizon: number,
	probability: number,
	draw: Draw
): Fate {
	const early = draw.uniform();
	if (early < truth.lostInWindow + truth.wonInWindow) {
		const at = createdAt + Math.floor((0.2 + 0.75 * draw.uniform()) * (decidedAt - createdAt));
		return { end: early < truth.lostInWindow ? 'lost' : 'won', at, early: true, late: false };
	}
	if (draw.chance(probability)) {
		const at = dayOfWin(decidedAt, decidedAt + horizon, decidedAt, draw);
		return { end: 'won', at, early: false, late: false };
	}
	if (draw.chance(truth.wonAfterHorizon)) {
		const at = dayOfWin(decidedAt + horizon, decidedAt + 4 * horizon, decidedAt, draw);
		return { end: 'won', at, early: false, late: true };
	}
	if (!draw.chance(truth.lossDated)) {
		return { end: 'never closed', at: null, early: false, late: false };
	}
	const { median, sigma } = truth.daysToLoss;
	const at = decidedAt + Math.floor(draw.logNormal(median, sigma) * DAY);
	return { end: 'lost', at: officeHours(at, decidedAt + 1, Infinity), early: false, late: false };
}

/** A win after `from`, at `to` at the latest. */
function dayOfWin(from: number, to: number, decidedAt: number, draw: Draw): number {
	const { median, sigma } = truth.daysToWin;
	for (;;) {
		const at = decidedAt + Math.floor(draw.logNormal(median, sigma) * DAY);
		if (at > from && at <= to) return officeHours(at, from + 1, to);
	}
}
