import type { GateChoice, GateChoices } from '#lib/domain/calibration/gate-choices.ts';
import { gateLabel, gateRuleLabel } from '#lib/charts/gate-label.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';
import type { NotMeasured } from '#lib/domain/units.ts';

/** What could not be chosen or measured, a sentence each. */
export interface GatesInWords {
	/** Gates that were asked for; the same reason of several gates is said once. */
	refused: string[];
	/** Gates of the calibrated card that stay open. */
	open: string[];
	/** Gates whose points have no interval. */
	unsure: string[];
}

type Score = 'current' | 'calibrated';
type Told = GateChoice & { score: Score };

const scores: Score[] = ['current', 'calibrated'];

/**
 * Refusals of gates as sentences.
 *
 * @param reasonOf - why a figure is not there, as a sentence of that language
 */
export function gatesInWords(
	gates: GateChoices,
	locale: Locale,
	reasonOf: (refused: NotMeasured) => string
): GatesInWords {
	const all = scores.flatMap((score) => gates[score].map((each): Told => ({ ...each, score })));
	return {
		refused: refusals(all, locale, reasonOf),
		open: openGates(gates, locale, reasonOf),
		unsure: all.flatMap((choice) => {
			const interval = choice.chosen.measured ? choice.chosen.interval : null;
			if (!interval || interval.measured || whyNot(choice)) return [];
			const reason = reasonOf(interval);
			return [m.gates_interval_refused({ ...named([choice], locale), reason }, { locale })];
		})
	};
}

function openGates(
	{ card }: GateChoices,
	locale: Locale,
	reasonOf: (refused: NotMeasured) => string
): string[] {
	const alike = new Map<string, string[]>();
	for (const gate of ['mql', 'sql'] as const) {
		const found = card[gate];
		if (found.measured || found.reason === 'no-gate-on-card') continue;
		const reason = reasonOf(found);
		alike.set(reason, [...(alike.get(reason) ?? []), gateLabel(gate, locale)]);
	}
	const list = new Intl.ListFormat(locale, { type: 'conjunction' });
	return [...alike].map(([reason, open]) =>
		m.gates_card_open({ open: open.length, gate: list.format(open), reason }, { locale })
	);
}

/** A gate that the card does not name is told only where it names none. */
function refusals(
	all: Told[],
	locale: Locale,
	reasonOf: (refused: NotMeasured) => string
): string[] {
	const someNamed = all.some(({ rule, chosen }) => rule === 'card' && chosen.measured);
	const alike = new Map<string, { choices: Told[]; reason: string }>();
	for (const choice of all) {
		const why = whyNot(choice);
		if (!why || (why.reason === 'no-gate-on-card' && (someNamed || choice.rule !== 'card')))
			continue;
		const reason = reasonOf(why);
		const key = `${choice.rule} ${reason}`;
		const choices = [...(alike.get(key)?.choices ?? []), choice];
		alike.set(key, { choices, reason });
	}
	return [...alike.values()].map(({ choices, reason }) =>
		m.gates_refused({ ...named(choices, locale), reason }, { locale })
	);
}

/** Why a gate has no line in the table: it was not chosen, or its own outcome refuses it on the later leads. */
function whyNot({ chosen, later, outcome }: GateChoice): NotMeasured | null {
	if (!chosen.measured) return chosen;
	const own = later?.[outcome];
	return own && !own.measured ? own : null;
}

/** "MQL and SQL", "both together", "points today and new points". */
function named(choices: Told[], locale: Locale) {
	const list = new Intl.ListFormat(locale, { type: 'conjunction' });
	const score = { current: m.gates_inline_current, calibrated: m.gates_inline_calibrated };
	const each = <T>(of: (choice: Told) => T) => [...new Set(choices.map(of))];
	return {
		gate: list.format(each(({ gate }) => gateLabel(gate, locale))),
		rule: gateRuleLabel(choices[0].rule, locale),
		score: list.format(each((choice) => score[choice.score]({}, { locale })))
	};
}
