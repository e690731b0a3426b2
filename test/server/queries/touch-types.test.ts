import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardFromRules } from '#lib/domain/scorecard-import/card-from-rules.ts';
import { readRules } from '#lib/domain/scorecard-import/read-rules.ts';
import { rulesOf } from '#lib/domain/scorecard/scorecard.ts';
import { DAY_MS } from '#lib/domain/units.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { cardSource } from '#lib/server/queries/card-source.ts';
import { countRules } from '#lib/server/queries/count-rules.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { touchTypes } from '#lib/server/queries/touch-types.ts';
import { leadPlan } from '#lib/server/usecases/plan-leads.ts';
import { touchedLeads, touchedSource, WINDOW_DAYS } from './touched-leads.ts';

const leads = touchedLeads(800, 11);
let engine: Engine;
let source: LeadsSource;
beforeAll(async () => {
	engine = await openEngine({ directories: [], spillDirectory: tmpdir() });
	source = await touchedSource(engine, leads, 'typed');
});
afterAll(() => engine.close());

describe('types of touches', () => {
	it('are those of the data by the leads that have one', async () => {
		const types = [...new Set(leads.flatMap(({ touches }) => touches.map(({ type }) => type)))];
		const wanted = types
			.map((type) => ({
				type,
				leads: leads.filter(({ touches }) => touches.some((touch) => touch.type === type)).length
			}))
			.sort((a, b) => b.leads - a.leads || (a.type! < b.type! ? -1 : 1));
		expect(await touchTypes(engine, source)).toEqual(wanted);
		expect(await touchTypes(engine, {})).toEqual([]);
	});

	it('stand behind pasted activities: leads that had one by their decision time, later ones left out', async () => {
		const groupNames = { fit: 'F', engagement: 'E', negative: 'N', framework: 'W' };
		const { scorecard } = cardFromRules(readRules('Demo +20\nMail opened +1', { groupNames }), {
			name: 'Pasted',
			fields: new Map([
				['Demo', { touches: 'demo' }],
				['Mail opened', { touches: 'open' }]
			]),
			columns: new Map(),
			signalWindowDays: WINDOW_DAYS,
			horizonDays: 60
		});
		const card = await cardSource(engine, source, scorecard!, WINDOW_DAYS);
		const plan = await leadPlan(engine, card, scorecard!, { dataDate: '2026-12-31T00:00:00Z' });
		const counted = await countRules(engine, card, plan, rulesOf(scorecard!));
		const had = (type: string) =>
			leads.filter(({ createdAtMs, touches }) =>
				touches.some(
					(touch) => touch.type === type && touch.atMs <= createdAtMs + WINDOW_DAYS * DAY_MS
				)
			).length;
		expect(counted.rules.map(({ leads: fired }) => fired)).toEqual([had('demo'), had('open')]);
	});
});
