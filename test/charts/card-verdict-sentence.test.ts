import { describe, expect, it } from 'vitest';
import { cardVerdictSentence } from '#lib/charts/card-verdict-sentence.ts';
import { winsAtSameVolume } from '#lib/charts/wins-at-same-volume.ts';
import type { Calibration, CardVerdict } from '#lib/domain/calibration/calibration.ts';
import type { Comparison } from '#lib/domain/calibration/comparison.ts';
import type { MoreWins } from '#lib/domain/calibration/more-wins.ts';
import { notMeasured } from '#lib/domain/units.ts';
import { generatedCalibration } from './generated-calibration.ts';

const calibration = generatedCalibration();
const withVerdict = (verdict: Partial<CardVerdict>): Calibration => ({
	...calibration,
	verdict: { ...calibration.verdict, ...verdict }
});

function withComparison(changed: Partial<Comparison>): Calibration {
	const { comparison } = calibration;
	if (!comparison.measured) throw new Error('measured');
	return { ...calibration, comparison: { ...comparison, ...changed } };
}

function withWins(changed: Partial<MoreWins>): Calibration {
	const { comparison } = calibration;
	if (!comparison.measured || !comparison.moreWins.measured) throw new Error('measured');
	return withComparison({ moreWins: { ...comparison.moreWins, ...changed } });
}

const todays = winsAtSameVolume(calibration)!.today;
/** The same with a range that leaves today's wins behind. */
const clear = withWins({ range: [todays + 5, todays + 30] });

describe('the verdict on a card', () => {
	it('names the wrong rules and the customers won at the same volume, as a range', () => {
		const same = winsAtSameVolume(clear)!;
		expect(same.from).toBe(same.today + 5);
		expect(cardVerdictSentence(clear, 'en').headline).toBe(
			`Three of your 12 rules carry the wrong points; corrected, the best ${same.leads} leads hold between ${same.from} and ${same.to} customers instead of ${same.today}`
		);
		expect(cardVerdictSentence(clear, 'de').headline).toMatch(
			/^Drei Ihrer 12 Regeln tragen falsche Punkte; korrigiert enthalten die besten \d+ Leads zwischen \d+ und \d+ Kunden statt \d+$/
		);
	});

	it('says what the range assumes, with and without worked leads', () => {
		const { observed, worked, enter, today } = winsAtSameVolume(clear)!;
		expect(cardVerdictSentence(clear, 'en').details[0]).toContain(
			`about the ${enter} leads that newly make the cut: they win as they did, called by sales or not (${observed} customers), or like worked leads with as many points (${worked})`
		);
		const unknown = withWins({
			asWorked: notMeasured('worked-unknown'),
			range: [today + 5, today + 30]
		});
		const [first] = cardVerdictSentence(unknown, 'de').details;
		expect(first).toMatch(new RegExp(`^Wie geschehen sind es ${observed} Kunden; .*zuerst anruft`));
	});

	it('promises no more customers where the range reaches today’s', () => {
		const { today, leads } = winsAtSameVolume(calibration)!;
		const found = cardVerdictSentence(withWins({ range: [today - 4, today + 20] }), 'en');
		expect(found.headline).not.toContain('customers instead of');
		expect(found.details[0]).toBe(
			`By the corrected points the best ${leads} leads would hold between ${today - 4} and ${today + 20} customers, by today’s ${today}: more customers are not certain.`
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
		const refused = notMeasured('no-gate-on-card');
		const open = withComparison({ moreWins: refused, swapSet: refused });
		expect(cardVerdictSentence(open, 'en').headline).toBe(
			'Three of your 12 rules carry the wrong points; corrected, the score tells customers from other leads better'
		);
		const unmeasured = { ...calibration, comparison: notMeasured('not-fitted') };
		expect(cardVerdictSentence(unmeasured, 'en').headline).not.toContain('customers instead of');
	});

	it.each([
		['keep', 'gain-too-small', { upperShare: 0.031 }, /hold/, /3\.1% of what the rules can tell/],
		['keep', 'gain-too-small', { upperShare: -1.07 }, /hold/, /worse than today’s/],
		['keep', 'published-holds', {}, /hold/, /as well as any update/],
		['keep', 'rescale-too-small', { gainShare: 0.02 }, /hold/, /would gain 2\.0%/],
		['cannot-tell', 'rescale-not-confirmed', {}, /cannot be told/, /do not confirm it/],
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

	it('says that a card is no better than the base rate, with the ranking it reaches', () => {
		const params = {
			current: 0.507,
			currentFrom: 0.484,
			currentTo: 0.531,
			fitted: 0.498,
			fittedFrom: 0.471,
			fittedTo: 0.525
		};
		const none = withVerdict({ verdict: 'no-signal', reason: 'nothing-found', params });
		const { headline, details } = cardVerdictSentence(none, 'en');
		expect(headline).toMatch(/^Your card is no better than the base rate: among 3,000 later leads/);
		expect(details.join(' ')).toContain('points 0.51 (95% interval 0.48 to 0.53)');
		expect(details.join(' ')).toContain('say nothing about winning');
		expect(cardVerdictSentence(none, 'de').headline).toContain('nicht besser als die Grundquote');
	});

	const withPublished = (reason: string, promised: number, slope: number): Calibration => ({
		...withVerdict({ verdict: 're-scale', reason, params: {} }),
		published: {
			measured: true,
			update: 'intercept',
			intercept: 0.4,
			slope,
			gainShare: 0.3,
			promised,
			won: 0.12,
			confirmed: { measured: true, gain: 0.02, ci: [0.01, 0.03] },
			table: []
		}
	});

	it.each([
		['published-level', 0.2, 1, 'promise too much: 20.0% on average where 12.0% were won'],
		['published-level', 0.08, 1, 'promise too little: 8.0% on average where 12.0% were won'],
		['published-spread', 0.12, 0.6, 'lie too far apart'],
		['published-spread', 0.12, 1.6, 'lie too close together']
	])('says how published probabilities mislead: %s, %d, %d', (reason, promised, slope, words) => {
		const found = cardVerdictSentence(withPublished(reason, promised, slope), 'en');
		expect(found.headline).toContain(words);
		expect(found.details[0]).toContain('lowers the prediction error by 0.0200 a lead');
	});

	it('promises too much or too little only of a published table', () => {
		for (const verdict of ['keep', 'change', 'cannot-tell', 'no-signal'] as const) {
			const { headline, details } = cardVerdictSentence(withVerdict({ verdict }), 'en');
			expect([headline, ...details].join(' ')).not.toContain('promise');
		}
	});

	it('says on which leads it rests where blocks judged it', () => {
		const { honesty } = calibration;
		const area = { auc: 0.7, standardError: 0.02, ci: [0.66, 0.74] as [number, number] };
		const rolled: Calibration = {
			...withVerdict({ judgedOn: 'rolling-origin' }),
			honesty: {
				...honesty,
				rolling: {
					measured: true,
					blocks: 8,
					leads: 2400,
					wins: 180,
					current: area,
					fitted: area,
					difference: { difference: 0, ci: [-0.01, 0.01] },
					gain: 0.01,
					gainCi: [0.001, 0.02]
				}
			}
		};
		expect(cardVerdictSentence(rolled, 'en').details.join(' ')).toContain(
			'Confirmed block by block on 2,400 leads with 180 wins'
		);
	});

	it('says with every verdict when later leads convert otherwise than predicted', () => {
		for (const verdict of ['keep', 'change', 'cannot-tell'] as const) {
			expect(cardVerdictSentence(withVerdict({ verdict }), 'en').details.at(-1)).toMatch(
				/^Later leads convert more often than the earlier ones predict/
			);
		}
		const { drift } = calibration.honesty;
		if (!drift.measured) throw new Error('measured');
		const quiet = { ...calibration.honesty, drift: { ...drift, level: 'within-chance' as const } };
		const { details } = cardVerdictSentence({ ...calibration, honesty: quiet }, 'en');
		expect(details.join(' ')).not.toContain('Later leads convert');
	});
});
