import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { calibratedScorecard } from '#lib/domain/calibration/calibrated-scorecard.ts';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { calibrateLeads } from '#lib/server/usecases/calibrate-leads.ts';
import type { SourceReport } from '#lib/server/usecases/source-report.ts';
import { cardPoints } from '../../domain/sample/card-points.ts';
import { conditionState } from '../../domain/sample/rule-state.ts';
import { useFigures } from './sample-desk.ts';
import { centsOf, sampleRows, type Row } from './sample-rows.ts';
import { readWays, now } from './sample-ways.ts';
import { rateLike, sourcesOf, told } from './sources-of-sample.ts';

const { sampleDesk } = useFigures();
const today = parseScorecard(JSON.parse(readFileSync('models/baseline.json', 'utf8'))).scorecard!;
const ways = readWays();
const AGE = 180;

let calibrated: Scorecard;
let report: SourceReport;
beforeAll(async () => {
	const desk = await sampleDesk();
	const settings = { crossCheck: false };
	const { calibration } = await calibrateLeads(desk.engine, desk.source, today, settings);
	calibrated = calibratedScorecard(today, calibration);
	report = await sourcesOf(desk, '', { today, calibrated });
}, 60_000);

/** The figures of every source, and of all together, beside the leads they are of. */
function everySource() {
	const named = report.sources.map(({ figures }) => ({
		figures,
		own: ways.filter(({ row }) => row.source === figures.source)
	}));
	return [...named, { figures: report.all, own: ways }];
}

/** Columns that a card asks for, wherever a condition names one. */
function askedColumns(part: unknown): string[] {
	if (typeof part !== 'object' || part === null) return [];
	const here = 'field' in part ? [String(part.field)] : [];
	return [...new Set([...here, ...Object.values(part).flatMap(askedColumns)])];
}

const isScored = (row: Row) =>
	!today.exclusions.some(({ when }) => conditionState(when, row) === 1);
const quantile = (days: number[], share: number) =>
	days.toSorted((a, b) => a - b)[Math.ceil(share * days.length - 1e-9) - 1];

describe('the quality of every source of the sample, and of all together', () => {
	it('has the mean score of its leads, each scored on its own, by both cards', () => {
		expect(calibrated).not.toEqual(today);
		for (const { figures, own } of everySource()) {
			const scored = own.map(({ row }) => row).filter(isScored);
			for (const [figure, card] of [
				[figures.scoreToday, today],
				[figures.scoreCalibrated, calibrated]
			] as const) {
				const sum = scored.reduce((all, row) => all + cardPoints(card, row), 0);
				expect(told(figure).points, figures.source).toBeCloseTo(sum / scored.length, 9);
			}
		}
	});

	it('has the share of leads that lack what the card asks for', () => {
		const columns = askedColumns(today.groups);
		expect(report.quality.wanted.toSorted()).toEqual(columns.toSorted());
		const lacks = ({ row }: { row: Row }) => columns.some((name) => row[name] === '');
		for (const { figures, own } of everySource()) {
			const lacking = own.filter(lacks).length;
			expect(told(figures.incomplete)).toMatchObject(rateLike(lacking, own.length));
		}
		expect(told(report.all.incomplete).wins).toBeGreaterThan(0);
	});

	it('has the days from creation to a decision of decided leads', () => {
		for (const { figures, own } of everySource()) {
			const days = own.flatMap(({ seen, lost }) => {
				const decided = seen[5] ?? lost;
				return decided === null ? [] : [Math.floor(decided)];
			});
			expect(told(figures.processing), figures.source).toMatchObject({
				n: days.length,
				median: quantile(days, 0.5),
				p90: days.length < 10 ? { reason: 'too-few-leads' } : { days: quantile(days, 0.9) },
				mean: expect.closeTo(days.reduce((sum, day) => sum + day, 0) / days.length, 9)
			});
		}
	});

	it('has rates with the intervals of their own numbers', () => {
		for (const { figures, own } of everySource()) {
			const old = own.filter(({ followed }) => followed >= AGE);
			const got = (stage: number) =>
				old.filter(({ seen }) => seen.slice(stage).some((day) => day !== null && day <= AGE))
					.length;
			expect(figures.mqlRate).toMatchObject(rateLike(got(1), old.length));
			expect(figures.sqlRate).toMatchObject(rateLike(got(3), old.length));
			expect(figures.customerRate).toMatchObject(rateLike(got(5), old.length));
			expect(figures.qualityRate).toMatchObject(rateLike(got(2), got(1)));
			const yes = (name: string, value: string) =>
				own.filter(({ row }) => row[name] === value).length;
			expect(figures.optIn).toMatchObject(rateLike(yes('opt_in', 'yes'), own.length));
			expect(figures.freeMail).toMatchObject(rateLike(yes('email_kind', 'freemail'), own.length));
		}
	});

	it('has sums of all that are those of its parts', () => {
		const old = ways.filter(({ followed }) => followed >= AGE);
		const value = old
			.filter(({ seen }) => seen[5] !== null && seen[5] <= AGE)
			.reduce((sum, { row }) => sum + centsOf(row.deal_value_eur || '0'), 0);
		expect(told(report.all.valuePerLead).cents).toBeCloseTo(value / old.length, 6);
		const closed = sampleRows('deals').filter(({ closed_at }) => closed_at && closed_at <= now);
		const won = closed.filter((deal) => deal.won === 'yes');
		expect(report.all.winRate).toMatchObject(rateLike(won.length, closed.length));
		expect(report.quality.closedOf).toBe('deals');
	});
});
