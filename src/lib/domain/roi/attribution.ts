/** How the credit for a win is shared among the touches before it. */
export type AttributionModel =
	'first' | 'last' | 'linear' | 'u-shaped' | 'w-shaped' | 'full-path' | 'time-decay';

export const ATTRIBUTION_MODELS: AttributionModel[] = [
	'first',
	'last',
	'linear',
	'u-shaped',
	'w-shaped',
	'full-path',
	'time-decay'
];

/** Touches before a win in the order of time, and which of them led to what. */
export interface WinJourney {
	/** Days from each touch to the win, descending; its length is the number of touches. */
	daysBeforeWin: ArrayLike<number>;
	/** Last touch before the lead was created, the opportunity opened and the deal won; null where that is not known. */
	leadTouch: number | null;
	opportunityTouch: number | null;
	winTouch: number | null;
}

/** Half-life of a touch under time decay; a quarter of the usual sales cycle is a better one for B2B. */
export const HALF_LIFE_DAYS = 7;

/**
 * Credits of the touches of one win; they add up to 1.
 *
 * * first, last: all to one. linear: all alike.
 * * U: first 40, lead creation 40, the others 20 together. W: first, lead, opportunity 30 each, others 10. Full path:
 *   first, lead, opportunity, win 22.5 each, others 10 (shares as HubSpot and Salesforce publish them).
 * * time decay: 2^(-days before the win / half-life).
 *
 * A touch that was several things at once gets the sum. What is missing (an unknown milestone, no other touches) is
 * left out and the rest is scaled to 1.
 *
 * @returns null without a touch: there is nobody to credit
 * @throws Error for touches after the win, a milestone that is no touch, or a half-life not above 0
 * @example attributionCredits({ daysBeforeWin: [60, 30, 2], leadTouch: 1, opportunityTouch: null, winTouch: null }, 'u-shaped') // [0.4, 0.4, 0.2]
 */
export function attributionCredits(
	journey: WinJourney,
	model: AttributionModel,
	halfLifeDays = HALF_LIFE_DAYS
): Float64Array | null {
	const days = Array.from(journey.daysBeforeWin);
	check(journey, days, halfLifeDays);
	if (days.length === 0) return null;
	const weights = weightsOf(journey, days, model, halfLifeDays);
	const sum = weights.reduce((all, weight) => all + weight, 0);
	return weights.map((weight) => weight / sum);
}

function weightsOf(
	journey: WinJourney,
	days: number[],
	model: AttributionModel,
	halfLifeDays: number
): Float64Array {
	const touches = days.length;
	const { leadTouch, opportunityTouch, winTouch } = journey;
	switch (model) {
		case 'first':
			return positions(touches, [0], 1, 0);
		case 'last':
			return positions(touches, [touches - 1], 1, 0);
		case 'linear':
			return new Float64Array(touches).fill(1);
		case 'u-shaped':
			return positions(touches, [0, leadTouch], 40, 20);
		case 'w-shaped':
			return positions(touches, [0, leadTouch, opportunityTouch], 30, 10);
		case 'full-path':
			return positions(touches, [0, leadTouch, opportunityTouch, winTouch], 22.5, 10);
		case 'time-decay':
			// From the newest on: powers of two of many years would be 0 throughout.
			return Float64Array.from(days, (day) => 2 ** ((days[touches - 1] - day) / halfLifeDays));
	}
}

/** `each` to every milestone that is known, and `rest` shared by the touches that are none. */
function positions(
	touches: number,
	milestones: (number | null)[],
	each: number,
	rest: number
): Float64Array {
	const weights = new Float64Array(touches);
	for (const touch of milestones) if (touch !== null) weights[touch] += each;
	const others = weights.filter((weight) => weight === 0).length;
	return weights.map((weight) => (weight > 0 ? weight : rest / others));
}

function check(journey: WinJourney, days: number[], halfLifeDays: number): void {
	days.forEach((day, i) => {
		if (!(day >= 0 && (i === 0 || day <= days[i - 1]))) {
			throw new Error(`attributionCredits: touch ${i} is ${day} days before the win`);
		}
	});
	if (!(halfLifeDays > 0)) throw new Error(`attributionCredits: half-life ${halfLifeDays} days`);
	for (const touch of [journey.leadTouch, journey.opportunityTouch, journey.winTouch]) {
		if (touch !== null && !(Number.isInteger(touch) && touch >= 0 && touch < days.length)) {
			throw new Error(`attributionCredits: milestone at touch ${touch} of ${days.length}`);
		}
	}
}
