import { describe, expect, it } from 'vitest';
import { total } from './group-rows.ts';
import { useFigures } from './sample-desk.ts';
import { AGE, MARGIN, valueOf, ways } from './sample-money.ts';
import type { Way } from './sample-ways.ts';
import { rateLike, sourcesOf, told, wilsonOf } from './sources-of-sample.ts';

const { sampleDesk } = useFigures();
const CENTS_A_CALL = 1_550;
const CALLS = 3;

describe('what the gate to sales saved', () => {
	it('is what a count of the mature leads below it says', async () => {
		const query = 'margin=60&call-cost=15.50&calls=3';
		const report = await sourcesOf(await sampleDesk(query), query);
		const mature = ways.filter(({ followed }) => followed >= AGE);
		const isIn = (day: number | null) => day !== null && day <= AGE;
		const below = mature.filter(({ seen }) => !isIn(seen[1]));
		const above = mature.filter(({ seen }) => isIn(seen[1]));
		const won = (some: Way[]) => some.filter(({ seen }) => isIn(seen[5]));
		const called = below.filter(({ row }) => row.worked_at);
		const spared = below.length - called.length;
		const uncalled = won(below).length - won(called).length;
		const [lo, hi] = wilsonOf(won(called).length, called.length);
		const missed = (rate: number) => Math.max(0, spared * rate - uncalled);
		const perWin = (MARGIN * total(won(mature), valueOf)) / won(mature).length;
		const saved = spared * CALLS * CENTS_A_CALL;
		const rate = won(called).length / called.length;
		const found = told(report.savings);
		expect(found).toMatchObject({ leadsSpared: spared, callsSaved: spared * CALLS });
		expect(found.savedCents).toMatchObject({ cents: saved });
		expect(found.below).toMatchObject(rateLike(won(below).length, below.length));
		expect(found.above).toMatchObject(rateLike(won(above).length, above.length));
		const wins = told(found.missedWins);
		expect(wins.wins).toBeCloseTo(missed(rate), 9);
		expect([wins.lo, wins.hi]).toEqual(
			[missed(lo), missed(hi)].map((each) => expect.closeTo(each, 6))
		);
		const net = told(found.netCents);
		expect(net.cents).toBeCloseTo(saved - missed(rate) * perWin, 2);
		expect(net.lo).toBeCloseTo(saved - missed(hi) * perWin, 2);
		expect(net.hi).toBeCloseTo(saved - missed(lo) * perWin, 2);
	});
});
