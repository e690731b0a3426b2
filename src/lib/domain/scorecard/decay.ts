/** How the points of a rule wear off with age, in whole days before the decision time. */
export type Decay = {
	/**
	 * Field with the age in days. A rule per event on a touch count has none: every touch has its own age.
	 */
	age?: string;
} & (
	| {
			/** Wears off evenly: `percent` of the points are gone after every `everyDays` days. */
			kind: 'linear';
			percent: number;
			everyDays: number;
	  }
	| {
			/** From `afterDays` days on, `leftPercent` of the points are left; rising days, falling percent. */
			kind: 'step';
			steps: { afterDays: number; leftPercent: number }[];
	  }
	| {
			/** All points for less than so many days, then none. */
			kind: 'expiry';
			days: number;
	  }
);

/** What one event is worth while nothing has worn off. Whole parts, so that sums come out the same in every engine. */
export const FULL = 1_000_000;

/**
 * What is left of one event, in parts of `FULL`.
 *
 * @param ageDays - whole days, counted as 0 where below
 * @example partsLeft({ kind: 'linear', percent: 50, everyDays: 30 }, 30) // 500000
 */
export function partsLeft(decay: Decay, ageDays: number): number {
	const age = Math.max(0, ageDays);
	switch (decay.kind) {
		case 'linear':
			return Math.max(0, FULL - Math.floor((age * partsPerPeriod(decay)) / decay.everyDays));
		case 'step':
			return decay.steps.reduce(
				(left, step) => (age >= step.afterDays ? partsOfPercent(step.leftPercent) : left),
				FULL
			);
		case 'expiry':
			return age < decay.days ? FULL : 0;
	}
}

/** Whole days from which on nothing changes any more. @example settledAfter({ kind: 'expiry', days: 90 }) // 90 */
export function settledAfter(decay: Decay): number {
	switch (decay.kind) {
		case 'linear':
			return Math.ceil((FULL * decay.everyDays) / partsPerPeriod(decay));
		case 'step':
			return decay.steps.at(-1)?.afterDays ?? 0;
		case 'expiry':
			return decay.days;
	}
}

/** Parts lost in each period of a linear decay. */
export function partsPerPeriod({ percent }: { percent: number }): number {
	return partsOfPercent(percent);
}

/** @example partsOfPercent(25) // 250000 */
export function partsOfPercent(percent: number): number {
	return Math.round(percent * (FULL / 100));
}
