import { MISSING, type Cells } from '#lib/domain/cells/cells.ts';
import type { CalibrateContext } from '#lib/domain/calibration/calibrate.ts';
import { random } from '#lib/domain/random.ts';
import type { Rule, Scorecard } from '#lib/domain/scorecard/scorecard.ts';

/** One planted rule: how often it fires, what it truly adds to the log-odds, and its points today. */
export interface Planted {
	share: number;
	weight: number;
	points: number;
	missing?: number;
}

export function cardOf(planted: Planted[], thresholds = { mql: 20, sql: 40 }): Scorecard {
	const rules = planted.map(({ points }, r): Rule => ({
		id: `rule-${r}`,
		label: `Rule ${r}`,
		points,
		when: { field: `field ${r}`, operator: 'equals', value: 'yes' }
	}));
	return {
		leadgauge: 1,
		name: 'Planted',
		signalWindowDays: 0,
		horizonDays: 90,
		groups: [{ id: 'fit', label: 'Fit', kind: 'fit', rules }],
		exclusions: [],
		thresholds
	};
}

/** Leads drawn one by one from the planted weights and collapsed to cells; the last 30 % are test leads. */
export function drawCells(
	planted: Planted[],
	leads: number,
	intercept: number,
	seed: number
): Cells {
	const next = random(seed);
	const cells = new Map<string, { states: number[]; test: number; n: number; k: number }>();
	for (let i = 0; i < leads; i++) {
		const states = planted.map(({ share, missing }) => {
			if (next() < (missing ?? 0)) return MISSING;
			return next() < share ? 1 : 0;
		});
		const logit = planted.reduce(
			(sum, { weight }, r) => sum + (states[r] === 1 ? weight : 0),
			intercept
		);
		const won = next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
		const test = i < 0.7 * leads ? 0 : 1;
		const key = [...states, test].join();
		const cell = cells.get(key) ?? { states, test, n: 0, k: 0 };
		cell.n++;
		cell.k += won;
		cells.set(key, cell);
	}
	const all = [...cells.values()];
	return {
		length: all.length,
		states: planted.map((_, r) => Uint8Array.from(all, (cell) => cell.states[r])),
		test: Uint8Array.from(all, (cell) => cell.test),
		n: Float64Array.from(all, (cell) => cell.n),
		k: Float64Array.from(all, (cell) => cell.k)
	};
}

export function contextOf(cells: Cells): CalibrateContext {
	const sum = (counts: Float64Array, test: number) =>
		counts.reduce((total, value, c) => total + (cells.test[c] === test ? value : 0), 0);
	const [train, test] = [sum(cells.n, 0), sum(cells.n, 1)];
	const [trainWins, testWins] = [sum(cells.k, 0), sum(cells.k, 1)];
	return {
		leads: {
			leads: train + test,
			excluded: 0,
			excludedBecause: {
				exclusion: 0,
				decidedBefore: 0,
				outcomeUnknown: 0,
				knownAfterSplit: 0,
				accountInTraining: 0
			},
			excludedWins: 0,
			immature: 0,
			train,
			test,
			wins: trainWins + testWins,
			trainWins,
			testWins
		},
		split: {
			kind: 'time',
			firstTestAt: '2026-01-01T00:00:00.000Z',
			dataDate: '2026-06-30T00:00:00.000Z',
			windowDays: 0,
			horizonDays: 90,
			maturityKnown: true,
			shareTest: train + test > 0 ? test / (train + test) : 0,
			seed: 1
		},
		issues: []
	};
}
