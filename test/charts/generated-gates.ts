import type { Calibration, Gate } from '#lib/domain/calibration/calibration.ts';
import type { GateChoice, GateChoices, GateName } from '#lib/domain/calibration/gate-choices.ts';
import { random } from '#lib/domain/random.ts';
import { weeklyVolume, type WeeklyVolume } from '#lib/domain/thresholds/weekly-volume.ts';
import { notMeasured, type Measured, type NotMeasured } from '#lib/domain/units.ts';

/** 28 March 2022 is a Monday: the first of 26 weeks, with summer time in Europe, a fair and a quiet August. */
const FIRST_WEEK = 2725;
const CAPACITY = 40;

/** The gates beside those thresholds: MQL by capacity, an SQL gate that could not be measured. */
export function generatedGates({ current, calibrated }: Calibration['thresholds']): GateChoices {
	const open = notMeasured('few-wins-above-gate', { threshold: 68, found: 8, needed: 10 });
	const mql = calibrated.mql;
	return {
		terms: {
			capacity: CAPACITY,
			precision: null,
			valueCents: 950_000,
			valueFromWins: 486,
			margin: 0.3,
			costCents: 20_000,
			qualifyCents: null,
			acceptanceKnown: false
		},
		rule: 'same-volume',
		drawnBy: 'lead',
		inflow: { measured: true, perWeek: 104, weeks: 26 },
		current: [choice('mql', 'card', current.mql), choice('sql', 'card', current.sql)],
		calibrated: [choice('mql', 'same-volume', mql), choice('sql', 'same-volume', open)],
		card: {
			mql: mql.measured
				? { measured: true, threshold: mql.threshold, rule: 'same-volume', outcome: 'won' }
				: mql,
			sql: open
		},
		jointProfit: { current: null, calibrated: null },
		volume: {
			current: { mql: volume(1, 34), sql: volume(2, 11) },
			calibrated: { mql: volume(3, 33), sql: notMeasured('no-gate') }
		}
	};
}

function choice(gate: GateName, rule: Gate['rule'], later: Gate | NotMeasured): GateChoice {
	if (!later.measured) return { gate, rule, outcome: 'won', chosen: later, later: null };
	const { threshold, leads, wins } = later;
	const ci: [number, number] = [threshold - 2, threshold + 1];
	const interval = { measured: true, ci, drawn: 1000, unmeasured: 0, stopped: false } as const;
	const cents = wins * 285_000 - leads * 20_000;
	return {
		gate,
		rule,
		outcome: 'won',
		chosen: {
			measured: true,
			threshold,
			interval: rule === 'card' ? null : interval,
			breakEven: null,
			nextBlock: null
		},
		later: {
			won: later,
			accepted: null,
			passing: leads,
			tied: Math.round(leads / 12),
			perWeek: 33.4,
			profit: { cents, ci: [0.8 * cents, 1.2 * cents] }
		}
	};
}

/** Some `mean` leads a week; the week of a fair has more than sales can work. */
function volume(seed: number, mean: number): Measured<WeeklyVolume> {
	const next = random(seed);
	const n = Array.from({ length: 26 }, (_, i) => {
		const season = i === 7 ? 1.9 : i > 16 && i < 22 ? 0.6 : 1;
		return Math.round(mean * season * (0.75 + 0.5 * next()));
	});
	const weeks = n.map((_, i) => FIRST_WEEK + i);
	const table = { cell: n.map(() => 0), week: weeks, n };
	return weeklyVolume(table, [0], 0, { capacity: CAPACITY });
}
