import { MISSING } from '#lib/domain/cells/cells.ts';
import {
	isStepped,
	rulesOf,
	subjectOf,
	type Cap,
	type Rule,
	type Scorecard
} from '#lib/domain/scorecard/scorecard.ts';
import { stepsOf } from '#lib/domain/scorecard/steps-of.ts';
import { truthOf } from '#lib/domain/scorecard/truth-of.ts';
import type { LeadRow } from './lead-row.ts';

type Read = (row: LeadRow) => number;

/** A card made ready to be read off many rows. */
export interface CardReader {
	/** State of each rule: 0..k, or MISSING. The array is reused by the next call. */
	states(row: LeadRow): Uint8Array;
	/** Capped points of these states. */
	points(states: Uint8Array): number;
	/** Sum of `weights` over the states and of `missing` over the fields that could not be evaluated. */
	logit(states: Uint8Array): number;
	excluded(row: LeadRow): boolean;
}

/**
 * Reads the rules of a card off rows of leads.csv.
 *
 * @param weights - log-odds by id of the rule; a rule that is not named adds nothing
 * @param missing - log-odds by field
 * @example cardReader(baseline, truth.weights, truth.missing).points(new Uint8Array(20)) // 0
 */
export function cardReader(
	card: Scorecard,
	weights: Record<string, number>,
	missing: Record<string, number>
): CardReader {
	const rules = rulesOf(card);
	const readers = rules.map(reader);
	const excludes = card.exclusions.map((exclusion) =>
		reader({ ...NO_POINTS, when: exclusion.when })
	);
	const weight = rules.map((rule) => weights[rule.id] ?? 0);
	const missingWeight = rules.map((rule, r) =>
		rules.findIndex((other) => subjectOf(other) === subjectOf(rule)) === r
			? (missing[subjectOf(rule)] ?? 0)
			: 0
	);
	const states = new Uint8Array(rules.length);
	return {
		states(row) {
			for (let r = 0; r < readers.length; r++) states[r] = readers[r](row);
			return states;
		},
		points: (of) => cardPoints(card, of),
		logit(of) {
			let sum = 0;
			for (let r = 0; r < of.length; r++) {
				sum += of[r] === MISSING ? missingWeight[r] : weight[r] * of[r];
			}
			return sum;
		},
		excluded: (row) => excludes.some((holds) => holds(row) === 1)
	};
}

const NO_POINTS = { id: '', label: '', points: 0 };

function cardPoints(card: Scorecard, states: Uint8Array): number {
	let r = 0;
	let total = 0;
	for (const group of card.groups) {
		let sum = 0;
		for (const rule of group.rules) {
			const state = states[r++];
			if (state !== MISSING) sum += capped(rule.points * state, rule.cap);
		}
		total += capped(sum, group.cap);
	}
	return capped(total, card.cap);
}

function capped(points: number, { min = -Infinity, max = Infinity }: Cap = {}): number {
	return Math.min(max, Math.max(min, points));
}

function reader(rule: Rule): Read {
	if (isStepped(rule)) {
		const field = rule.each.field as keyof LeadRow;
		return (row) => stepsOf(rule.each, row[field] as number);
	}
	return (row) => {
		const truth = truthOf(rule.when, (field) => row[field as keyof LeadRow], rule.missing);
		return truth === null ? MISSING : truth ? 1 : 0;
	};
}
