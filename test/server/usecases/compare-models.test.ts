import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calibratedScore } from '#lib/domain/comparison/calibrated-score.ts';
import type { ScoreWish } from '#lib/domain/comparison/score-wish.ts';
import { aucDifference } from '#lib/domain/evaluation/auc-difference.ts';
import { raw } from '#lib/domain/query/sql.ts';
import { random } from '#lib/domain/random.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { calibrateLeads } from '#lib/server/usecases/calibrate-leads.ts';
import {
	compareModels,
	type CompareSettings,
	type ModelsCompared
} from '#lib/server/usecases/compare-models.ts';
import { differingLeads } from '#lib/server/usecases/differing-leads.ts';
import { card, day, judged, sourceOf, type Lead } from './lead-by-lead.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await openEngine({ directories: [], spillDirectory: tmpdir() });
});
afterAll(() => engine.close());

/** A lead with a score that was written into a column, and when. */
interface ScoredLead extends Lead {
	score: number | null;
	stamped: number | null;
}

const SOURCES = ['fair', 'web', 'mail', null];
const DATA_DAY = 500;

/** Leads that win more often the higher their source and their score stand. */
function drawn(count: number, seed: number, accounts = false): ScoredLead[] {
	const next = random(seed);
	return Array.from({ length: count }, (_, i): ScoredLead => {
		const created = Math.floor(next() * 380);
		const from = Math.floor(next() * SOURCES.length);
		const score = Math.floor(next() * 6) * 5;
		const wins = next() < 0.05 + 0.12 * (3 - from) + 0.01 * score;
		const missing = next();
		return {
			created,
			won: wins ? created + 15 + Math.floor(next() * 80) : null,
			lost: null,
			source: SOURCES[from],
			account: accounts ? `account ${Math.floor(i / 4)}` : null,
			worked: next() < 0.6 ? created + 20 : null,
			score: missing < 0.1 ? null : score,
			stamped: missing > 0.9 ? null : created + (missing > 0.8 ? 30 : 14)
		};
	});
}

async function scoredSource(leads: ScoredLead[], mapping = {}): Promise<LeadsSource> {
	const source = await sourceOf(engine, leads, mapping);
	const values = leads.map(({ score, stamped }, i) => {
		const at = stamped === null ? 'NULL' : `'${day(stamped)}'`;
		return `(${i + 1}, ${score ?? 'NULL'}, ${at})`;
	});
	await engine.run(
		`CREATE OR REPLACE TABLE scored AS SELECT leads.*, row_number::VARCHAR id, row_number + 1 line, c1, c2::TIMESTAMP AS c2
			FROM leads JOIN (VALUES ${values.join(', ')}) t(row_number, c1, c2) USING (row_number)`
	);
	return {
		...source,
		table: raw('scored'),
		columns: [
			...source.columns,
			{ column: 'c1', name: 'Score', type: 'number' },
			{ column: 'c2', name: 'Scored at', type: 'timestamp' }
		]
	};
}

/** The card of the fixture with other points, and a rule of its own. */
const other: Scorecard = {
	...card,
	name: 'Other',
	groups: [
		{
			id: 'fit',
			label: 'Fit',
			kind: 'fit',
			cap: { max: 12 },
			rules: [
				{
					id: 'web',
					label: 'Web',
					points: 8,
					when: { field: 'source', operator: 'equals', value: 'web' }
				},
				{
					id: 'fair',
					label: 'Fair',
					points: 15,
					when: { field: 'source', operator: 'equals', value: 'fair' }
				}
			]
		}
	]
};
const wish = (scorecard: Scorecard): ScoreWish => ({
	kind: 'card',
	name: scorecard.name,
	scorecard
});
const column: ScoreWish = { kind: 'column', name: 'Score' };

const points = {
	card: ({ source }: Lead) => (source === 'fair' ? 10 : 0),
	other: ({ source }: Lead) => (source === 'fair' ? 12 : source === 'web' ? 8 : 0)
};

function measured<T>(found: Measured<T>): T {
	if (!found.measured) throw new Error(JSON.stringify(found));
	return found;
}

/** DeLong's difference of two scores, lead by lead. */
function byHand<T extends { win: boolean }>(
	leads: T[],
	first: (lead: T) => number,
	second: (lead: T) => number
) {
	return measured(
		aucDifference(
			Float64Array.from(leads, first),
			Float64Array.from(leads, second),
			new Float64Array(leads.length).fill(1),
			Float64Array.from(leads, ({ win }) => Number(win))
		)
	);
}

/** What is said of the cards, as apart from the leads. */
const aboutCards = ({ issues }: ModelsCompared) =>
	issues.filter(({ code }) => /^(comparison|card)-/.test(code));

const settings: CompareSettings = { dataDate: day(DATA_DAY) };
const compare = async (source: LeadsSource, wishes: ScoreWish[], more: CompareSettings = {}) =>
	compareModels(engine, source, wishes, card, { ...settings, ...more });

describe('compareModels', () => {
	const leads = drawn(1500, 4);
	const { test } = judged(leads, 14, 90, DATA_DAY);

	it('compares cards on the same later leads as the contract read aloud, lead by lead', async () => {
		const found = await compare(await scoredSource(leads), [wish(card), wish(other)]);
		const { leads: n, wins, differences } = measured(found.comparison);
		const wanted = byHand(test, points.other, points.card);
		expect(n).toBe(test.length);
		expect(wins).toBe(test.filter(({ win }) => win).length);
		const { difference, standardError } = differences[0].auc;
		expect(difference).toBeCloseTo(wanted.difference, 12);
		expect(standardError).toBeCloseTo(wanted.standardError, 12);
		expect(aboutCards(found)).toEqual([]);
		expect(found.scores.map(({ name }) => name)).toEqual(['Card', 'Other']);
	});

	it('counts worked leads where the data says which', async () => {
		const source = await scoredSource(leads, { workedAt: 'worked' });
		const found = await compare(source, [wish(card), wish(other)]);
		const worked = test.filter((lead) => lead.worked && lead.worked <= lead.decided + 90);
		const { leads: n, differences } = measured(measured(found.comparison).worked);
		expect(n).toBe(worked.length);
		const wanted = byHand(worked, points.other, points.card);
		expect(differences[0].auc.difference).toBeCloseTo(wanted.difference, 12);
	});

	it('gives a card, its calibrated points and its fitted score the figures of its calibration', async () => {
		const source = await scoredSource(leads, { workedAt: 'worked' });
		const { calibration } = await calibrateLeads(engine, source, other, settings);
		const found = calibratedScore(calibration);
		const { comparison } = await compare(source, [
			wish(other),
			{ kind: 'calibrated', name: 'Calibrated', scorecard: other, found },
			{ kind: 'fitted', name: 'Fitted', scorecard: other, found }
		]);
		const { evaluation } = calibration;
		if (!evaluation.measured) throw new Error(evaluation.reason);
		const { scores, worked } = measured(comparison);
		const figures = ({ auc, brier, logLoss }: typeof evaluation.current) => [auc, brier, logLoss];
		const wanted = [evaluation.current, evaluation.calibrated, evaluation.fitted].map(figures);
		scores.forEach((score, i) =>
			figures(score.evaluation).forEach((value, j) => expect(value).toBeCloseTo(wanted[i][j], 12))
		);
		expect(measured(worked).aucs[0].auc).toBeCloseTo(
			measured(measured(calibration.comparison).worked).aucs.current.auc,
			12
		);
	});

	it('has the intervals of a calibration by account where accounts share wins', async () => {
		const source = await scoredSource(drawn(1500, 5, true), { account: 'account' });
		const { calibration } = await calibrateLeads(engine, source, card, settings);
		const { evaluation } = calibration;
		if (!evaluation.measured) throw new Error(evaluation.reason);
		const { scores, byAccount } = measured(
			(await compare(source, [wish(card), wish(other)])).comparison
		);
		expect([byAccount, evaluation.byAccount]).toEqual([true, true]);
		scores[0].evaluation.aucCi.forEach((end, i) =>
			expect(end).toBeCloseTo(evaluation.current.aucCi[i], 10)
		);
	});
});

describe('cards that differ in what they count', () => {
	const leads = drawn(1500, 6);

	it('takes window and horizon of the first card and says so', async () => {
		const source = await scoredSource(leads);
		const wider = { ...other, signalWindowDays: 0, horizonDays: 60 };
		const found = await compare(source, [wish(card), wish(wider)]);
		expect(found.split).toMatchObject({ windowDays: 14, horizonDays: 90 });
		expect(aboutCards(found).map(({ code, params }) => [code, params.used])).toEqual([
			['comparison-window', 14],
			['comparison-horizon', 90]
		]);
		const turned = await compare(source, [wish(wider), wish(card)]);
		expect(turned.split).toMatchObject({ windowDays: 0, horizonDays: 60 });
	});

	it('takes those of the address before any card’s, without a word', async () => {
		const wider = { ...other, signalWindowDays: 0, horizonDays: 60 };
		const set = { windowDays: 7, horizonDays: 30 };
		const found = await compare(await scoredSource(leads), [wish(card), wish(wider)], set);
		expect(found.split).toMatchObject(set);
		expect(aboutCards(found)).toEqual([]);
	});

	it('leaves leads that any card excludes out for all, and counts them', async () => {
		const excluded = leads.map((lead, i) => ({
			...lead,
			source: i % 5 === 0 ? 'rival' : i % 5 === 1 ? 'mail' : lead.source
		}));
		const mail: Scorecard = {
			...other,
			exclusions: [
				{ id: 'mail', label: 'Mail', when: { field: 'source', operator: 'equals', value: 'mail' } }
			]
		};
		const found = await compare(await scoredSource(excluded), [wish(card), wish(mail)]);
		const out = excluded.filter(({ source }) => source === 'rival' || source === 'mail').length;
		expect(found.leads.excludedBecause.exclusion).toBe(out);
		expect(aboutCards(found).map(({ code }) => code)).toEqual(['comparison-exclusions']);
	});

	it('says that a card was learned from leads it is now tested on', async () => {
		const source = { ...(await scoredSource(leads)), fileSha256: 'abc' };
		const learned = (firstTestAt: string): Scorecard => ({
			...other,
			calibration: { provenance: { fileSha256: 'abc' }, decision: { kind: 'time', firstTestAt } }
		});
		const codes = async (second: Scorecard) =>
			aboutCards(await compare(source, [wish(card), wish(second)])).map(({ code }) => code);
		expect(await codes(learned(day(0)))).toEqual([]);
		expect(await codes(learned(day(450)))).toEqual(['card-learned-from-later']);
		const elsewhere = { ...learned(day(450)), calibration: { provenance: { fileSha256: 'x' } } };
		expect(await codes(elsewhere)).toEqual([]);
	});
});

describe('a score column', () => {
	const leads = drawn(1500, 7);
	const { train, test } = judged(leads, 14, 90, DATA_DAY);
	type Judged = (typeof test)[number] & ScoredLead;
	const all = [...train, ...test] as Judged[];

	it('is never compared for quality without a time stamp, only checked against the cards', async () => {
		const source = await scoredSource(leads);
		const found = await compare(source, [wish(card), wish(other), column]);
		expect(found.unstamped).toEqual(['Score']);
		expect(found.scores.map(({ name }) => name)).toEqual(['Card', 'Other']);
		expect(measured(found.comparison).leads).toBe(test.length);
		expect(found.checks.map(({ score }) => score)).toEqual(['Card', 'Other']);
		const has = all.filter(({ score }) => score !== null);
		expect(measured(found.checks[0].agreement)).toMatchObject({
			leads: has.length,
			equal: has.filter((lead) => lead.score === points.card(lead)).length
		});
		const alone = await compare(source, [wish(card), column]);
		expect(alone.comparison).toMatchObject({ measured: false, reason: 'few-scores' });
	});

	it('with a stamp is compared on leads scored by their decision time, the others counted', async () => {
		const stamp = { stamp: 'Scored at' };
		const found = await compare(await scoredSource(leads), [wish(card), column], stamp);
		const later = test as Judged[];
		const inTime = later.filter(
			({ score, stamped, decided }) => score !== null && stamped !== null && stamped <= decided
		);
		const { leads: n, differences } = measured(found.comparison);
		expect(n).toBe(inTime.length);
		const wanted = byHand(inTime, ({ score }) => score!, points.card);
		expect(differences[0].auc.difference).toBeCloseTo(wanted.difference, 12);
		const scored = all.filter(({ score }) => score !== null);
		const stamped = scored.filter((lead) => lead.stamped !== null);
		expect(found.leftOut).toEqual({
			noScore: all.length - scored.length,
			noStamp: scored.length - stamped.length,
			lateStamp: stamped.filter((lead) => lead.stamped! > lead.decided).length
		});
		expect(found.unstamped).toEqual([]);
	});

	it('has to hold numbers, and its stamp times', async () => {
		const source = await scoredSource(leads);
		const refused = (wishes: ScoreWish[], more: CompareSettings, from = source) =>
			compareModels(engine, from, wishes, card, { ...settings, ...more }).catch(({ code }) => code);
		const text: ScoreWish = { kind: 'column', name: 'source' };
		expect(await refused([wish(card), text], {})).toBe('score-not-numbers');
		expect(await refused([wish(card), column], { stamp: 'Score' })).toBe('stamp-no-times');
		expect(await refused([wish(card), { ...text, name: 'gone' }], {})).toBe('field-unknown');
		const stage = { ...source, mapping: { ...source.mapping, workedAt: 'Scored at' } };
		const stamped = { stamp: 'Scored at' };
		expect(await refused([wish(card), column], stamped, stage)).toBe('stamp-is-stage');
		const undated = { ...source, mapping: { ...source.mapping, createdAt: null } };
		expect(await refused([wish(card), column], stamped, undated)).toBe('stamp-no-creation');
	});
});

describe('what cannot be compared', () => {
	it('says which rule asks for a column the data does not have', async () => {
		const source = await scoredSource(drawn(50, 8));
		const lost = JSON.parse(JSON.stringify(other).replaceAll('"source"', '"channel"'));
		const refused = await compare(source, [wish(card), wish(lost)]).catch((error) => error);
		expect(refused).toMatchObject({ code: expect.stringMatching(/^rule-field-/) });
	});

	it('says that leads are too few', async () => {
		const found = await compare(await scoredSource(drawn(6, 9)), [wish(card), wish(other)]);
		expect(found.comparison.measured).toBe(false);
	});
});

describe('leads whose score in the data is not the replay', () => {
	const differences = (lead: ScoredLead) => (lead.score ?? 0) - points.card(lead);

	it('are listed one by one, as many as were counted, in the order of the file', async () => {
		const leads = drawn(6000, 5);
		const source = await scoredSource(leads);
		const wishes = [wish(card), column];
		const settings = { stamp: 'Scored at' };
		const found = await compareModels(engine, source, wishes, card, settings);
		const [{ agreement, differences: why }] = found.checks;
		const list = await differingLeads(
			engine,
			source,
			[card],
			0,
			{ column: 'Score', stamp: 'Scored at' },
			{},
			10_000
		);
		const agreed = measured(agreement);
		expect(list).toHaveLength(agreed.leads - agreed.equal);
		expect(measured(why!.explained).differing).toBe(list.length);
		expect(list.map(({ row }) => row)).toEqual(
			[...list.map(({ row }) => row)].sort((a, b) => a - b)
		);
		for (const { row, column: score, card: replay, difference } of list) {
			const lead = leads[row - 1];
			expect([score, replay, difference]).toEqual([
				lead.score,
				points.card(lead),
				differences(lead)
			]);
		}
		const late = list.filter(({ writtenDays }) => writtenDays !== null && writtenDays < 0);
		expect(why!.written).toEqual({
			late: late.length,
			never: list.filter(({ writtenDays }) => writtenDays === null).length
		});
		const few = await differingLeads(
			engine,
			source,
			[card],
			0,
			{ column: 'Score', stamp: null },
			{},
			7
		);
		expect(few.map(({ row }) => row)).toEqual(list.slice(0, 7).map(({ row }) => row));
		expect(few.every(({ writtenDays }) => writtenDays === null)).toBe(true);
	});

	it('are explained by the rule that has other points there', async () => {
		const leads = drawn(3000, 6).map((lead) => ({
			...lead,
			score: lead.source === 'fair' ? 15 : 0
		}));
		const source = await scoredSource(leads);
		const { checks } = await compareModels(engine, source, [wish(card), column], card);
		const { rules, explained, written } = checks[0].differences!;
		expect(rules).toEqual([{ label: 'Fair', points: 10 }]);
		expect(written).toBeNull();
		expect(measured(explained)).toMatchObject({
			reasons: [{ kind: 'points', rule: 0, points: 15, against: 0 }],
			possible: [],
			unexplained: 0
		});
	});

	it('are none where the column holds what the card gives', async () => {
		const leads = drawn(1000, 7).map((lead) => ({ ...lead, score: points.card(lead) }));
		const source = await scoredSource(leads);
		const { checks } = await compareModels(engine, source, [wish(card), column], card);
		expect(checks[0].differences).toBeNull();
	});
});
