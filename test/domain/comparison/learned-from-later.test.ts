import { describe, expect, it } from 'vitest';
import { learnedFromLater } from '#lib/domain/comparison/learned-from-later.ts';

const now = { kind: 'time' as const, firstTestAt: '2026-03-01T00:00:00.000Z', seed: 1 };
const cardFrom = (decision: object, fileSha256 = 'abc') => ({
	name: 'Card',
	calibration: { provenance: { fileSha256 }, decision }
});
const code = (card: Parameters<typeof learnedFromLater>[0], split = now) =>
	learnedFromLater(card, 'abc', split)?.code ?? null;

describe('learnedFromLater', () => {
	it('finds a card whose training leads reach into the later leads of today', () => {
		const from = (firstTestAt: string | null) => cardFrom({ kind: 'time', firstTestAt });
		expect(code(from('2026-03-01T00:00:00.000Z'))).toBeNull();
		expect(code(from('2026-02-01T00:00:00.000Z'))).toBeNull();
		expect(code(from('2026-04-01T00:00:00.000Z'))).toBe('card-learned-from-later');
		expect(code(from(null))).toBe('card-learned-from-later');
	});

	it('finds leads that were told apart in another way, or drawn with another seed', () => {
		const random = cardFrom({ kind: 'random', seed: 1 });
		expect(code(random)).toBe('card-learned-from-later');
		expect(code(random, { ...now, kind: 'random' } as never)).toBeNull();
		expect(code(random, { ...now, kind: 'random', seed: 2 } as never)).toBe(
			'card-learned-from-later'
		);
	});

	it('says nothing of other data, or of a card that does not say where it comes from', () => {
		expect(code(cardFrom({ kind: 'random', seed: 1 }, 'other'))).toBeNull();
		expect(code({ name: 'Card' })).toBeNull();
		expect(code({ name: 'Card', calibration: { provenance: 'abc' } })).toBeNull();
	});
});
