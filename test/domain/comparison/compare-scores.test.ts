import { describe, expect, it } from 'vitest';
import { calibrate } from '#lib/domain/calibration/calibrate.ts';
import { noEvidence } from '#lib/domain/calibration/evidence.ts';
import { part } from '#lib/domain/cells/cells.ts';
import { compareScores, type LaterLeads } from '#lib/domain/comparison/compare-scores.ts';
import {
	cardContender,
	columnContender,
	fittedContender,
	pointsContender,
	type Contender
} from '#lib/domain/comparison/contender.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { cardOf, contextOf, drawCells, type Planted } from '../calibration/made-up-leads.ts';
import { twoScores } from '../calibration/swapped-leads.ts';
import { generatedScores, scoresOfR } from '../evaluation/generated-scores.ts';
import { expectClose } from '../../reference/close.ts';
import { fc } from '../../reference/properties.ts';

const noGate = notMeasured('no-gate-on-card');

/** A score of known values whose probability is a curve of them. */
function scoreOf(name: string, score: Float64Array, mql: number | null = null): Contender {
	const probability = score.map((value) => 1 / (1 + Math.exp(2 - value / 20)));
	return {
		name,
		score: { measured: true, score, probability, map: { intercept: -2, slope: 0.05 } },
		gates: {
			mql: mql === null ? noGate : { measured: true, threshold: mql, rule: 'card' },
			sql: noGate
		}
	};
}

function measured<T>(found: Measured<T>): T {
	if (!found.measured) throw new Error(JSON.stringify(found));
	return found;
}

const { card, old, model, n, k, accounts } = generatedScores();
const gate = [...old].sort((a, b) => b - a)[150];
const later: LaterLeads = { n, k, worked: null, accepted: null };
const [today, better, wild] = [
	scoreOf('Old', old, gate),
	scoreOf('Card', card),
	scoreOf('Model', model)
];

describe('any scores on the same later leads', () => {
	it('has the areas and DeLong differences that R has, later score minus earlier', () => {
		const wanted = scoresOfR();
		const { scores, differences, leads, wins } = measured(compareScores([today, better], later));
		const [ofCard, ofOld] = wanted.auc;
		expect({ leads, wins }).toEqual({ leads: 600, wins: 95 });
		expectClose(
			scores.map(({ evaluation }) => evaluation.auc),
			[ofOld, ofCard],
			1e-12
		);
		const [[a, both], [, b]] = wanted.covariance;
		expectClose(
			[differences[0].auc.difference, differences[0].auc.standardError],
			[ofCard - ofOld, Math.sqrt(a + b - 2 * both)],
			1e-10
		);
		expect(differences[0]).toMatchObject({ first: 1, second: 0 });
	});

	it('has every pair of three scores, each difference that of its figures', () => {
		const { scores, differences } = measured(compareScores([today, better, wild], later));
		expect(differences.map(({ first, second }) => [first, second])).toEqual([
			[1, 0],
			[2, 0],
			[2, 1]
		]);
		for (const { first, second, auc, brierGain, logLossGain } of differences) {
			const [a, b] = [scores[first].evaluation, scores[second].evaluation];
			expectClose(
				[auc.difference, brierGain.difference, logLossGain.difference],
				[a.auc - b.auc, b.brier - a.brier, b.logLoss - a.logLoss],
				1e-9
			);
		}
	});

	it('gives the same score twice difference 0 and p 1', () => {
		const { differences } = measured(compareScores([today, today], later));
		for (const figure of ['auc', 'brierGain', 'logLossGain'] as const) {
			expect(differences[0][figure]).toMatchObject({ difference: 0, p: 1, adjustedP: 1 });
		}
	});

	it('turns signs, intervals and the finding over with the order of the scores', () => {
		fc.assert(
			fc.property(twoScores(), ({ today, calibrated, n, k }) => {
				const [a, b] = [scoreOf('A', today), scoreOf('B', calibrated)];
				const leads = { n, k, worked: null, accepted: null };
				const of = (...pair: Contender[]) => measured(compareScores(pair, leads));
				const [there, back] = [of(a, b), of(b, a)];
				for (const figure of ['auc', 'brierGain', 'logLossGain'] as const) {
					const [x, y] = [there.differences[0][figure], back.differences[0][figure]];
					expectClose([y.difference, ...y.ci], [-x.difference, -x.ci[1], -x.ci[0]], 1e-9, 1e-9);
					expectClose([y.p], [x.p], 1e-6, 1e-9);
				}
				expect(back.finding).toEqual(there.finding);
			})
		);
	});

	it('adjusts p for three pairs, and leaves the p of one pair as it is', () => {
		const { differences } = measured(compareScores([today, better], later));
		expect(differences[0].auc.adjustedP).toBe(differences[0].auc.p);
		const three = measured(compareScores([today, better, wild], later)).differences;
		const sorted = three.map(({ auc }) => auc).toSorted((a, b) => a.p - b.p);
		expectClose([sorted[0].adjustedP!], [Math.min(1, 3 * sorted[0].p)], 1e-12);
		for (const { auc } of three) expect(auc.adjustedP!).toBeGreaterThanOrEqual(auc.p);
	});

	it('has wider intervals where whole accounts count as one', () => {
		const width = (found: ReturnType<typeof compareScores>) => {
			const { scores, byAccount } = measured(found);
			const [from, to] = scores[0].evaluation.aucCi;
			return { byAccount, size: to - from };
		};
		const alone = width(compareScores([today, better], later));
		const together = width(compareScores([today, better], { ...later, accounts }));
		expect([alone.byAccount, together.byAccount]).toEqual([false, true]);
		expect(together.size).not.toBeCloseTo(alone.size, 6);
	});
});

describe('what it finds', () => {
	/** Ten cells of 100 leads; the score ranks as told. */
	const leads = (wins: number[]): LaterLeads => ({
		n: Float64Array.from(wins, () => 100),
		k: Float64Array.from(wins),
		worked: null,
		accepted: null
	});
	const rising = Float64Array.from({ length: 10 }, (_, i) => i);
	const wins = [2, 4, 6, 10, 14, 20, 26, 34, 44, 60];

	it('says which pairs differ beyond chance, the largest difference first', () => {
		const blurred = rising.map((value) => Math.floor(value / 3));
		const turned = rising.map((value) => -value);
		const found = measured(
			compareScores(
				[scoreOf('A', turned), scoreOf('B', blurred), scoreOf('C', rising)],
				leads(wins)
			)
		);
		expect(found.finding).toEqual({ kind: 'better', pairs: [1, 0, 2] });
		expect(found.differences[1]).toMatchObject({ first: 2, second: 0 });
	});

	it('says that none does where chance may explain it', () => {
		const even = rising.map((value) => value % 2);
		const odd = rising.map((value) => (value + 1) % 2);
		const found = measured(
			compareScores([scoreOf('A', even), scoreOf('B', odd)], leads(wins.map(() => 20)))
		);
		expect(found.finding).toEqual({ kind: 'no-difference' });
	});

	it('says that scores rank alike where one is only written on another scale', () => {
		const doubled = rising.map((value) => 2 * value + 5);
		const found = measured(
			compareScores([scoreOf('A', rising), scoreOf('B', doubled)], leads(wins))
		);
		expect(found.finding).toEqual({ kind: 'alike' });
	});

	it('says nothing under 100 wins', () => {
		const found = measured(compareScores([today, better], later));
		expect(found.finding).toEqual({ kind: 'few-wins', wins: 95, needed: 100 });
	});

	it('has no p value for a difference without any spread', () => {
		const two = { n: Float64Array.of(100, 100), k: Float64Array.of(0, 100) };
		const leads = { ...two, worked: null, accepted: null };
		const [perfect, constant] = [Float64Array.of(0, 1), Float64Array.of(1, 1)];
		const found = measured(compareScores([scoreOf('A', constant), scoreOf('B', perfect)], leads));
		expect(found.differences[0].auc).toMatchObject({ difference: 0.5, adjustedP: null });
		expect(found.finding).toEqual({ kind: 'no-difference' });
	});
});

describe('gates and equal volume', () => {
	it('counts what each gate catches, by wins and by what sales accepted', () => {
		const accepted = k.map((won, i) => Math.max(won, i % 3 === 0 ? 1 : 0));
		const { scores } = measured(compareScores([today, better], { ...later, accepted }));
		const above = [...old.keys()].filter((i) => old[i] >= gate);
		const count = (column: Float64Array) => above.reduce((sum, i) => sum + column[i], 0);
		expect(scores[0].gates.mql.won).toMatchObject({ leads: above.length, wins: count(k) });
		expect(scores[0].gates.mql.accepted).toMatchObject({ wins: count(accepted) });
		expect(scores[1].gates.mql.won).toMatchObject({ reason: 'no-gate-on-card' });
	});

	it('lets every score through as many leads as the first gate there is', () => {
		const found = measured(compareScores([better, today, wild], later)).equalVolume;
		const { reference, leads, wins, others } = measured(found);
		expect(reference).toBe(1);
		expect(others.map(({ score }) => score)).toEqual([0, 2]);
		for (const { swapSet, moreWins } of others) {
			const { both, enter, leave } = measured(swapSet);
			expectClose([both.leads + enter.leads, both.leads + leave.leads], [leads, leads], 1e-12);
			expectClose([both.wins + leave.wins], [wins], 1e-12);
			expectClose([measured(moreWins).asObserved.wins], [both.wins + enter.wins], 1e-9);
		}
	});

	it('says why where no score has a gate', () => {
		const { equalVolume } = measured(compareScores([better, wild], later));
		expect(equalVolume).toMatchObject({ measured: false, reason: 'no-gate-to-share' });
	});
});

describe('worked leads', () => {
	it('are ranked alone, and none is not the same as unknown', () => {
		const worked = {
			n: n.map((leads, i) => (i % 2 ? leads : 0)),
			k: k.map((w, i) => (i % 2 ? w : 0))
		};
		const found = measured(measured(compareScores([today, better], { ...later, worked })).worked);
		const rows = [...n.keys()].filter((i) => i % 2);
		const pick = (column: Float64Array) => Float64Array.from(rows, (i) => column[i]);
		const alone = measured(
			compareScores([scoreOf('A', pick(old)), scoreOf('B', pick(card))], {
				n: pick(n),
				k: pick(k),
				worked: null,
				accepted: null
			})
		);
		expect(found.leads).toBe(300);
		expect(found.shareOfLeads).toBe(0.5);
		expectClose(
			[found.differences[0].auc.difference, found.differences[0].auc.standardError],
			[alone.differences[0].auc.difference, alone.differences[0].auc.standardError],
			1e-10
		);
		expect(alone.worked).toMatchObject({ reason: 'worked-unknown' });
	});
});

describe('what cannot be compared', () => {
	it('says why', () => {
		const nobody = new Float64Array(0);
		const none = { n: nobody, k: nobody, worked: null, accepted: null };
		const reason = (found: ReturnType<typeof compareScores>) =>
			found.measured ? 'measured' : found.reason;
		expect(reason(compareScores([today], later))).toBe('few-scores');
		expect(reason(compareScores([], later))).toBe('few-scores');
		expect(reason(compareScores([today, better], none))).toBe('no-test-leads');
		expect(reason(compareScores([today, better], { ...later, k: k.map(() => 0) }))).toBe(
			'few-wins'
		);
		expect(reason(compareScores([today, better], { ...later, k: n }))).toBe('few-losses');
		const unfitted = fittedContender('Unfitted', parts(), planted, []);
		expect(compareScores([today, unfitted], later)).toEqual(
			notMeasured('not-fitted', { score: 'Unfitted' })
		);
	});
});

const rules: Planted[] = [
	{ share: 0.4, weight: 1.2, points: 10 },
	{ share: 0.3, weight: 0.8, points: 20, missing: 0.1 },
	{ share: 0.2, weight: -0.9, points: 5 },
	{ share: 0.5, weight: 0.05, points: 15 }
];
const planted = cardOf(rules);
const cells = drawCells(rules, 4000, -2, 3);
function parts() {
	return { train: part(cells, 0), test: part(cells, 1) };
}

describe('a model beside its own calibration', () => {
	const evidence = { ...noEvidence, accepted: null };
	const calibration = calibrate(
		cells,
		planted,
		{ ...contextOf(cells), evidence },
		{ min: -50, max: 50 }
	);
	const points = calibration.rules.map((rule) => rule.calibratedPoints ?? rule.points);
	const { mql, sql } = calibration.gates.card;
	const found = measured(
		compareScores(
			[
				cardContender('Planted', parts(), planted),
				fittedContender('Fitted', parts(), planted, calibration.linearPredictor),
				pointsContender('Calibrated', parts(), planted, points, { mql, sql })
			],
			{ ...parts().test, worked: null, accepted: null }
		)
	);
	const { evaluation, comparison } = calibration;
	if (!evaluation.measured) throw new Error(evaluation.reason);

	it('has the figures of the calibration, whichever of its three scores it is', () => {
		expect(found.scores[0].evaluation).toEqual(evaluation.current);
		expect(found.scores[2].evaluation).toEqual(evaluation.calibrated);
		const fitted = found.scores[1].evaluation;
		expectClose(
			[fitted.auc, ...fitted.aucCi, fitted.brier, fitted.logLoss, fitted.ks],
			[
				evaluation.fitted.auc,
				...evaluation.fitted.aucCi,
				evaluation.fitted.brier,
				evaluation.fitted.logLoss,
				evaluation.fitted.ks
			],
			1e-12
		);
	});

	it('has its differences, its gates and its swap set', () => {
		const { differences, swapSet, moreWins } = measured(comparison);
		const against = found.differences.find(({ first, second }) => first === 2 && second === 0)!;
		expect(against.auc).toMatchObject(differences[0].auc);
		expect(against.logLossGain).toMatchObject(differences[0].logLossGain);
		expect(found.scores[0].gates.mql.won).toEqual(calibration.thresholds.current.mql);
		expect(found.scores[2].gates.mql.won).toEqual(calibration.thresholds.calibrated.mql);
		const other = measured(found.equalVolume).others.find(({ score }) => score === 2)!;
		expect(other.swapSet).toEqual(swapSet);
		expect(other.moreWins).toEqual(moreWins);
	});
});

describe('a column as a score', () => {
	it('is the card it repeats', () => {
		const { train, test } = parts();
		const column = columnContender(
			'Score',
			parts(),
			scoreCells(train, planted),
			scoreCells(test, planted)
		);
		const leads = { ...test, worked: null, accepted: null };
		const found = measured(
			compareScores([cardContender('Planted', parts(), planted), column], leads)
		);
		expect(found.scores[1].evaluation).toEqual(found.scores[0].evaluation);
		expect(found.finding).toEqual({ kind: 'alike' });
	});
});
