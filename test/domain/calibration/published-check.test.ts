import { describe, expect, it } from 'vitest';
import { calibrate } from '#lib/domain/calibration/calibrate.ts';
import { calibratedScorecard } from '#lib/domain/calibration/calibrated-scorecard.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import { probability } from '#lib/domain/logistic/probability.ts';
import type { PublishedBand } from '#lib/domain/scorecard/scorecard.ts';
import { cardOf, contextOf, drawCells, type Planted } from './made-up-leads.ts';

/** One point is worth 0.05 log-odds, so that with the intercept the true table is known. */
const planted: Planted[] = [
	{ share: 0.3, weight: 1, points: 20 },
	{ share: 0.4, weight: 0.5, points: 10 },
	{ share: 0.25, weight: 1.5, points: 30 },
	{ share: 0.2, weight: -0.75, points: -15 }
];
const INTERCEPT = -2;
const scores = [-15, -5, 0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 60];
const tableOf = (shift: number, slope: number): PublishedBand[] =>
	scores.map((score, i) => ({
		from: i === 0 ? null : score,
		probability: probability(INTERCEPT + shift + slope * 0.05 * score)
	}));

function run(published: PublishedBand[], of = planted, leads = 30_000) {
	const cells = drawCells(of, leads, INTERCEPT, 11);
	const card = { ...cardOf(of), published };
	const result = calibrate(cells, card, contextOf(cells), { min: -100, max: 100 });
	if (!result.published.measured) throw new Error(result.published.reason);
	return { cells, card, result, found: result.published };
}

describe('a published points-to-probability table', () => {
	it('is kept where it tells the truth', () => {
		const { result, found } = run(tableOf(0, 1));
		expect(found.update).toBe('keep');
		expect(result.verdict).toMatchObject({ verdict: 'keep', reason: 'published-holds' });
	});

	it('is re-scaled where it promises too much throughout, by as much as it does', () => {
		const { result, found } = run(tableOf(0.8, 1));
		expect(result.verdict).toMatchObject({ verdict: 're-scale', reason: 'published-level' });
		expect(found.update).toBe('intercept');
		expect(found.slope).toBe(1);
		expect(Math.abs(found.intercept + 0.8)).toBeLessThan(0.1);
		expect(found.promised).toBeGreaterThan(found.won * 1.3);
		expect(found.confirmed).toMatchObject({ measured: true });
		const truth = tableOf(0, 1);
		found.table.forEach(({ rescaled, leads }, i) => {
			if (leads > 0) expect(Math.abs(rescaled - truth[i].probability)).toBeLessThan(0.03);
		});
	});

	it('is re-scaled in level and spread where its probabilities lie too far apart', () => {
		const { result, found } = run(tableOf(-0.5, 1.8));
		expect(result.verdict).toMatchObject({ verdict: 're-scale', reason: 'published-spread' });
		expect(found.update).toBe('intercept-and-slope');
		expect(Math.abs(found.slope - 1 / 1.8)).toBeLessThan(0.06);
	});

	it('gives way to other points where these are wrong', () => {
		const wrong = planted.map((rule, r) => ({ ...rule, points: [40, 10, 0, -15][r] }));
		const { result, found } = run(tableOf(0, 1), wrong);
		expect(found.update).toBe('all');
		expect(result.verdict.verdict).toBe('change');
	});

	it('counts every training lead in the band its score falls into, the lowest for scores below all', () => {
		const high: PublishedBand[] = [
			{ from: 10, probability: 0.2 },
			{ from: 30, probability: 0.4 }
		];
		const { cells, card, found } = run(high);
		const score = scoreCells(cells, card);
		const expected = [0, 0];
		score.forEach((points, c) => {
			if (cells.test[c] === 0) expected[points >= 30 ? 1 : 0] += cells.n[c];
		});
		expect(found.table.map((band) => band.leads)).toEqual(expected);
		expect(found.table.map((band) => band.from)).toEqual([10, 30]);
	});

	it('says nothing where none was published, nor where nothing could be fitted', () => {
		const cells = drawCells(planted, 2000, INTERCEPT, 2);
		const plain = calibrate(cells, cardOf(planted), contextOf(cells), { min: -9, max: 9 });
		expect(plain.published).toMatchObject({ reason: 'no-published-table' });
		const lost = { ...cells, k: new Float64Array(cells.length) };
		const card = { ...cardOf(planted), published: tableOf(0, 1) };
		const none = calibrate(lost, card, contextOf(lost), { min: -9, max: 9 });
		expect(none.published).toMatchObject({ reason: 'one-class' });
	});

	it('travels with the card only while the points stay: re-scaled where the verdict says so', () => {
		const { card, result, found } = run(tableOf(0.8, 1));
		const same = result.rules.map((rule) => ({ ...rule, calibratedPoints: rule.points }));
		const rescaled = calibratedScorecard(card, { ...result, rules: same }).published!;
		expect(rescaled.map((band) => band.probability)).toEqual(
			found.table.map((band) => band.rescaled)
		);
		const other = same.map((rule, r) => (r ? rule : { ...rule, calibratedPoints: 99 }));
		expect(calibratedScorecard(card, { ...result, rules: other })).not.toHaveProperty('published');
		const kept = run(tableOf(0, 1));
		const rules = kept.result.rules.map((rule) => ({ ...rule, calibratedPoints: rule.points }));
		expect(calibratedScorecard(kept.card, { ...kept.result, rules }).published).toEqual(
			kept.card.published
		);
	});
});
