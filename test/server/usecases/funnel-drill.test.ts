import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { incidenceAt, winsBy } from '#lib/domain/funnel/cumulative-incidence.ts';
import type { CohortFunnel } from '#lib/domain/funnel/cohort-funnel.ts';
import { parseLeadSet } from '#lib/domain/query/lead-set.ts';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import type { Measured } from '#lib/domain/units.ts';
import { countLeadSet, readLeadSet } from '#lib/server/queries/read-lead-set.ts';
import type { FigureDesk } from '#lib/server/usecases/figure-desk.ts';
import { funnelBands, funnelPressure } from '#lib/server/usecases/funnel-bands.ts';
import { funnelDesk } from '#lib/server/usecases/funnel-desk.ts';
import { funnelIncidence, funnelMap } from '#lib/server/usecases/funnel-incidence.ts';
import { funnelBreakdown } from '#lib/server/usecases/funnel-parts.ts';
import { funnelRejections } from '#lib/server/usecases/funnel-rejections.ts';
import { funnelSettings } from '#lib/server/usecases/funnel-settings.ts';
import { funnelResponse } from '#lib/server/usecases/funnel-times.ts';
import { funnelView } from '#lib/server/usecases/funnel-view.ts';
import { useFigures } from './sample-desk.ts';

const { sampleDesk } = useFigures();
const { scorecard } = parseScorecard(JSON.parse(readFileSync('models/baseline.json', 'utf8')));
const asked = ['', 'from=2026-02-01&to=2026-08-31&filter=source:webinar&filter=source:partner'];

function measured<T>(value: Measured<T>): { measured: true } & T {
	if (!value.measured) throw new Error(value.reason);
	return value;
}

/** Leads of a set; as many stand in the list as are counted. */
async function drilled(desk: FigureDesk, text: string): Promise<number> {
	const set = parseLeadSet(text)!;
	const count = await countLeadSet(desk, set, scorecard);
	const listed = await readLeadSet(desk, set, 100_000, scorecard);
	expect(new Set(listed.map(({ row }) => row)).size).toBe(count);
	return count;
}

describe.each(asked)('leads behind the figures of “%s”', (query) => {
	it('are those a curve by age counts, on each day', async () => {
		const desk = await sampleDesk(query);
		const { stages } = measured(await funnelIncidence(funnelDesk(desk)));
		for (const { stage, incidence } of [stages[0], stages.at(-1)!]) {
			for (const day of [1, 30, incidence.lastDay]) {
				expect(await drilled(desk, `curve-${day}:${stage.id}`)).toBe(winsBy(incidence, day));
			}
			expect(incidenceAt(incidence, incidence.lastDay)).not.toBeNull();
		}
	});

	it.each([
		['by the clock', ''],
		['in open hours', 'hours=business&zone=America/New_York']
	])('are those answered within a time, %s', async (_, hours) => {
		const desk = await sampleDesk(query);
		const settings = funnelSettings(new URLSearchParams(hours));
		const found = measured(await funnelResponse(funnelDesk(desk), settings));
		const zone = hours ? '@America/New_York' : '';
		for (const { minutes, answered } of found.within) {
			expect(await drilled(desk, `answered-${minutes}${zone}`)).toBe(answered);
		}
		expect(found.within.at(-1)!.answered).toBeGreaterThan(0);
		expect(await drilled(desk, 'unanswered')).toBe(found.waiting);
	});

	it('are those that unsubscribed in weeks with so many touches', async () => {
		const desk = await sampleDesk(query);
		const { bands } = measured(await funnelPressure(funnelDesk(desk)));
		for (const { from, unsubscribed } of bands) {
			expect(await drilled(desk, `unsubscribed-${from}`)).toBe(unsubscribed);
		}
		expect(bands.some(({ unsubscribed }) => unsubscribed > 0)).toBe(true);
	});

	it('are those that were rejected or lost for a reason', async () => {
		const desk = await sampleDesk(query);
		const { reasons } = measured(await funnelRejections(funnelDesk(desk)));
		for (const { stage, reason, leads } of reasons) {
			expect(await drilled(desk, `rejected:${stage}:${reason}`)).toBe(leads);
		}
		expect(reasons.length).toBeGreaterThan(3);
	});

	it('are those of a band of the score, and the won ones of them', async () => {
		const desk = await sampleDesk(query);
		const { bands } = measured(await funnelBands(funnelDesk(desk), scorecard));
		for (const { from, to, rate } of bands) {
			const range = `${from ?? ''}..${to ?? ''}`;
			const { leads, wins } = rate.measured ? rate : { leads: 0, wins: 0 };
			expect(await drilled(desk, `points:${range}`)).toBe(leads);
			expect(await drilled(desk, `won-points:${range}`)).toBe(wins);
		}
	});

	it('are all others of a breakdown, however many values they have', async () => {
		const desk = await sampleDesk(`${query}&by=employees`);
		const { parts } = measured(await funnelBreakdown(funnelDesk(desk), 'employees', false));
		const others = parts.find(({ value }) => value === null)!;
		expect(others.named).toEqual([]);
		expect(await drilled(desk, 'rest:employees:all')).toBe(others.selected);
		const { steps, leads } = measured(others.found);
		expect(await drilled(desk, 'rest:employees:counted')).toBe(leads);
		for (const { stage, n } of steps) {
			expect(await drilled(desk, `rest:employees:reached:${stage.id}`)).toBe(n);
		}
	});
});

describe('windows of single steps', () => {
	it.each(['any', 'strict'])(
		'hold for the bars, the curves by age and the map alike (%s order)',
		async (order) => {
			const query = `to=2026-03-31&age=180&steps=~7~30&order=${order}`;
			const of = funnelDesk(await sampleDesk(query));
			const { found } = await funnelView(of, 'cohort');
			const { steps } = measured(found as Measured<CohortFunnel>);
			const { stages } = measured(await funnelIncidence(of));
			const free = measured(await funnelIncidence(funnelDesk(await sampleDesk('to=2026-03-31'))));
			for (const [s, { stage, incidence }] of stages.entries()) {
				expect(winsBy(incidence, 180)).toBe(steps[s + 1].n);
				expect(winsBy(incidence, 180)!).toBeLessThan(winsBy(free.stages[s].incidence, 180)!);
				const { rows, agesDays } = measured(await funnelMap(of, stage.id));
				const reached = rows.map(({ cells }) => cells[agesDays.indexOf(180)].soFar);
				expect(reached.reduce((a, b) => a + b, 0)).toBe(steps[s + 1].n);
			}
		}
	);
});

describe('leads behind no figure', () => {
	it('are none where the figure is not measured', async () => {
		const desk = await sampleDesk();
		expect(await countLeadSet(desk, parseLeadSet('points:0..40')!, null)).toBe(0);
		expect(await countLeadSet(desk, parseLeadSet('points:9000..')!, scorecard)).toBe(0);
	});

	it('are refused where the stage, the column or the time zone is not known', async () => {
		const desk = await sampleDesk();
		const ask = (text: string) => countLeadSet(desk, parseLeadSet(text)!);
		await expect(ask('curve-30:nowhere')).rejects.toMatchObject({ code: 'stage-unknown' });
		await expect(ask('rest:nothing:all')).rejects.toMatchObject({ code: 'field-unknown' });
		await expect(ask('answered-5@Nowhere')).rejects.toMatchObject({ code: 'setting-invalid' });
	});
});
