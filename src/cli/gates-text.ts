import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import type { GateChoice, GateChoices } from '#lib/domain/calibration/gate-choices.ts';
import { gateLabel, gateRuleLabel } from '#lib/charts/gate-label.ts';
import { gateRemarks } from '#lib/charts/gate-remarks.ts';
import { gatesInWords } from '#lib/charts/gates-in-words.ts';
import { gatesSentence } from '#lib/charts/gates-sentence.ts';
import { gateWeeksFacts, gateWeeksOf } from '#lib/charts/gate-weeks-facts.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { reasonSentence } from '#lib/server/sentences.ts';
import { textTable } from './text-table.ts';

const numbers = numbersIn('en');
const percent = (rate: number) => numbers.percent(rate, 1);

/** The gates of both cards for a terminal: what they catch, what stays open, what passes in a week. */
export function gatesText({ gates }: Calibration): string[] {
	const { refused, open, unsure } = gatesInWords(gates, 'en', (why) => reasonSentence(why, 'en'));
	const rows = (['current', 'calibrated'] as const).flatMap((score) =>
		gates[score].flatMap((choice) => rowOf(gates, score, choice))
	);
	const header = ['threshold', 'score', 'from', '95 % interval', 'a week', 'later leads'];
	const outcomes = ['accepted', 'conversion rate', 'wins caught', 'missed', 'profit'];
	return [
		`${gatesSentence({ gates }, 'en')}.`,
		...(rows.length > 0
			? [textTable(withoutEmpty([[...header, ...outcomes], ...rows])), '* goes on the new card']
			: []),
		...[...refused, ...open, ...unsure, ...gateRemarks(gates, 'en')].map((text) => `- ${text}`),
		...(['mql', 'sql'] as const).flatMap((gate) => {
			const weeks = gateWeeksOf(gates, gate);
			if (!weeks.current.measured && !weeks.calibrated.measured) return [];
			return [`- ${gateWeeksFacts(weeks, 'en').title}.`];
		})
	];
}

function rowOf(
	{ card }: GateChoices,
	score: 'current' | 'calibrated',
	{ gate, rule, outcome, chosen, later }: GateChoice
): string[][] {
	if (!chosen.measured || !later?.[outcome]?.measured) return [];
	const { won, accepted, perWeek, profit } = later;
	const onCard = card[gate];
	const mark = score === 'calibrated' && onCard.measured && onCard.rule === rule ? '*' : '';
	return [
		[
			`${gateLabel(gate, 'en')} ${gateRuleLabel(rule, 'en')}${mark}`,
			score === 'current' ? 'today' : 'new',
			numbers.points(chosen.threshold),
			chosen.interval?.measured ? numbers.interval(chosen.interval.ci, numbers.points) : '–',
			perWeek === null ? '–' : numbers.decimal(perWeek, 1),
			numbers.count(later.passing),
			accepted?.measured ? percent(accepted.precision) : '–',
			won.measured ? `${percent(won.precision)} (${interval(won.precisionCi)})` : '–',
			won.measured ? percent(won.recall) : '–',
			won.measured ? numbers.count(won.missedWins) : '–',
			profit ? numbers.count(Math.round(profit.cents / 100)) : '–'
		]
	];
}

/** Columns that hold nothing but dashes are left out. */
function withoutEmpty([header, ...rows]: string[][]): string[][] {
	const kept = [...header.keys()].filter((c) => rows.some((row) => row[c] !== '–'));
	return [header, ...rows].map((row) => kept.map((c) => row[c]));
}

function interval(ci: [number, number]): string {
	return numbers.interval(ci, percent);
}
