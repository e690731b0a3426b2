import { beforeAll, describe, expect, it } from 'vitest';
import { cardVerdictSentence } from '#lib/charts/card-verdict-sentence.ts';
import { honestySentences } from '#lib/charts/honesty-sentences.ts';
import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import { reasonSentence } from '#lib/server/sentences.ts';
import { calibratedFile } from './calibrated-file.ts';
import { has } from './table.ts';

const FILE = 'data/uci_bank/bank-additional-full.csv';

/** The rows stand in order of time, May 2008 to November 2010; nothing else dates them. */
const MAPPING = {
	id: 'row',
	createdAt: null,
	source: 'contact',
	outcome: { column: 'y', won: ['yes'], lost: ['no'] },
	value: null,
	order: 'row',
	missing: []
};

const equals = (id: string, field: string, value: string, points: number) => ({
	id,
	label: id,
	points,
	when: { field, operator: 'equals', value }
});
/** What a bank might score by, without `duration`: how long a call lasted is known when it is over. */
const CARD = {
	leadgauge: 1,
	name: 'Term deposit',
	groups: [
		{
			id: 'fit',
			label: 'Fit',
			kind: 'fit',
			rules: [
				equals('student', 'job', 'student', 15),
				equals('retired', 'job', 'retired', 15),
				equals('degree', 'education', 'university.degree', 5),
				equals('single', 'marital', 'single', 5),
				equals('default-unknown', 'default', 'unknown', -5)
			]
		},
		{
			id: 'engagement',
			label: 'Engagement',
			kind: 'engagement',
			rules: [
				equals('mobile', 'contact', 'cellular', 10),
				equals('success', 'poutcome', 'success', 30),
				equals('failure', 'poutcome', 'failure', -5),
				{
					id: 'calls',
					label: 'Calls',
					points: -5,
					when: { field: 'campaign', operator: 'at-least', value: 3 }
				}
			]
		}
	],
	thresholds: { mql: 15, sql: 30 }
};

describe.skipIf(!has(FILE))(`the bank's campaigns, in order of time (../shared/${FILE})`, () => {
	let found: Calibration;
	beforeAll(async () => {
		found = await calibratedFile(FILE, MAPPING, CARD);
	}, 60_000);

	it('are split by the order of the rows, every one of them', () => {
		expect(found.leads).toMatchObject({ leads: 41_188, train: 28_832, test: 12_356, wins: 4640 });
		expect(found.split.kind).toBe('order');
	});

	it('convert far more often later than the earlier ones predict', () => {
		const { drift } = found.honesty;
		if (!drift.measured) throw new Error(drift.reason);
		expect(drift.level).toBe('far-higher');
		expect(drift.later.rate).toBeCloseTo(3033 / 12_356, 12);
		expect(drift.earlier.rate).toBeCloseTo(1607 / 28_832, 12);
		expect(drift.predicted).toBeLessThan(0.5 * drift.later.rate);
		expect(drift.ratioCi[0]).toBeGreaterThan(2);
		const [en, de] = (['en', 'de'] as const).map((locale) =>
			cardVerdictSentence(found, locale).details.join(' ')
		);
		expect(en).toContain('Later leads convert far more often than the earlier ones predict: 24.5%');
		expect(de).toContain('Spätere Leads konvertieren weit öfter, als die früheren vorhersagen');
	});

	it('are compared at their own conversion rate, so that no card gains by promising more', () => {
		expect(found.verdict.levelled).toBe(true);
		expect(cardVerdictSentence(found, 'en').details.join(' ')).toContain(
			'both scores were set to the later leads’ conversion rate'
		);
	});

	it('are promised too little by every score, as the calibration on later leads shows', () => {
		if (!found.evaluation.measured) throw new Error(found.evaluation.reason);
		const { current, fitted, calibrated } = found.evaluation;
		for (const score of [current, fitted, calibrated]) {
			if (!score.inTheLarge.measured) throw new Error(score.inTheLarge.reason);
			expect(score.inTheLarge.ci[0]).toBeGreaterThan(0.9);
			const low = score.bands.filter((band) => band.ci[0] > band.predicted);
			expect(low.length).toBe(score.bands.length);
		}
	});

	it('would be flattered by a random split, which is shown as what it is', async () => {
		const { randomSplit, claim } = found.honesty;
		if (!randomSplit.measured || !claim.measured) throw new Error('not measured');
		const { atRandom, flatters } = randomSplit;
		expect(flatters).toContain('level');
		expect(Math.abs(atRandom.rate - atRandom.predicted)).toBeLessThan(0.01);
		expect(claim.rate / claim.predicted).toBeGreaterThan(2);
		const { random } = honestySentences(found, 'en', reasonSentence);
		expect(random).toMatch(/^A random split would have flattered: .*later leads give 24\.5%/);
		const drawn = await calibratedFile(FILE, MAPPING, CARD, { split: 'random' });
		if (!drawn.honesty.claim.measured) throw new Error('not measured');
		expect(drawn.honesty.claim.current).toEqual(atRandom.current);
		expect(drawn.honesty.claim.leads).toBe(atRandom.leads);
		expect(drawn.honesty.claim.rate).toBe(atRandom.rate);
		expect(drawn.honesty.randomSplit).toMatchObject({ reason: 'split-random' });
	}, 60_000);
});
