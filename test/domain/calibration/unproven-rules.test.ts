import { describe, expect, it } from 'vitest';
import type { RuleResult } from '#lib/domain/calibration/calibration.ts';
import { unprovenRules } from '#lib/domain/calibration/unproven-rules.ts';

const words = ['keep', 'raise', 'lower', 'drop', 'separated', 'aliased'] as const;
const rules = words.map((verdict) => ({ verdict })) as RuleResult[];

describe('rules of a card that is no better than the base rate', () => {
	it('are not called proven; words that say why a rule has no weight stay', () => {
		const found = unprovenRules(rules, { verdict: 'no-signal' }).map((rule) => rule.verdict);
		expect(found).toEqual([
			...words.slice(0, 4).map(() => 'not-enough-data'),
			'separated',
			'aliased'
		]);
	});

	it('keep their words on every other card', () => {
		for (const verdict of ['keep', 'change', 're-scale', 'cannot-tell'] as const) {
			expect(unprovenRules(rules, { verdict })).toBe(rules);
		}
	});
});
