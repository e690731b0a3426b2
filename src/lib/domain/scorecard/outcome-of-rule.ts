import { FULL, partsLeft } from './decay.ts';
import type { Lead } from './lead.ts';
import { decaysPerTouch, ruleLevels, stateOfParts } from './rule-levels.ts';
import { isStepped, neverMissing, type Rule, type Scorecard } from './scorecard.ts';
import { stepsOf } from './steps-of.ts';
import { touchField, touchId } from './touch-feature.ts';
import { featureOf, partsOfTouches } from './touches-of-lead.ts';
import { numberOf, truthOf, type LeadValue } from './truth-of.ts';

/** What a rule found in a lead. */
export interface RuleOutcome {
	/** State of the rule, as in the cells; null where it could not be evaluated. */
	state: number | null;
	/** What its points are multiplied by, in events: 0 where it gives none. */
	events: number;
	/** The same before it was rounded to the levels of a decay that has too many of them. */
	exactEvents: number;
}

/**
 * Evaluates a rule for one lead, as the queries do it for all.
 *
 * @param windowDays - decision time = creation + this many days
 * @example outcomeOfRule(rule, card, lead, 0).state // 1
 */
export function outcomeOfRule(
	rule: Rule,
	scorecard: Pick<Scorecard, 'features'>,
	lead: Lead,
	windowDays: number
): RuleOutcome {
	const valueOf = (field: string) => valueOfField(field, scorecard, lead, windowDays);
	const parts = partsOf(rule, scorecard, lead, windowDays, valueOf);
	if (parts === null) {
		return { state: neverMissing(rule) ? 0 : null, events: 0, exactEvents: 0 };
	}
	const exactEvents = parts / FULL;
	const levels = ruleLevels(rule);
	if (!levels) return { state: exactEvents, events: exactEvents, exactEvents };
	const state = stateOfParts(levels, parts);
	return { state, events: levels.values[state], exactEvents };
}

/**
 * The value of a field of a card for one lead: a column, or a touch feature.
 * @example valueOfField('touch:visits', card, lead, 14) // 3
 */
export function valueOfField(
	field: string,
	{ features = [] }: Pick<Scorecard, 'features'>,
	lead: Lead,
	windowDays: number
): LeadValue {
	if (touchId(field) === null) return lead.valueOf(field);
	const feature = features.find(({ id }) => touchField(id) === field);
	if (!feature) throw new Error(`valueOfField: the card declares no ${field}`);
	return featureOf(feature, lead, windowDays);
}

/** What is left of what a rule counts, in parts; null where it cannot be evaluated. */
function partsOf(
	rule: Rule,
	{ features = [] }: Pick<Scorecard, 'features'>,
	lead: Lead,
	windowDays: number,
	valueOf: (field: string) => LeadValue
): number | null {
	const { decay } = rule;
	if (isStepped(rule) && decay && decaysPerTouch(rule)) {
		const feature = features.find(({ id }) => touchField(id) === rule.each.field);
		if (!feature) throw new Error(`outcomeOfRule: the card declares no ${rule.each.field}`);
		return partsOfTouches(rule.each, decay, feature, lead, windowDays);
	}
	const events = eventsOf(rule, valueOf);
	if (!events || !decay?.age) return events && events * FULL;
	const age = numberOf(valueOf(decay.age));
	return age === null ? null : events * partsLeft(decay, Math.floor(age));
}

function eventsOf(rule: Rule, valueOf: (field: string) => LeadValue): number | null {
	if (isStepped(rule)) {
		const count = numberOf(valueOf(rule.each.field));
		return count === null ? null : stepsOf(rule.each, count);
	}
	const truth = truthOf(rule.when, valueOf, rule.missing);
	return truth === null ? null : Number(truth);
}
