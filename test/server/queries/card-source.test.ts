import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { worthOfStates } from '#lib/domain/cells/worth-of-states.ts';
import { calibratedScorecard } from '#lib/domain/calibration/calibrated-scorecard.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import { outcomeOfRule } from '#lib/domain/scorecard/outcome-of-rule.ts';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { scoreLead } from '#lib/domain/scorecard/score-lead.ts';
import { DAY_MS } from '#lib/domain/units.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { cardSource } from '#lib/server/queries/card-source.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { calibrateLeads } from '#lib/server/usecases/calibrate-leads.ts';
import { compareModels } from '#lib/server/usecases/compare-models.ts';
import { editedCells } from '#lib/server/usecases/edited-cells.ts';
import {
	leadOf,
	touchCard,
	touchedLeads,
	touchedSource,
	WEIGHTS,
	WINDOW_DAYS,
	type TouchedLead
} from './touched-leads.ts';

const leads = touchedLeads(6000, 3);
let engine: Engine;
let source: LeadsSource;
beforeAll(async () => {
	engine = await openEngine({ directories: [], spillDirectory: tmpdir() });
	source = await touchedSource(engine, leads, 'touched');
}, 60_000);
afterAll(() => engine.close());

const dataDate = '2026-12-31T00:00:00Z';
const decidedMs = ({ createdAtMs }: TouchedLead) => createdAtMs + WINDOW_DAYS * DAY_MS;

describe('the leads as a card needs them', () => {
	it('are the leads as they are for a card that asks about columns alone', async () => {
		const plain = { ...touchCard, groups: [touchCard.groups[0]] };
		expect(await cardSource(engine, source, plain, WINDOW_DAYS)).toBe(source);
	});

	it('give every lead the score it gets alone', async () => {
		const cells = await editedCells(engine, source, JSON.stringify(touchCard), { dataDate });
		const score = scoreCells(cells, touchCard);
		const found = new Map<number, number>();
		score.forEach((points, c) =>
			found.set(round(points), (found.get(round(points)) ?? 0) + cells.n[c])
		);
		const expected = new Map<number, number>();
		for (const lead of leads) {
			const points = round(scoreLead(touchCard, leadOf(lead)).points ?? NaN);
			expected.set(points, (expected.get(points) ?? 0) + 1);
		}
		expect([...found].sort(byScore)).toEqual([...expected].sort(byScore));
	});

	it('find the weight of a whole event, whatever was left of each', async () => {
		const { calibration } = await calibrateLeads(engine, source, touchCard, { dataDate });
		calibration.rules.forEach(({ weight, standardError }, r) => {
			expect(Math.abs((weight ?? NaN) - WEIGHTS[r])).toBeLessThan(4 * (standardError ?? 0));
		});
		const cells = await editedCells(engine, source, JSON.stringify(touchCard), { dataDate });
		const events = rulesOf(touchCard).map((_, r) =>
			cells.states[r].reduce(
				(sum, state, c) => sum + cells.n[c] * worthOfStates(cells, r)[state],
				0
			)
		);
		const alone = rulesOf(touchCard).map((rule) =>
			leads.reduce(
				(sum, lead) => sum + outcomeOfRule(rule, touchCard, leadOf(lead), WINDOW_DAYS).events,
				0
			)
		);
		events.forEach((sum, r) => expect(sum).toBeCloseTo(alone[r], 6));
		expect(calibration.issues.map(({ code }) => code)).toContain('decay-cut');
		expect(calibration.wholePoints.measured).toBe(true);
		const { thresholds } = calibratedScorecard(touchCard, calibration);
		expect([thresholds.mql, thresholds.sql].every(Number.isInteger)).toBe(true);
		expect(parseScorecard(calibratedScorecard(touchCard, calibration)).issues).toEqual([]);
	}, 60_000);

	it('change nothing in a calibration when every touch after the decision time is moved, dropped or doubled', async () => {
		const { calibration } = await calibrateLeads(engine, source, touchCard, { dataDate });
		const moved = leads.map((lead) => ({
			...lead,
			touches: lead.touches.map((touch) =>
				touch.atMs > decidedMs(lead) ? { ...touch, atMs: touch.atMs + 30 * DAY_MS } : touch
			)
		}));
		const dropped = leads.map((lead) => ({
			...lead,
			touches: lead.touches.filter(({ atMs }) => atMs <= decidedMs(lead))
		}));
		const doubled = leads.map((lead) => ({
			...lead,
			touches: lead.touches.flatMap((touch) =>
				touch.atMs > decidedMs(lead) ? [touch, { ...touch, type: 'demo' }] : [touch]
			)
		}));
		for (const [name, changed] of Object.entries({ moved, dropped, doubled })) {
			const other = await touchedSource(engine, changed, name);
			const found = await calibrateLeads(engine, other, touchCard, { dataDate });
			expect(found.calibration).toEqual(calibration);
		}
	}, 120_000);

	it('do change when a touch before it is moved', async () => {
		const earlier = leads.map((lead) => ({
			...lead,
			touches: lead.touches.map((touch) => ({ ...touch, atMs: touch.atMs - 9 * DAY_MS }))
		}));
		const other = await touchedSource(engine, earlier, 'earlier');
		const text = JSON.stringify(touchCard);
		const [before, after] = [
			await editedCells(engine, source, text, { dataDate }),
			await editedCells(engine, other, text, { dataDate })
		];
		expect(after.states).not.toEqual(before.states);
	});

	it('are compared with a card that means something else by the same name', async () => {
		const views = (id: string): Scorecard => ({
			...touchCard,
			name: 'Other',
			features: [
				{ id, label: 'Views', kind: 'count', types: ['view'] },
				...(touchCard.features?.slice(1) ?? [])
			],
			groups: JSON.parse(
				JSON.stringify(touchCard.groups).replace('"touch:opens"', JSON.stringify(`touch:${id}`))
			)
		});
		const compared = async (other: Scorecard) => {
			const cards = [touchCard, other].map((scorecard) => ({
				kind: 'card' as const,
				name: scorecard.name,
				scorecard
			}));
			return compareModels(engine, source, cards, touchCard, { dataDate });
		};
		const [clashing, apart] = [await compared(views('opens')), await compared(views('views'))];
		expect(clashing.comparison).toEqual(apart.comparison);
		expect(clashing.comparison.measured).toBe(true);
	}, 60_000);

	it('are refused where there are no touches, or no dates to say which came in time', async () => {
		const { touches: _, ...without } = source;
		await expect(calibrateLeads(engine, without, touchCard)).rejects.toMatchObject({
			code: 'touches-missing',
			params: { rule: 'Opens' }
		});
		const undated = { ...source, mapping: { ...source.mapping, createdAt: null } };
		await expect(calibrateLeads(engine, undated, touchCard)).rejects.toMatchObject({
			code: 'touches-undated'
		});
	});
});

function round(points: number): number {
	return Math.round(points * 1e6) / 1e6;
}

function byScore([a]: [number, number], [b]: [number, number]): number {
	return a - b;
}
