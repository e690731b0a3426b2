import { describe, expect, it } from 'vitest';
import { fitSentences, separatedSentence } from '#lib/charts/fit-sentences.ts';
import type { Calibration, FitSummary } from '#lib/domain/calibration/calibration.ts';
import { notMeasured } from '#lib/domain/units.ts';
import { generatedCalibration } from './generated-calibration.ts';

const calibration = generatedCalibration();
const ridge = {
	measured: true as const,
	strength: 31.62 as number | null,
	losses: [],
	origins: 6,
	leads: 3000,
	centre: 'today' as const,
	rules: 2,
	effectiveDf: 12
};

function withFit(fit: Partial<FitSummary>): Calibration {
	if (!calibration.fit.measured) throw new Error(calibration.fit.reason);
	return { ...calibration, fit: { ...calibration.fit, fewBehind: 0, ...fit } };
}

const said = (fit: Partial<FitSummary>, locale: 'en' | 'de' = 'en') =>
	fitSentences(withFit(fit), locale).join(' ');

describe('how weights were fitted, in words', () => {
	it('names maximum likelihood with the leads it stands on', () => {
		expect(said({})).toBe('Weights by maximum likelihood on 5,200 earlier leads with 486 wins.');
		expect(said({}, 'de')).toBe(
			'Gewichte mit Maximum-Likelihood aus 5.200 früheren Leads mit 486 Abschlüssen.'
		);
	});

	it('names the rules that were drawn, the strength, and by what it was chosen', () => {
		const text = said({ method: 'ridge', wanted: 'auto', fewBehind: 2, ridge });
		expect(text).toContain('2 rules, with fewer than 20 wins or losses behind them, were drawn');
		expect(text).toContain('Strength 32, by what predicted 6 later periods best.');
		const one = said({
			method: 'ridge',
			wanted: 'auto',
			fewBehind: 1,
			ridge: { ...ridge, rules: 1 }
		});
		expect(one).toContain('one rule, with fewer than 20 wins or losses behind it, was drawn');
		expect(said({ method: 'ridge', wanted: 'ridge', ridge })).toContain('All weights were drawn');
	});

	it('says where points stay as they are because nothing predicted better', () => {
		const endless = { ...ridge, strength: null };
		expect(said({ method: 'ridge', wanted: 'auto', ridge: endless })).toContain(
			'their points stay'
		);
		const zero = { ...endless, centre: 'zero' as const };
		const text = said({ method: 'ridge', wanted: 'ridge', ridge: zero });
		expect(text).toContain('drawn towards 0');
		expect(text).toContain('no points at all');
	});

	it('says why rules with few wins were not drawn', () => {
		const few = { fewBehind: 3 };
		expect(said({ ...few, wanted: 'auto', ridge: notMeasured('no-blocks') })).toContain(
			'3 rules have fewer than 20 wins or losses behind them; they were not drawn towards today’s points.'
		);
		const origins = notMeasured('few-origins', { origins: 1, needed: 2 });
		expect(said({ ...few, wanted: 'auto', ridge: origins })).toContain(
			'today’s points. Too few earlier periods'
		);
		expect(said({ ...few, wanted: 'auto', ridge: notMeasured('no-slope') })).toContain('no slope');
		const asked = said({ ...few, wanted: 'maximum-likelihood', ridge: notMeasured('not-wanted') });
		expect(asked).toMatch(/not drawn towards today’s points\.$/);
	});

	it('names Firth’s penalty, and accounts where they count together', () => {
		const clusters = { measured: true as const, accounts: 1234 };
		const text = said({ method: 'firth', clusters });
		expect(text).toContain('Firth’s penalty');
		expect(text).toContain('(1,234 accounts)');
	});

	it('is silent where nothing was fitted', () => {
		expect(fitSentences({ ...calibration, fit: notMeasured('no-leads') }, 'en')).toEqual([]);
	});
});

describe('rules that only Firth’s penalty would fit', () => {
	it('are counted, also where nothing else could be fitted', () => {
		expect(separatedSentence(withFit({ separated: 2 }), 'en')).toContain('2 rules got no weight');
		expect(separatedSentence(withFit({ separated: 0 }), 'en')).toBe(null);
		const unfitted = { ...calibration, fit: notMeasured('separated-rules') };
		const one = calibration.rules.filter(({ verdict }) => verdict === 'separated').length;
		expect(one).toBe(1);
		expect(separatedSentence(unfitted, 'de')).toContain('Eine Regel hat kein Gewicht bekommen');
	});
});
