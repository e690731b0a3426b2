import { describe, expect, it } from 'vitest';
import { rescore } from '#lib/live/rescore.ts';
import { cardOf } from '../domain/calibration/made-up-leads.ts';

const cells = {
	length: 4,
	states: [Uint8Array.of(0, 1, 0, 1), Uint8Array.of(0, 0, 1, 255)],
	test: Uint8Array.of(0, 0, 1, 1),
	n: Float64Array.of(10, 20, 30, 40),
	k: Float64Array.of(1, 4, 3, 20)
};
const planted = [
	{ share: 0, weight: 0, points: 30 },
	{ share: 0, weight: 0, points: 10 }
];

describe('rescore', () => {
	it('counts who passes the gates with the points on the card, worked out by hand', () => {
		// Scores 0, 30, 10 and 30 (a rule that cannot be evaluated gives nothing).
		const found = rescore(cells, cardOf(planted, { mql: 10, sql: 30 }));
		expect(found).toMatchObject({ leads: 100, wins: 28, lowest: 0, highest: 30 });
		expect(found.mql).toEqual({ threshold: 10, leads: 90, wins: 27 });
		expect(found.sql).toEqual({ threshold: 30, leads: 60, wins: 24 });
		// Won against lost pairs: 1x9 tied, 3x9 above, 3x27 tied, 24x36 above, 24x36 tied.
		const pairs = 28 * 72;
		expect(found.auc).toBeCloseTo((0.5 * 9 + 27 + 81 / 2 + 24 * 36 + (24 * 36) / 2) / pairs, 12);
	});

	it('counts who passes a gate by grade, and keeps to what states are worth', () => {
		const card = cardOf(planted, { mql: 10, sql: 30 });
		const [group] = card.groups;
		const graded = {
			...card,
			matrix: {
				letter: 'engagement' as const,
				fit: { groups: [group.id], from: [10] },
				engagement: { groups: [group.id], from: [30, 15] }
			},
			thresholds: { mql: 10, sql: 30, mqlGrades: ['A1', 'B1'] }
		};
		// Half of the first rule is left where its state is 1: scores 0, 15, 10 and 15, so C2, B1, C1 and B1.
		const worn = { ...cells, values: [Float64Array.of(0, 0.5), null] };
		const found = rescore(worn, graded);
		expect(found.highest).toBe(15);
		expect(found.mql).toEqual({ threshold: null, leads: 60, wins: 24 });
		expect(found.sql).toEqual({ threshold: 30, leads: 0, wins: 0 });
	});

	it('says nothing of a ranking where all leads have one outcome', () => {
		const allLost = { ...cells, k: new Float64Array(4) };
		expect(rescore(allLost, cardOf(planted)).auc).toBeNull();
	});
});
