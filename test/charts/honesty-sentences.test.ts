import { describe, expect, it } from 'vitest';
import { honestySentences } from '#lib/charts/honesty-sentences.ts';
import type { Honesty } from '#lib/domain/calibration/honesty.ts';
import type { RandomSplit } from '#lib/domain/calibration/random-split.ts';
import { notMeasured, type NotMeasured } from '#lib/domain/units.ts';
import { generatedCalibration } from './generated-calibration.ts';

const calibration = generatedCalibration();
const because = ({ reason }: NotMeasured) => `because of ${reason}`;
const said = (honesty: Partial<Honesty> = {}, locale: 'en' | 'de' = 'en') =>
	honestySentences(
		{ ...calibration, honesty: { ...calibration.honesty, ...honesty } },
		locale,
		because
	);
const { randomSplit } = calibration.honesty;
const flattering = (flatters: RandomSplit['flatters']) => {
	if (!randomSplit.measured) throw new Error('measured');
	return said({ randomSplit: { ...randomSplit, flatters } }).random;
};

describe('the honesty panel in words', () => {
	it('says that later leads convert more often than predicted, and what earlier ones did', () => {
		expect(said().drift).toBe(
			'Later leads convert more often than the earlier ones predict: 10.7% of 3,000 were won (95% interval 9.6% to 11.8%), 8.0% were predicted. Of the earlier 5,200 leads 9.3% were won (8.6% to 10.2%).'
		);
		expect(said({}, 'de').drift).toMatch(
			/^Spätere Leads konvertieren öfter, als die früheren vorhersagen: 10,7\s%/
		);
	});

	it('shows what a random split claims as what it is', () => {
		expect(flattering(['ranking', 'level'])).toMatch(
			/^A random split would have flattered: it claims an AUC of 0\.851 .* where later leads give 0\.788, and a win/
		);
		expect(flattering(['ranking'])).toMatch(/AUC of 0\.851 .* later leads give 0\.788\.$/);
		expect(flattering(['level'])).toMatch(/a win rate of 10\.7%, predicted as 10\.7%, where later/);
		expect(flattering([])).toMatch(/^A random split .* would have claimed about the same/);
	});

	it('counts the leads nobody worked', () => {
		expect(said().worked).toContain('5,100 leads were never worked');
		expect(said().worked).toContain('4 wins have no date of work');
		const { worked } = calibration.honesty;
		if (!worked.measured) throw new Error('measured');
		expect(said({ worked: { ...worked, winsNotWorked: 0 } }).worked).not.toContain('date of work');
	});

	it('tells of the blocks only where they were needed', () => {
		expect(said().rolling).toBeNull();
		const area = (auc: number) => ({
			auc,
			standardError: 0.02,
			ci: [0.6, 0.8] as [number, number]
		});
		const rolling = {
			measured: true as const,
			blocks: 8,
			leads: 2400,
			wins: 180,
			current: area(0.68),
			fitted: area(0.72),
			difference: { difference: 0.04, ci: [0.01, 0.07] as [number, number] },
			gain: 0.0034,
			gainCi: [0.0004, 0.0064] as [number, number]
		};
		expect(said({ rolling }).rolling).toContain('8 blocks, 2,400 leads, 180 wins');
		expect(said({ rolling }, 'de').rolling).toContain('0,72 (0,60 bis 0,80)');
	});

	it('gives the reason of whatever is missing', () => {
		const reason = notMeasured('not-fitted');
		const words = said({ drift: reason, randomSplit: reason, worked: reason, rolling: reason });
		for (const text of Object.values(words)) expect(text).toContain('because of not-fitted');
		const itself = said({ randomSplit: notMeasured('split-random') }).random;
		expect(itself).toMatch(/split at random themselves; such a split flatters/);
	});
});
