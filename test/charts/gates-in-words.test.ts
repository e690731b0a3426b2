import { describe, expect, it } from 'vitest';
import { gateRemarks } from '#lib/charts/gate-remarks.ts';
import { gatesInWords } from '#lib/charts/gates-in-words.ts';
import type { GateChoice, GateChoices } from '#lib/domain/calibration/gate-choices.ts';
import { reasonSentence } from '#lib/server/sentences.ts';
import { notMeasured } from '#lib/domain/units.ts';
import { generatedCalibration } from './generated-calibration.ts';

const { gates } = generatedCalibration();
const inWords = (found: GateChoices, locale: 'en' | 'de' = 'en') =>
	gatesInWords(found, locale, (refused) => reasonSentence(refused, locale));
const refused = (
	gate: GateChoice['gate'],
	rule: GateChoice['rule'],
	reason: string
): GateChoice => ({ gate, rule, outcome: 'won', chosen: notMeasured(reason), later: null });

describe('gates that were refused', () => {
	it('say why, which gate and with which points', () => {
		expect(inWords(gates).refused).toEqual([
			'SQL as many leads as today, new points: Only 8 of the later leads from 68 points on were won; under 10 nothing is said.'
		]);
		expect(inWords(gates, 'de').refused[0]).toMatch(
			/^SQL so viele Leads wie heute, neue Punkte: Nur 8 der späteren Leads/
		);
	});

	it('say the same reason once', () => {
		const joint = (['mql', 'sql'] as const).map((gate) =>
			refused(gate, 'joint', 'acceptance-not-mapped')
		);
		const found = inWords({ ...gates, current: joint, calibrated: joint }).refused;
		expect(found).toHaveLength(1);
		expect(found[0]).toMatch(/^MQL and SQL for most profit, points today and new points: The data/);
	});

	it('say nothing of a gate the card does not name, unless it names none', () => {
		const none = refused('sql', 'card', 'no-gate-on-card');
		const named = { ...gates, current: [gates.current[0], none], calibrated: [] };
		expect(inWords(named).refused).toEqual([]);
		const both = [refused('mql', 'card', 'no-gate-on-card'), none];
		expect(inWords({ ...gates, current: both, calibrated: [] }).refused).toEqual([
			'MQL and SQL as the card says, points today: The card names no such threshold.'
		]);
	});

	it('are told apart from gates that stay open on the card, and from those without an interval', () => {
		const open = notMeasured('gates-cross', { mql: 60, sql: 55 });
		expect(inWords({ ...gates, card: { ...gates.card, sql: open } }).open).toEqual([
			'SQL stays open on the new card: As many SQL as today would be reached from 55 points, below the MQL threshold of 60: one of the two has to move.'
		]);
		const [mql] = gates.calibrated;
		if (!mql.chosen.measured) throw new Error('not measured');
		const interval = notMeasured('threshold-unstable', { samples: 1000, unmeasured: 80 });
		const unsure: GateChoice = { ...mql, chosen: { ...mql.chosen, interval } };
		expect(inWords({ ...gates, calibrated: [unsure] }).unsure).toEqual([
			'The MQL threshold as many leads as today (new points) has no interval: In 80 of 1,000 samples the rule gives no threshold: it rests on too few leads.'
		]);
	});
});

describe('remarks on gates', () => {
	const [mql] = gates.calibrated;
	if (!mql.chosen.measured) throw new Error('not measured');
	const { threshold } = mql.chosen;

	it('tell how many leads share a score with the threshold of the card', () => {
		const { tied, passing } = mql.later!;
		expect(gateRemarks(gates, 'en')).toEqual([
			`MQL as many leads as today (new points): ${tied} of the ${passing} later leads that pass score exactly ${threshold}; from one point more they would not pass.`
		]);
		const single = { ...mql, later: { ...mql.later!, tied: 1 } };
		expect(gateRemarks({ ...gates, calibrated: [single] }, 'de')[0]).toContain('1 der');
	});

	it('tell what the next score would add, what pays, and what both gates earn', () => {
		const chosen = {
			...mql.chosen,
			nextBlock: { score: 44, perWeek: 7.25 }
		} as GateChoice['chosen'];
		const capacity: GateChoice = { ...mql, rule: 'capacity', chosen };
		const cost: GateChoice = {
			...mql,
			rule: 'cost',
			chosen: { ...mql.chosen, breakEven: 0.0702 } as GateChoice['chosen']
		};
		const found = gateRemarks(
			{
				...gates,
				calibrated: [capacity, cost],
				jointProfit: { current: null, calibrated: { cents: 1_234_500, ci: [-5_000, 2_000_000] } }
			},
			'de'
		);
		expect(found.map((text) => text.replaceAll('\u00a0', ' '))).toEqual([
			'Kapazität (neue Punkte): Leads mit 44 Punkten wären 7,3 pro Woche mehr, zu viele für die 40, die der Vertrieb bearbeiten kann.',
			'Beide Schwellenwerte zusammen (neue Punkte) hätten auf den späteren Leads 12.345 eingebracht (95‑%‑Intervall −50 bis 20.000): Leads dazwischen werden zuerst qualifiziert, Leads über beiden gehen direkt an den Vertrieb.',
			'Nach Kosten lohnt sich ein Lead ab einer Chance von 7,0 %: Kosten 200 geteilt durch Wert 9.500 mal Marge 30 %.'
		]);
	});
});
