import { isStepped, rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { decaysPerTouch } from '#lib/domain/scorecard/rule-levels.ts';

/** What a file leaves out of a card. */
export type NotHeld =
	'bounds' | 'exclusions' | 'grades' | 'gates' | 'unscored' | 'touches' | 'touch-decay' | 'decay';

/** Formats that a card is handed over as. */
export type HandedOver = 'points.csv' | 'scoring.sql' | 'ml-logistic-regression.json';

/**
 * What of a card a format cannot hold, as far as the card has it; the model file holds everything.
 *
 * A table of points names what each rule asks and how it wears off, and nothing above the rules. A query over the table of
 * leads holds all but the touches, which have to be counted before. Weights know whole events, and no points at all.
 *
 * @example notHeld('points.csv', card) // ['bounds', 'exclusions']
 */
export function notHeld(file: HandedOver, card: Scorecard): NotHeld[] {
	const has = whatCardHas(card);
	return LEFT_OUT[file].filter((each) => has[each]);
}

const LEFT_OUT: Record<HandedOver, NotHeld[]> = {
	'points.csv': ['bounds', 'exclusions', 'gates', 'grades', 'unscored'],
	'scoring.sql': ['touches', 'touch-decay'],
	'ml-logistic-regression.json': [
		'bounds',
		'exclusions',
		'gates',
		'grades',
		'unscored',
		'touches',
		'decay'
	]
};

function whatCardHas(card: Scorecard): Record<NotHeld, boolean> {
	const { groups, cap, exclusions, matrix, bands, thresholds, nothingMatched, features } = card;
	const rules = rulesOf(card);
	return {
		bounds:
			cap !== undefined ||
			groups.some((group) => group.cap || group.limits?.length) ||
			rules.some((rule) => rule.cap),
		exclusions: exclusions.length > 0,
		gates: Object.values(thresholds).some((gate) => gate !== null && gate !== undefined),
		grades: matrix !== undefined || bands !== undefined,
		unscored: nothingMatched === 'no-score',
		touches: Boolean(features?.length),
		'touch-decay': rules.some(decaysPerTouch),
		decay: rules.some((rule) => rule.decay || (isStepped(rule) && rule.each.after))
	};
}
