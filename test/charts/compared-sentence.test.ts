import { describe, expect, it } from 'vitest';
import { comparedSentence } from '#lib/charts/compared-sentence.ts';
import type { ComparedScores } from '#lib/domain/comparison/compared-scores.ts';
import { compareScores } from '#lib/domain/comparison/compare-scores.ts';
import type { Contender } from '#lib/domain/comparison/contender.ts';
import { notMeasured } from '#lib/domain/units.ts';

const wins = [2, 4, 6, 10, 14, 20, 26, 34, 44, 60];
const rising = Float64Array.from(wins, (_, i) => i);
const gates = { mql: notMeasured('no-gate-on-card'), sql: notMeasured('no-gate-on-card') };

function contender(score: Float64Array): Contender {
	const probability = score.map((value) => 1 / (1 + Math.exp(2 - value / 10)));
	const map = { intercept: -2, slope: 0.1 };
	return { name: 'score', score: { measured: true, score, probability, map }, gates };
}

function compared(scores: Float64Array[], won = wins): ComparedScores {
	const k = Float64Array.from(won);
	const leads = { n: k.map(() => 100), k, worked: null, accepted: null };
	const found = compareScores(scores.map(contender), leads);
	if (!found.measured) throw new Error(found.reason);
	return found;
}

const turned = rising.map((value) => -value);
const blurred = rising.map((value) => Math.floor(value / 3));
const doubled = rising.map((value) => 2 * value);
const even = rising.map((value) => value % 2);
const odd = rising.map((value) => (value + 1) % 2);
const flat = wins.map(() => 20);
const names = ['Old', 'New', 'Third'];

describe('the finding of a comparison', () => {
	it('names the better score, its AUC, and the difference with its interval', () => {
		const found = compared([turned, rising]);
		const { headline, details } = comparedSentence(found, names, 'en');
		const [{ auc }] = found.differences;
		expect(headline).toBe(
			`“New” ranks these 1,000 later leads better than “Old”: AUC ${found.scores[1].evaluation.auc.toFixed(3)} against ${found.scores[0].evaluation.auc.toFixed(3)}, difference ${auc.difference.toFixed(3)} (95% interval ${auc.ci[0].toFixed(3)} to ${auc.ci[1].toFixed(3)})`
		);
		expect(details).toEqual([expect.stringMatching(/^p\u00a0< 0\.001: how often chance alone/)]);
	});

	it('says the same whichever score stands first', () => {
		const there = comparedSentence(compared([turned, rising]), ['Old', 'New'], 'en');
		const back = comparedSentence(compared([rising, turned]), ['New', 'Old'], 'en');
		expect(back).toEqual(there);
	});

	it('says so in German', () => {
		const { headline } = comparedSentence(compared([turned, rising]), names, 'de');
		expect(headline).toMatch(
			/^„New“ ordnet diese 1\.000 späteren Leads besser als „Old“: AUC 0,\d{3} gegen 0,\d{3}, Unterschied 0,\d{3} \(95‑%‑Intervall 0,\d{3} bis 0,\d{3}\)$/
		);
	});

	it('says that no difference can be shown', () => {
		const { headline } = comparedSentence(compared([even, odd], flat), names, 'en');
		expect(headline).toMatch(/^No difference can be shown between “(Old|New)” and “(Old|New)”/);
		const three = comparedSentence(compared([even, odd, even], flat), names, 'en');
		expect(three.headline).toContain('between “Old”, “New” and “Third”');
		expect(three.details).toHaveLength(4);
	});

	it('says that scores rank alike', () => {
		const { headline, details } = comparedSentence(compared([rising, doubled]), names, 'en');
		expect(headline).toMatch(/^“Old” and “New” rank all 1,000 later leads alike: AUC 0\.\d{3}$/);
		expect(details).toEqual([]);
	});

	it('says that wins are too few to tell', () => {
		const few = wins.map((won) => Math.floor(won / 4));
		const { headline } = comparedSentence(compared([turned, rising], few), names, 'en');
		expect(headline).toBe(
			'Which score ranks better cannot be told yet: 52 of 1,000 later leads were won, 100 wins are needed'
		);
	});

	it('names the best of three where it is better than both others', () => {
		const { headline, details } = comparedSentence(
			compared([turned, rising, blurred]),
			names,
			'en'
		);
		expect(headline).toMatch(
			/^“New” ranks these 1,000 later leads best: AUC 0\.\d{3} against 0\.\d{3} of “Third” and 0\.\d{3} of “Old”$/
		);
		expect(details.at(-1)).toContain('(Holm)');
	});

	it('names the clearest pair where two of three cannot be told apart', () => {
		const found = compared([turned, rising, doubled]);
		const { headline, details } = comparedSentence(found, names, 'en');
		expect(headline).toMatch(/^“(New|Third)” ranks these 1,000 later leads better than “Old”/);
		expect(details.join(' ')).toMatch(/Between “(New|Third)” and “(New|Third)” no difference/);
	});
});
