import type { Calibration, Gate } from '#lib/domain/calibration/calibration.ts';
import type { GateChoices, GateName, LaterGate } from '#lib/domain/calibration/gate-choices.ts';
import { gateLabel, gateRuleLabel } from '#lib/charts/gate-label.ts';
import { numbersIn, type Locale, type Numbers } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/**
 * What a gate of the calibrated card catches, as one sentence with its number, the same on every page: the gate that the
 * chosen rule sets, else the MQL gate; beside today's gate or, where a rule was asked for, beside what that rule gives with
 * today's points.
 */
export function gatesSentence({ gates }: Pick<Calibration, 'gates'>, locale: Locale): string {
	const [found] = (['mql', 'sql'] as const)
		.flatMap((gate) => onCard(gates, gate) ?? [])
		.sort((a, b) => Number(b.won.rule === gates.rule) - Number(a.won.rule === gates.rule));
	if (!found) return m.gates_headline_none({}, { locale });
	const { gate, won, later, todays } = found;
	const numbers = numbersIn(locale);
	const told = {
		gate: gateLabel(gate, locale),
		rule: gateRuleLabel(won.rule, locale),
		points: numbers.points(won.threshold),
		recall: numbers.percent(won.recall, 0),
		volume: volumeOf(later, numbers, locale)
	};
	if (!todays) return m.gates_headline_new(told, { locale });
	const beside = {
		todayPoints: numbers.points(todays.threshold),
		todayRecall: numbers.percent(todays.recall, 0)
	};
	const sentence = todays.rule === 'card' ? m.gates_headline_both : m.gates_headline_alike;
	return sentence({ ...told, ...beside }, { locale });
}

interface OnCard {
	gate: GateName;
	won: Gate;
	later: LaterGate;
	todays: Gate | null;
}

/** A gate that goes on the calibrated card, with what it catches and what its like does with today's points. */
function onCard({ card, current, calibrated }: GateChoices, gate: GateName): OnCard | null {
	const chosen = card[gate];
	if (!chosen.measured) return null;
	const by = (list: GateChoices['current'], rule: Gate['rule']) =>
		list.find((each) => each.gate === gate && each.rule === rule)?.later;
	const later = by(calibrated, chosen.rule);
	if (!later?.won.measured) return null;
	const alike = by(current, chosen.rule === 'same-volume' ? 'card' : chosen.rule)?.won;
	return { gate, won: later.won, later, todays: alike?.measured ? alike : null };
}

function volumeOf({ perWeek, passing }: LaterGate, numbers: Numbers, locale: Locale): string {
	if (perWeek === null) return m.gates_volume_later({ leads: numbers.count(passing) }, { locale });
	const leads = numbers.decimal(perWeek, perWeek < 10 ? 1 : 0);
	return m.gates_volume_week({ leads }, { locale });
}
