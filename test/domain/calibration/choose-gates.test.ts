import { describe, expect, it } from 'vitest';
import type { GateWishes } from '#lib/domain/calibration/calibration-options.ts';
import { chooseGates } from '#lib/domain/calibration/choose-gates.ts';
import { noEvidence, type Evidence } from '#lib/domain/calibration/evidence.ts';
import type { GateChoice, GateChoices } from '#lib/domain/calibration/gate-choices.ts';
import { scoreSides } from '#lib/domain/calibration/score-sides.ts';
import { part, type Cells } from '#lib/domain/cells/cells.ts';
import { wilson } from '#lib/domain/intervals/wilson.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { fc } from '../../reference/properties.ts';
import { drawGateLeads, WEEKS, type GateLeads } from './gate-leads.ts';
import { cardOf, type Planted } from './made-up-leads.ts';
import { oddNumbers } from '../../odd-numbers.ts';

const planted: Planted[] = [
	{ share: 0.3, weight: 1, points: 35 },
	{ share: 0.4, weight: 0.5, points: 10 },
	{ share: 0.2, weight: -0.75, points: -5 },
	{ share: 0.25, weight: 1.5, points: 10 },
	{ share: 0.5, weight: 0.3, points: 8 }
];
const better = [20, 10, -15, 30, 6];
const leads = drawGateLeads(planted, 8000, -3, 5);
const card = cardOf(planted, { mql: 20, sql: 45 });

interface Given {
	from?: GateLeads;
	evidence?: Partial<Evidence>;
	scorecard?: Scorecard;
	draws?: number;
	fitted?: boolean;
}

function choices(gates: GateWishes = {}, given: Given = {}): GateChoices {
	const { from = leads, scorecard = card, draws = 20, fitted = true } = given;
	const [train, test] = [part(from.cells, 0), part(from.cells, 1)];
	return chooseGates({
		scorecard,
		train,
		today: scoreSides(train, test, scorecard),
		calibrated: fitted
			? { points: better, sides: scoreSides(train, test, scorecard, better) }
			: null,
		evidence: { ...from.evidence, ...given.evidence },
		options: { gates, draws, seed: 1 }
	});
}

const everything: GateWishes = {
	capacity: 40,
	precision: 0.1,
	valueCents: 900_000,
	margin: 0.3,
	costCents: 20_000,
	qualifyCents: 3_000
};

const find = (list: GateChoice[], rule: GateChoice['rule'], gate?: 'mql' | 'sql') =>
	list.find((each) => each.rule === rule && (gate === undefined || each.gate === gate))!;

/** Threshold of a gate that must have been found. */
function threshold({ chosen }: GateChoice): number {
	if (!chosen.measured) throw new Error(chosen.reason);
	return chosen.threshold;
}

/** Leads, and those with the outcome, that reach a score; counted one cell at a time. */
function count(cells: Cells, test: 0 | 1, points: number[] | undefined, from: number) {
	const side = part(cells, test);
	const score = scoreCells(side, card, points);
	let [passing, outcome, all, tied] = [0, 0, 0, 0];
	for (let c = 0; c < side.length; c++) {
		all += side.k[c];
		if (score[c] === from) tied += side.n[c];
		if (score[c] < from) continue;
		passing += side.n[c];
		outcome += side.k[c];
	}
	return { passing, outcome, all, tied };
}

describe('the gates of both cards', () => {
	const found = choices(everything);

	it('are those that follow the card and those that were asked for', () => {
		const names = (list: GateChoice[]) => list.map(({ gate, rule }) => `${gate} ${rule}`);
		const asked = ['mql capacity', 'sql cost', 'sql precision', 'mql joint', 'sql joint'];
		expect(names(found.current)).toEqual(['mql card', 'sql card', ...asked]);
		expect(names(found.calibrated)).toEqual(['mql same-volume', 'sql same-volume', ...asked]);
		expect(names(choices().calibrated)).toEqual(['mql same-volume', 'sql same-volume']);
	});

	it.each([
		['current', undefined],
		['calibrated', better]
	] as const)(
		'%s: catch on later leads what counting one cell at a time finds',
		(score, points) => {
			for (const choice of found[score]) {
				if (!choice.chosen.measured) continue;
				const from = choice.chosen.threshold;
				const won = count(leads.cells, 1, points?.slice(), from);
				const accepted = count(leads.evidence.accepted!, 1, points?.slice(), from);
				const later = choice.later!;
				expect(later).toMatchObject({ passing: won.passing, tied: won.tied });
				if (won.passing < 30) {
					expect(later.won).toMatchObject({ reason: 'few-leads-above-gate' });
					continue;
				}
				expect(later.won).toMatchObject({
					threshold: from,
					rule: choice.rule,
					leads: won.passing,
					wins: won.outcome,
					precision: won.outcome / won.passing,
					precisionCi: wilson(won.outcome, won.passing),
					recall: won.outcome / won.all,
					missedWins: won.all - won.outcome
				});
				expect(later.accepted).toMatchObject({ leads: won.passing, wins: accepted.outcome });
			}
		}
	);

	it('have an interval around them wherever they were chosen, none where the card says them', () => {
		for (const { rule, chosen } of [...found.current, ...found.calibrated]) {
			if (!chosen.measured) throw new Error(`${rule}: ${chosen.reason}`);
			if (rule === 'card') expect(chosen.interval).toBeNull();
			else if (!chosen.interval?.measured) throw new Error(rule);
			else {
				expect(chosen.interval.drawn).toBe(20);
				expect(chosen.interval.ci[0]).toBeLessThanOrEqual(chosen.threshold);
				expect(chosen.interval.ci[1]).toBeGreaterThanOrEqual(chosen.threshold);
			}
		}
	});

	it('are judged each by its own outcome: MQL by what sales accepts, SQL by wins', () => {
		const outcomes = found.calibrated.map(({ gate, rule, outcome }) => [gate, rule, outcome]);
		expect(outcomes).toEqual([
			['mql', 'same-volume', 'accepted'],
			['sql', 'same-volume', 'won'],
			['mql', 'capacity', 'accepted'],
			['sql', 'cost', 'won'],
			['sql', 'precision', 'won'],
			['mql', 'joint', 'accepted'],
			['sql', 'joint', 'won']
		]);
		const { calibrated } = choices({ capacity: 40 }, { evidence: { accepted: null } });
		expect(calibrated.map(({ outcome }) => outcome)).toEqual(['won', 'won', 'won']);
		expect(calibrated.every(({ later }) => later?.accepted === null)).toBe(true);
	});

	it('give the same for the same seed', () => {
		expect(choices(everything)).toEqual(found);
	});

	it('are plain data without a number that is none', () => {
		expect(JSON.parse(JSON.stringify(found))).toEqual(found);
		expect(oddNumbers(found)).toEqual([]);
	});
});

describe('the gate by capacity', () => {
	it('lets no more leads a week through on training leads than sales can work', () => {
		fc.assert(
			fc.property(fc.integer({ min: 5, max: 220 }), (capacity) => {
				for (const list of ['current', 'calibrated'] as const) {
					const { inflow, [list]: all } = choices({ capacity }, { draws: 1 });
					const { chosen } = find(all, 'capacity');
					if (!chosen.measured || !inflow.measured) continue;
					const points = list === 'calibrated' ? better : undefined;
					const train = part(leads.cells, 0);
					const share =
						count(leads.cells, 0, points, chosen.threshold).passing /
						train.n.reduce((sum, n) => sum + n, 0);
					expect(share * inflow.perWeek).toBeLessThanOrEqual(capacity + 1e-9);
					if (!chosen.nextBlock) continue;
					const next = count(leads.cells, 0, points, chosen.nextBlock.score);
					expect(next.tied).toBeGreaterThan(0);
					expect(share * inflow.perWeek + chosen.nextBlock.perWeek).toBeGreaterThan(capacity);
				}
			}),
			{ numRuns: 40 }
		);
	});

	it('rests on all leads that come in a week', () => {
		expect(choices({ capacity: 40 }).inflow).toEqual({
			measured: true,
			perWeek: 8000 / WEEKS,
			weeks: 26
		});
	});

	it('cannot be told without dates, and says so', () => {
		const { calibrated, inflow } = choices({ capacity: 40 }, { evidence: { weeks: null } });
		expect(inflow).toMatchObject({ reason: 'weeks-not-known' });
		expect(find(calibrated, 'capacity').chosen).toMatchObject({ reason: 'weeks-not-known' });
		expect(find(calibrated, 'same-volume').later?.perWeek).toBeNull();
	});

	it('is refused where the leads of the highest score alone are too many', () => {
		const { calibrated } = choices({ capacity: 0.1 });
		expect(find(calibrated, 'capacity')).toMatchObject({
			chosen: { reason: 'block-over-capacity' },
			later: null
		});
	});
});

describe('the gate by conversion rate', () => {
	it('rises with the floor, on either card', () => {
		for (const list of ['current', 'calibrated'] as const) {
			const gates = [0.03, 0.06, 0.09, 0.12, 0.15, 0.2].flatMap((precision) => {
				const { chosen } = find(choices({ precision }, { draws: 1 })[list], 'precision');
				return chosen.measured ? [chosen.threshold] : [];
			});
			expect(gates.length).toBeGreaterThan(2);
			expect(gates).toEqual(gates.toSorted((a, b) => a - b));
		}
	});

	it('is refused where no gate is certain to reach the floor', () => {
		const { calibrated } = choices({ precision: 0.9 });
		expect(find(calibrated, 'precision').chosen).toMatchObject({
			reason: 'floor-not-reached',
			params: { floorRate: 0.9, side: 'earlier', outcome: 'won' }
		});
	});
});

describe('the gate by cost', () => {
	it('takes the value of a win from the data where none was given, and says from how many', () => {
		const { terms, calibrated } = choices({ margin: 0.3, costCents: 20_000 });
		expect(terms).toMatchObject({ valueCents: 900_000, valueFromWins: 123 });
		const given = choices({ valueCents: 900_000, margin: 0.3, costCents: 20_000 });
		expect(given.terms).toMatchObject({ valueCents: 900_000, valueFromWins: null });
		expect(find(calibrated, 'cost')).toEqual(find(given.calibrated, 'cost'));
		expect(find(calibrated, 'cost').chosen).toMatchObject({
			breakEven: 20_000 / (900_000 * 0.3)
		});
	});

	it('says what a gate earned on later leads, each of them, and nothing where costs are not known', () => {
		const { calibrated } = choices(everything);
		for (const { rule, later } of calibrated) {
			if (rule === 'joint') expect(later?.profit).toBeNull();
			else {
				const { won, profit } = later!;
				if (!won.measured) throw new Error(won.reason);
				expect(profit?.cents).toBeCloseTo(won.wins * 270_000 - won.leads * 20_000, 6);
				expect(profit!.ci[0]).toBeLessThan(profit!.cents);
				expect(profit!.ci[1]).toBeGreaterThan(profit!.cents);
			}
		}
		const unknown = choices({ capacity: 40, costCents: 20_000 }).calibrated;
		expect(unknown.every(({ later }) => !later?.profit)).toBe(true);
	});

	it.each([
		['margin-not-given', { costCents: 20_000 }, {}],
		['value-not-given', { costCents: 20_000, margin: 0.3 }, { winValue: null }],
		['never-pays', { costCents: 2_000_000, margin: 0.3 }, {}],
		['win-earns-nothing', { costCents: 20_000, margin: 0 }, {}]
	])('is refused as %s', (reason, wishes, evidence) => {
		const { calibrated } = choices(wishes, { evidence });
		expect(find(calibrated, 'cost').chosen).toMatchObject({ reason });
	});
});

describe('both gates together', () => {
	it('earn on later leads what adding up each kind of lead gives', () => {
		const { calibrated, jointProfit } = choices(everything);
		const mql = threshold(find(calibrated, 'joint', 'mql'));
		const sql = threshold(find(calibrated, 'joint', 'sql'));
		expect(sql).toBeGreaterThanOrEqual(mql);
		const won = (from: number) => count(leads.cells, 1, better, from);
		const accepted = (from: number) => count(leads.evidence.accepted!, 1, better, from);
		const asked = won(mql).passing - won(sql).passing;
		const taken = accepted(mql).outcome - accepted(sql).outcome;
		const cents =
			won(mql).outcome * 270_000 - asked * 3_000 - taken * 20_000 - won(sql).passing * 20_000;
		expect(jointProfit.calibrated?.cents).toBeCloseTo(cents, 6);
		expect(jointProfit.calibrated!.ci[0]).toBeLessThan(cents);
	});

	it('need to know what sales accepted, and what qualifying costs', () => {
		const { evidence } = leads;
		const unknown = choices(everything, { evidence: { ...evidence, accepted: null } });
		expect(find(unknown.calibrated, 'joint', 'mql').chosen).toMatchObject({
			reason: 'acceptance-not-mapped'
		});
		expect(unknown.jointProfit).toEqual({ current: null, calibrated: null });
		const { costCents: _, ...rest } = everything;
		expect(find(choices(rest).calibrated, 'joint', 'sql').chosen).toMatchObject({
			reason: 'cost-not-given'
		});
	});

	it('leave the SQL gate open where no lead is worth sending straight to sales', () => {
		const { calibrated, jointProfit } = choices({ ...everything, qualifyCents: 0 });
		expect(find(calibrated, 'joint', 'sql').chosen).toMatchObject({
			reason: 'none-straight-to-sales'
		});
		expect(find(calibrated, 'joint', 'mql').chosen.measured).toBe(true);
		expect(jointProfit.calibrated).not.toBeNull();
	});

	it('refuse acceptances of other leads than those of the calibration', () => {
		const other = drawGateLeads(planted, 7000, -3, 6).evidence.accepted;
		expect(() => choices({}, { evidence: { accepted: other } })).toThrow('accepted leads');
	});
});

describe('the gates of the calibrated card', () => {
	it('are those of today’s volume unless another rule is wanted', () => {
		const found = choices(everything);
		expect(found.rule).toBe('same-volume');
		for (const gate of ['mql', 'sql'] as const) {
			expect(found.card[gate]).toMatchObject({
				threshold: threshold(find(found.calibrated, 'same-volume', gate)),
				rule: 'same-volume'
			});
		}
	});

	it.each([
		['capacity', 'mql'],
		['cost', 'sql'],
		['precision', 'sql']
	] as const)('by %s: the %s gate is set, the other keeps today’s volume', (rule, set) => {
		const found = choices({ ...everything, capacity: 80, precision: 0.15, rule });
		const other = set === 'mql' ? 'sql' : 'mql';
		expect(found.card[set]).toMatchObject({
			rule,
			threshold: threshold(find(found.calibrated, rule, set))
		});
		if (found.card[other].measured) {
			expect(found.card[other]).toMatchObject({ rule: 'same-volume' });
		} else expect(found.card[other]).toMatchObject({ reason: 'gates-cross' });
	});

	it('set the only gate a card has, whatever the rule', () => {
		for (const rule of ['capacity', 'cost', 'precision'] as const) {
			const single = { ...card, thresholds: { mql: 20, sql: null } };
			const found = choices({ ...everything, rule }, { scorecard: single });
			expect(found.card).toMatchObject({
				mql: { measured: true, rule },
				sql: { reason: 'no-gate-on-card' }
			});
		}
	});

	it('stay open where a gate at today’s volume would lie on the wrong side of the other', () => {
		const byWins = { evidence: { accepted: null } };
		const found = choices({ capacity: 12, rule: 'capacity' }, byWins);
		const { mql, sql } = found.card;
		const atVolume = threshold(find(found.calibrated, 'same-volume', 'sql'));
		if (!mql.measured) throw new Error(mql.reason);
		expect(mql.threshold).toBeGreaterThan(atVolume);
		expect(sql).toEqual({
			measured: false,
			reason: 'gates-cross',
			params: { mql: mql.threshold, sql: atVolume }
		});
	});

	it.each([
		['capacity', 'mql', 'capacity-not-given'],
		['cost', 'sql', 'cost-not-given'],
		['precision', 'sql', 'precision-not-given'],
		['joint', 'mql', 'qualify-cost-not-given'],
		['joint', 'sql', 'qualify-cost-not-given']
	] as const)(
		'never fall back to another rule: %s without its wish leaves %s open',
		(rule, gate, reason) => {
			expect(choices({ rule }).card[gate]).toMatchObject({ measured: false, reason });
		}
	);

	it('stay open where later leads refuse the gate by its own outcome', () => {
		const thin = drawGateLeads(planted, 1500, -4.5, 8);
		const found = choices({}, { from: thin });
		const { chosen, later, outcome } = find(found.calibrated, 'same-volume', 'sql');
		expect(chosen.measured).toBe(true);
		expect(later![outcome]).toMatchObject({ measured: false, params: { side: 'later' } });
		expect(found.card.sql).toEqual(later![outcome]);
	});

	it('are open where nothing was fitted', () => {
		const found = choices(everything, { fitted: false });
		expect(found.calibrated).toEqual([]);
		expect(found.card.mql).toMatchObject({ reason: 'not-fitted' });
		expect(found.volume.calibrated.mql).toMatchObject({ reason: 'no-gate' });
	});
});

describe('leads that belong to accounts', () => {
	/** Accounts of ten leads, all of one cell and alike in what became of them. */
	function accountsOf(cells: Cells) {
		const rows: [cluster: number, cell: number, n: number, k: number][] = [];
		for (let c = 0; c < cells.length; c++) {
			for (let rest = cells.n[c], wins = cells.k[c]; rest > 0; rest -= 10) {
				const n = Math.min(10, rest);
				const k = Math.min(n, wins);
				rows.push([rows.length, c, n, k]);
				wins -= k;
			}
		}
		const [cluster, cell, n, k] = [0, 1, 2, 3].map((i) => rows.map((row) => row[i]));
		return { cluster, cell, n, k };
	}
	const accounts = {
		train: accountsOf(part(leads.cells, 0)),
		test: accountsOf(leads.cells),
		sharedWins: 0.4
	};

	it('are drawn by account: the same thresholds, wider intervals', () => {
		const [byLead, byAccount] = [{}, { accounts }].map((evidence) =>
			choices(everything, { evidence, draws: 300 })
		);
		expect([byLead.drawnBy, byAccount.drawnBy]).toEqual(['lead', 'account']);
		const width = ({ chosen }: GateChoice) => {
			if (!chosen.measured || !chosen.interval?.measured) throw new Error('no interval');
			return chosen.interval.ci[1] - chosen.interval.ci[0];
		};
		for (const list of ['current', 'calibrated'] as const) {
			expect(byAccount[list].map(threshold)).toEqual(byLead[list].map(threshold));
			const rule = list === 'current' ? 'capacity' : 'same-volume';
			for (const name of [rule, 'precision', 'cost'] as const) {
				const [narrow, wide] = [byLead, byAccount].map((from) => width(find(from[list], name)));
				expect(wide).toBeGreaterThanOrEqual(narrow);
			}
			expect(find(byAccount[list], 'joint')).toEqual(find(byLead[list], 'joint'));
		}
		const total = (from: GateChoices) =>
			from.calibrated.reduce((sum, each) => sum + width(each), 0);
		expect(total(byAccount)).toBeGreaterThan(total(byLead));
	});
});

describe('the volume of the gates, week by week', () => {
	it('adds up to the leads above the gate, with the weeks that are too full', () => {
		const { volume, card: gates } = choices({ capacity: 60, rule: 'capacity' });
		const { mql } = volume.calibrated;
		if (!mql.measured || !gates.mql.measured) throw new Error('not measured');
		expect(mql.weeks).toHaveLength(26);
		expect(mql.weeks.at(-1)!.week).toBe(WEEKS - 1);
		expect(mql.mean).toBeCloseTo(mql.weeks.reduce((sum, { leads }) => sum + leads, 0) / 26, 12);
		expect(mql.overCapacity).toBe(mql.weeks.filter(({ leads }) => leads > 60).length);
		expect(mql.peaks[0].leads).toBe(Math.max(...mql.weeks.map(({ leads }) => leads)));
	});

	it('says nothing without dates or without a gate', () => {
		const { volume } = choices({}, { evidence: noEvidence });
		expect(volume.current.mql).toMatchObject({ reason: 'weeks-not-known' });
		const open = { ...card, thresholds: { mql: null, sql: 40 } };
		expect(choices({}, { scorecard: open }).volume.current.mql).toMatchObject({
			reason: 'no-gate'
		});
	});
});
