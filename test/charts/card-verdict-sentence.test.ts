import { describe, expect, it } from 'vitest';
import { cardVerdictSentence, winsAtSameVolume } from '#lib/charts/card-verdict-sentence.ts';
import type { Calibration, CardVerdict } from '#lib/domain/calibration/calibration.ts';
import { notMeasured } from '#lib/domain/units.ts';
import { generatedCalibration } from './generated-calibration.ts';

const calibration = generatedCalibration();
const withVerdict = (verdict: Partial<CardVerdict>): Calibration => ({
	...calibration,
	verdict: { ...calibration.verdict, ...verdict }
});

describe('the verdict on a card', () => {
	it('names the wrong rules and the customers won at the same volume', () => {
		const same = winsAtSameVolume(calibration)!;
		expect(cardVerdictSentence(calibration, 'en').headline).toBe(
			`Three of your 12 rules carry the wrong points; corrected, the best ${same.leads} leads hold ${same.calibrated} customers instead of ${same.current}`
		);
		expect(cardVerdictSentence(calibration, 'de').headline).toMatch(
			/^Drei Ihrer 12 Regeln tragen falsche Punkte; korrigiert enthalten die besten/
		);
	});

	it('says how large the gain is, how sure, on how many later leads', () => {
		const details = cardVerdictSentence(calibration, 'en').details.join(' ');
		expect(details).toContain('Confirmed on 3,000 later leads with 320 wins');
		expect(details).toContain('0.0123 a lead (log loss; 95% interval 0.0081 to 0.0165)');
		expect(details).toContain('16% of what these rules can tell unused');
	});

	it('speaks of one rule in the singular', () => {
		const one = withVerdict({ wrongRules: 1 });
		expect(cardVerdictSentence(one, 'en').headline).toMatch(/^One of your 12 rules carries/);
		expect(cardVerdictSentence(one, 'de').headline).toMatch(/^Eine Ihrer 12 Regeln trägt/);
	});

	it('promises no customers where today’s gate could not be measured', () => {
		const { thresholds } = calibration;
		const current = { ...thresholds.current, mql: notMeasured('no-gate-on-card') };
		const open = { ...calibration, thresholds: { ...thresholds, current } };
		expect(cardVerdictSentence(open, 'en').headline).toBe(
			'Three of your 12 rules carry the wrong points; corrected, the score tells customers from other leads better'
		);
	});

	it('promises no customers where calibrated points would not catch more', () => {
		const { evaluation } = calibration;
		if (!evaluation.measured) throw new Error('measured');
		const equal = { ...calibration, evaluation: { ...evaluation, calibrated: evaluation.current } };
		expect(cardVerdictSentence(equal, 'en').headline).not.toContain('customers instead of');
	});

	it.each([
		['keep', 'gain-too-small', { upperShare: 0.031 }, /hold/, /3\.1% of what the rules can tell/],
		['cannot-tell', 'few-test-wins', { testWins: 41, needed: 100 }, /cannot be told/, /41 wins/],
		['cannot-tell', 'not-fitted', {}, /cannot be told/, /No weights could be fitted/],
		['cannot-tell', 'not-confirmed', {}, /cannot be told/, /could not be made/],
		['cannot-tell', 'not-rejected', {}, /cannot be told/, /within chance/],
		['cannot-tell', 'gain-not-shown', { gainShare: 0.02 }, /cannot be told/, /gain 2\.0%/],
		['cannot-tell', 'gain-not-confirmed', {}, /cannot be told/, /reaches zero/]
	] as const)('gives the reason for %s, %s', (verdict, reason, params, headline, detail) => {
		const found = cardVerdictSentence(
			withVerdict({ verdict, reason, params, wrongRules: 0 }),
			'en'
		);
		expect(found.headline).toMatch(headline);
		expect(found.details.join(' ')).toMatch(detail);
	});

	it('blames the card as a whole where no single rule is proven wrong', () => {
		expect(cardVerdictSentence(withVerdict({ wrongRules: 0 }), 'en').headline).toMatch(
			/^No single rule is proven wrong/
		);
	});
});
