import { describe, expect, it } from 'vitest';
import { gatesSentence } from '#lib/charts/gates-sentence.ts';
import { notMeasured } from '#lib/domain/units.ts';
import { generatedCalibration } from './generated-calibration.ts';

const { gates, thresholds } = generatedCalibration();
const refused = notMeasured('not-fitted');

describe('the sentence on the gates', () => {
	it('says what the new gate catches with how many leads a week, beside today’s', () => {
		const { current, calibrated } = thresholds;
		if (!current.mql.measured || !calibrated.mql.measured) throw new Error('not measured');
		const percent = (rate: number) => `${Math.round(100 * rate)}%`;
		expect(gatesSentence({ gates }, 'en')).toBe(
			`The new MQL threshold of ${calibrated.mql.threshold} points catches ${percent(calibrated.mql.recall)} of all wins with 33 leads a week; today’s 40 points catch ${percent(current.mql.recall)}`
		);
		expect(gatesSentence({ gates }, 'de')).toContain('mit 33 Leads pro Woche');
	});

	it('speaks of the later leads where weeks are not known, and alone where today has no gate', () => {
		const [mql] = gates.calibrated;
		const later = mql.later && { ...mql.later, perWeek: null };
		const found = { ...gates, current: [], calibrated: [{ ...mql, later }] };
		const sentence = gatesSentence({ gates: found }, 'en');
		expect(sentence).toContain(`with ${mql.later!.passing} later leads`);
		expect(sentence).not.toContain('today');
	});

	it('says that none can be measured', () => {
		const open = { ...gates, card: { mql: refused, sql: refused } };
		expect(gatesSentence({ gates: open }, 'en')).toMatch(/^No threshold/);
		expect(gatesSentence({ gates: open }, 'de')).toMatch(/^Noch kommt kein/);
	});
});
