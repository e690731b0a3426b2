import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criterionFinding } from '#lib/domain/evaluation/criterion-finding.ts';

const share = (wins: number, leads: number) => ({ wins, leads });
const nobody = share(0, 0);

describe('a criterion of a framework', () => {
	it('predicts where those with it win clearly more often: Newcombe’s interval as R has it', () => {
		const found = criterionFinding({ yes: share(56, 70), no: share(48, 80), unknown: nobody });
		expect(found.finding).toBe('predicts');
		if (!('difference' in found)) return;
		expect(found.difference).toBeCloseTo(0.2, 12);
		expect([found.lo, found.hi].map((each) => Math.round(each * 1e4) / 1e4)).toEqual([
			0.0524, 0.3339
		]);
	});

	it('is said to point the other way, or to show no difference', () => {
		const found = (yes: number, no: number) =>
			criterionFinding({ yes: share(yes, 100), no: share(no, 100), unknown: nobody }).finding;
		expect(found(10, 40)).toBe('opposite');
		expect(found(20, 24)).toBe('no-difference');
	});

	it('is not judged on few leads, few wins or few losses, nor where there is nobody to compare with', () => {
		const unknown = share(50, 5000);
		expect(criterionFinding({ yes: share(20, 29), no: share(10, 500), unknown })).toEqual({
			finding: 'too-few',
			answered: 529
		});
		expect(criterionFinding({ yes: share(5, 100), no: share(4, 100), unknown }).finding).toBe(
			'too-few'
		);
		expect(criterionFinding({ yes: share(100, 100), no: share(95, 100), unknown }).finding).toBe(
			'too-few'
		);
		expect(criterionFinding({ yes: share(20, 60), no: nobody, unknown })).toEqual({
			finding: 'one-answer',
			answered: 60
		});
		expect(criterionFinding({ yes: nobody, no: nobody, unknown })).toEqual({
			finding: 'too-few',
			answered: 0
		});
	});

	it('never depends on leads for whom nobody answered it', () => {
		const some = fc
			.tuple(fc.nat(200), fc.nat(200))
			.map(([a, b]) => share(Math.min(a, b), Math.max(a, b)));
		fc.assert(
			fc.property(some, some, some, (yes, no, unknown) => {
				expect(criterionFinding({ yes, no, unknown })).toEqual(
					criterionFinding({ yes, no, unknown: nobody })
				);
			}),
			{ seed: 7 }
		);
	});
});
