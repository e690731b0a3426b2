import type { Calibration, Gate } from '#lib/domain/calibration/calibration.ts';
import type { GateChoices, GateName, LaterGate } from '#lib/domain/calibration/gate-choices.ts';
import { gateLabel } from '#lib/charts/gate-label.ts';
import { numbersIn, type Locale, type Numbers } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/** What the gates of the calibrated card catch, beside today's: one sentence with its number, the same on every page. */
export function gatesSentence({ gates }: Pick<Calibration, 'gates'>, locale: Locale): string {
	const numbers = numbersIn(locale);
	for (const gate of ['mql', 'sql'] as const) {
		const found = onCard(gates, gate);
		if (!found) continue;
		const today = gates.current.find((each) => each.gate === gate && each.rule === 'card');
		const todays = today?.later?.won;
		const told = {
			gate: gateLabel(gate, locale),
			points: numbers.points(found.won.threshold),
			recall: numbers.percent(found.won.recall, 0),
			volume: volumeOf(found.later, numbers, locale)
		};
		if (!todays?.measured) return m.gates_headline_new(told, { locale });
		return m.gates_headline_both(
			{
				...told,
				todayPoints: numbers.points(todays.threshold),
				todayRecall: numbers.percent(todays.recall, 0)
			},
			{ locale }
		);
	}
	return m.gates_headline_none({}, { locale });
}

/** A gate that goes on the calibrated card, with what it catches. */
function onCard(
	{ card, calibrated }: GateChoices,
	gate: GateName
): { won: Gate; later: LaterGate } | null {
	const chosen = card[gate];
	if (!chosen.measured) return null;
	const choice = calibrated.find((each) => each.gate === gate && each.rule === chosen.rule);
	const later = choice?.later;
	return later?.won.measured ? { won: later.won, later } : null;
}

function volumeOf({ perWeek, passing }: LaterGate, numbers: Numbers, locale: Locale): string {
	if (perWeek === null) return m.gates_volume_later({ leads: numbers.count(passing) }, { locale });
	const leads = numbers.decimal(perWeek, perWeek < 10 ? 1 : 0);
	return m.gates_volume_week({ leads }, { locale });
}
