import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { calibratedScorecard } from '#lib/domain/calibration/calibrated-scorecard.ts';
import type { RoiReport } from '#lib/domain/report/roi-report.ts';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import { calibrateLeads } from '#lib/server/usecases/calibrate-leads.ts';
import { cardPoints } from '../../domain/sample/card-points.ts';
import { conditionState } from '../../domain/sample/rule-state.ts';
import {
	fittedRate,
	passing,
	scoredSample,
	sharedWins,
	sumWithError,
	type Scored
} from './gate-of-sample.ts';
import { groupRows, total } from './group-rows.ts';
import { useFigures } from './sample-desk.ts';
import { sampleReport } from './sample-report.ts';
import { sampleRows } from './sample-rows.ts';
import { now } from './sample-ways.ts';
import { rateLike, told } from './sources-of-sample.ts';

const { sampleDesk } = useFigures();
const card = parseScorecard(JSON.parse(readFileSync('models/baseline.json', 'utf8'))).scorecard!;
const MQL = 55;
const Z = 1.959963984540054;
const DAY = 86_400_000;

let gate: { measured: true } & Extract<RoiReport['gate'], { measured: true }>;
let sample: ReturnType<typeof scoredSample>;
let isByAccount: boolean;
beforeAll(async () => {
	const desk = await sampleDesk();
	gate = told((await sampleReport(desk)).report.gate);
	const settings = { crossCheck: false };
	const { calibration } = await calibrateLeads(desk.engine, desk.source, card, settings);
	sample = scoredSample(card, calibratedScorecard(card, calibration));
	isByAccount = sharedWins([...sample.train, ...sample.later]) > 0.1;
}, 60_000);

const passes = ({ today }: Scored) => today >= MQL;
const won = (leads: Scored[]) => leads.filter((lead) => lead.won).length;

/** What the calibrated gate of the same volume holds more than today's, and how sure that is. */
function gained(winOf: (lead: Scored) => number) {
	const { later, train } = sample;
	const cut = passing(later, later.filter(passes).length);
	const atGate = fittedRate(train)(cut.threshold);
	const change = (lead: Scored) => cut.of(lead) - Number(passes(lead));
	const of = (lead: Scored) =>
		change(lead) * ((passes(lead) ? Number(lead.won) : winOf(lead)) - atGate);
	return { ...sumWithError(later, of, isByAccount), cut };
}

/** Worked leads from the gate up, in bands as narrow as thirty of them allow. */
function workedBands(threshold: number) {
	const worked = sample.later.filter((lead) => lead.worked && lead.better >= threshold);
	const scores = [...groupRows(worked, ({ better }) => better)].sort(([a], [b]) => a - b);
	const bands: { from: number; leads: Scored[] }[] = [{ from: threshold, leads: [] }];
	for (const [score, leads] of scores) {
		if (bands.at(-1)!.leads.length >= 30) bands.push({ from: score, leads: [] });
		bands.at(-1)!.leads.push(...leads);
	}
	const last = bands.at(-1)!;
	if (last.leads.length < 30)
		bands.splice(-2, 2, {
			from: bands.at(-2)!.from,
			leads: [...bands.at(-2)!.leads, ...last.leads]
		});
	return bands;
}

describe('what the report says of the threshold, on the later leads of the sample', () => {
	it('is what a count of leads that pass today says', () => {
		const { later, from } = sample;
		const above = later.filter(passes);
		expect(gate).toMatchObject({ threshold: MQL, windowDays: 14, horizonDays: 120 });
		expect(gate.later).toEqual({
			leads: later.length,
			wins: won(later),
			from: new Date(from).toISOString()
		});
		expect(gate.won).toMatchObject(rateLike(won(above), above.length));
		expect(gate.caught).toMatchObject(rateLike(won(above), won(later)));
		const accepted = above.filter((lead) => lead.accepted).length;
		expect(gate.accepted).toMatchObject(rateLike(accepted, above.length));
	});

	it('has the leads a week over the last 26 whole weeks, from Monday to Sunday', () => {
		const end = Date.parse(now);
		const monday = end - ((end - 4 * DAY) % (7 * DAY));
		const passed = sampleRows('leads').filter((row) => {
			const decidedAt = Date.parse(row.created_at) + 14 * DAY;
			const isOut = card.exclusions.some(({ when }) => conditionState(when, row) === 1);
			const isThen = decidedAt >= monday - 26 * 7 * DAY && decidedAt < monday;
			return isThen && !isOut && cardPoints(card, row) >= MQL;
		});
		expect(gate.perWeek).toBeCloseTo(passed.length / 26, 9);
	});

	it('promises from the same calls the wins of the best by calibrated points, with its interval', () => {
		const above = sample.later.filter(passes);
		const observed = gained((lead) => Number(lead.won));
		const { cut } = observed;
		const wins = total(sample.later, (lead) => cut.of(lead) * Number(lead.won));
		const same = told(gate.sameCalls);
		expect(same).toMatchObject({
			leads: above.length,
			today: won(above),
			threshold: cut.threshold
		});
		expect(same.asObserved.wins).toBeCloseTo(wins, 9);
		expect(same.asObserved.ci[0]).toBeCloseTo(wins - Z * observed.error, 6);
		expect(same.asObserved.ci[1]).toBeCloseTo(wins + Z * observed.error, 6);
	});

	it('promises up to what worked leads of the same calibrated points were won', () => {
		const { cut } = gained(() => 0);
		const bands = workedBands(cut.threshold);
		const bandOf = ({ better }: Scored) => bands.findLast(({ from }) => better >= from)!;
		const rate = ({ leads }: (typeof bands)[number]) => won(leads) / leads.length;
		const worked = gained((lead) => (cut.of(lead) > 0 ? rate(bandOf(lead)) : 0));
		const entering = sample.later.filter((lead) => !passes(lead) && cut.of(lead) > 0);
		const ofRates = total([...groupRows(entering, bandOf)], ([{ leads }, some]) => {
			const p = (won(leads) + 0.5) / (leads.length + 1);
			return (total(some, cut.of) ** 2 * p * (1 - p)) / leads.length;
		});
		const wins = won(sample.later.filter(passes)) + worked.sum;
		const reach = Z * Math.hypot(worked.error, Math.sqrt(ofRates));
		const same = told(gate.sameCalls);
		const found = told(same.asWorked);
		expect(found.workedLeads).toBe(total(bands, ({ leads }) => leads.length));
		expect(found.wins).toBeCloseTo(wins, 6);
		expect(found.ci[0]).toBeCloseTo(wins - reach, 6);
		expect(found.ci[1]).toBeCloseTo(wins + reach, 6);
		const ends = [...same.asObserved.ci, ...found.ci];
		expect(same.range).toEqual([Math.min(...ends), Math.max(...ends)]);
	});

	it('finds the same wins in fewer calls, as far down the calibrated points as they reach', () => {
		const { later } = sample;
		const today = won(later.filter(passes));
		const same = told(gate.sameCalls);
		/** Calls until so many wins are found, leads of one score called in no order. */
		const callsFor = (wins: number) => {
			let [calls, found] = [0, 0];
			for (const [, block] of [...groupRows(later, ({ better }) => better)].sort(
				([a], [b]) => b - a
			)) {
				if (found + won(block) >= wins) {
					return calls + (block.length * (wins - found)) / won(block);
				}
				calls += block.length;
				found += won(block);
			}
			throw new Error('never');
		};
		const fewer = told(gate.fewerCalls);
		expect(fewer).toMatchObject({ leads: same.leads, wins: today });
		expect(fewer.needed).toBeCloseTo(callsFor(today), 6);
		const scaled = (end: number) => callsFor((today * same.asObserved.wins) / end);
		expect(fewer.range[0]).toBeCloseTo(scaled(same.range[1]), 6);
		expect(fewer.range[1]).toBeCloseTo(scaled(same.range[0]), 6);
	});
});
