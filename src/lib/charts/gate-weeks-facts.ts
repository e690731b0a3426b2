import type { GateChoices, GateName } from '#lib/domain/calibration/gate-choices.ts';
import type { WeeklyVolume } from '#lib/domain/thresholds/weekly-volume.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { gateLabel } from '#lib/charts/gate-label.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { weekDate } from '#lib/charts/week-date.ts';
import * as m from '#lib/paraglide/messages.js';

/** What passes a gate week by week, with both cards, beside what sales can work. */
export interface GateWeeks {
	gate: GateName;
	current: Measured<WeeklyVolume>;
	calibrated: Measured<WeeklyVolume>;
	/** Leads a week; null where it is not known. */
	capacity: number | null;
}

/** One week of the picture; null where a card has no such gate. */
export interface GateWeek {
	week: number;
	current: number | null;
	calibrated: number | null;
}

/** @example gateWeeksOf(calibration.gates, 'mql').capacity // 40 */
export function gateWeeksOf({ volume, terms }: GateChoices, gate: GateName): GateWeeks {
	const { current, calibrated } = volume;
	return {
		gate,
		current: current[gate],
		calibrated: calibrated[gate],
		capacity: terms.capacity
	};
}

/** The weeks of either card, first to last. */
export function weeksOf({ current, calibrated }: GateWeeks): GateWeek[] {
	const leadsIn = (volume: GateWeeks['current']) =>
		new Map(volume.measured ? volume.weeks.map(({ week, leads }) => [week, leads]) : []);
	const [today, next] = [leadsIn(current), leadsIn(calibrated)];
	const weeks = [...new Set([...today.keys(), ...next.keys()])].sort((a, b) => a - b);
	return weeks.map((week) => ({
		week,
		current: today.get(week) ?? null,
		calibrated: next.get(week) ?? null
	}));
}

/** The volume that is spoken of: that of the calibrated card, else today's. */
export function spokenOf({ current, calibrated }: GateWeeks): WeeklyVolume | null {
	if (calibrated.measured) return calibrated;
	return current.measured ? current : null;
}

export function gateWeeksFacts(weeks: GateWeeks, locale: Locale): Facts {
	const label = (text: (inputs: object, options: { locale: Locale }) => string) =>
		text({}, { locale });
	return {
		title: titleOf(weeks, locale),
		note: noteOf(weeks, locale),
		table: {
			columns: [
				{ label: label(m.gates_weeks_week), kind: 'text' },
				{ label: label(m.gates_weeks_current), kind: 'count' },
				{ label: label(m.gates_weeks_calibrated), kind: 'count' }
			],
			rows: weeksOf(weeks).map(({ week, current, calibrated }) => [
				weekDate(week, locale),
				current,
				calibrated
			])
		},
		file: `weekly-volume-${weeks.gate}`
	};
}

function titleOf(weeks: GateWeeks, locale: Locale): string {
	const numbers = numbersIn(locale);
	const gate = gateLabel(weeks.gate, locale);
	const found = spokenOf(weeks);
	if (!found) return m.gates_weeks_title_none({ gate }, { locale });
	const [fullest] = found.peaks;
	const peak = { peak: numbers.count(fullest.leads), date: weekDate(fullest.week, locale) };
	if (weeks.capacity !== null && found.overCapacity) {
		const over = { over: found.overCapacity, overText: numbers.count(found.overCapacity) };
		const capacity = numbers.points(weeks.capacity);
		const among = { weeks: numbers.count(found.weeks.length), capacity };
		return m.gates_weeks_title_over({ gate, ...over, ...among, ...peak }, { locale });
	}
	const title = weeks.calibrated.measured ? m.gates_weeks_title : m.gates_weeks_title_today;
	return title({ gate, mean: numbers.decimal(found.mean, 1), ...peak }, { locale });
}

function noteOf(weeks: GateWeeks, locale: Locale): string {
	const numbers = numbersIn(locale);
	const found = spokenOf(weeks);
	if (!found) return m.gates_weeks_note_none({}, { locale });
	const peaks = found.peaks.map(({ week, leads }) =>
		m.gates_weeks_peak({ leads: numbers.count(leads), date: weekDate(week, locale) }, { locale })
	);
	const note = weeks.calibrated.measured ? m.gates_weeks_note : m.gates_weeks_note_today;
	return note(
		{
			gate: gateLabel(weeks.gate, locale),
			weeks: numbers.count(found.weeks.length),
			mean: numbers.decimal(found.mean, 1),
			median: numbers.points(found.median),
			peaks: peaks.join(', ')
		},
		{ locale }
	);
}
