import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MISSING } from '#lib/domain/cells/cells.ts';
import { raw } from '#lib/domain/query/sql.ts';
import { rulesOf, type Condition, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { countRules } from '#lib/server/queries/count-rules.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { draftRules } from '#lib/server/usecases/draft-rules.ts';
import { editedCells } from '#lib/server/usecases/edited-cells.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await openEngine({ directories: [], spillDirectory: tmpdir() });
	await engine.run(`CREATE TABLE leads AS SELECT row_number::BIGINT row_number, NULL::TIMESTAMP created_at,
		NULL::TIMESTAMP won_at, NULL::TIMESTAMP lost_at, NULL::TIMESTAMP worked_at, won::BOOLEAN won, NULL::VARCHAR account,
		NULL::DOUBLE order_key, c0::VARCHAR c0, c1::DOUBLE c1
		FROM (VALUES (1, true, 'web', 0), (2, false, 'web', 2), (3, false, 'web', 2), (4, true, NULL, 9),
			(5, true, 'rival', 2), (6, NULL, 'fair', 1)) AS rows(row_number, won, c0, c1)`);
});
afterAll(() => engine.close());

const source: LeadsSource = {
	table: raw('leads'),
	columns: [
		{ column: 'c0', name: 'source', type: 'text' },
		{ column: 'c1', name: 'views', type: 'number' }
	],
	mapping: {
		id: 'row',
		createdAt: null,
		source: 'source',
		outcome: { column: 'won', won: ['yes'], lost: ['no'] },
		value: null,
		order: null,
		missing: []
	},
	fileSha256: '',
	rows: 6
};

const card = (fields: string[], exclusions: Condition[] = []): Scorecard => ({
	leadgauge: 1,
	name: 'Card',
	signalWindowDays: 0,
	horizonDays: 90,
	groups: [
		{
			id: 'fit',
			label: 'Fit',
			kind: 'fit',
			rules: fields.map((field, r) => ({
				id: `r${r}`,
				label: field,
				points: 1,
				when: { field, operator: 'equals', value: field === 'views' ? 2 : 'web' }
			}))
		}
	],
	exclusions: exclusions.map((when, e) => ({ id: `e${e}`, label: 'Out', when })),
	thresholds: { mql: null, sql: null }
});
const cells = (scorecard: Scorecard) => editedCells(engine, source, JSON.stringify(scorecard));

describe('the cells of a card being edited', () => {
	it('hold every lead that counts, in one part, and none that does not', async () => {
		const rival: Condition = { field: 'source', operator: 'equals', value: 'rival' };
		const found = await cells(card(['source', 'views'], [rival]));
		const rows = Array.from({ length: found.length }, (_, c) => [
			...found.states.map((column) => column[c]),
			found.n[c],
			found.k[c]
		]);
		// Lead 5 is excluded, the outcome of lead 6 is unknown.
		expect(rows.sort()).toEqual(
			[
				[1, 0, 1, 1],
				[1, 1, 2, 0],
				[MISSING, 0, 1, 1]
			].sort()
		);
		expect([...found.test]).toEqual([0, 0, 0]);
	});

	it('of a card without rules, or on a column that is not there, are refused', async () => {
		await expect(cells(card([]))).rejects.toMatchObject({ code: 'card-without-rules' });
		await expect(cells(card(['city']))).rejects.toMatchObject({ code: 'field-unknown' });
		await expect(editedCells(engine, source, '{}')).rejects.toMatchObject({
			code: 'scorecard-broken'
		});
	});
});

describe('counts behind rules', () => {
	const plan = {
		windowDays: 0,
		horizonDays: 90,
		dataDate: null,
		maturityKnown: false,
		outcome: 'flag' as const,
		exclusions: []
	};
	const count = (fields: string[]) => countRules(engine, source, plan, rulesOf(card(fields)));

	it('are the same for a rule among a hundred, and stand in order', async () => {
		const fields = Array.from({ length: 120 }, (_, i) => ['source', 'views'][i % 2]);
		const { leads, wins, rules } = await count(fields);
		expect([leads, wins]).toEqual([5, 3]);
		const alone = (await count(['source', 'views'])).rules;
		expect(alone).toEqual([
			{ leads: 3, wins: 1, missing: 1 },
			{ leads: 3, wins: 1, missing: 0 }
		]);
		expect(rules).toEqual(fields.map((_, i) => alone[i % 2]));
	});

	it('of no rule are those of all leads', async () => {
		expect(await count([])).toEqual({ leads: 5, wins: 3, rules: [] });
	});
});

describe('rules drafted from columns', () => {
	it('come with what the columns hold', async () => {
		const drafts = await draftRules(engine, source, ['source', 'views']);
		expect(drafts.map(({ column, conditions }) => [column.name, conditions])).toEqual([
			[
				'source',
				[
					{ when: { field: 'source', operator: 'equals', value: 'fair' } },
					{ when: { field: 'source', operator: 'equals', value: 'rival' } }
				]
			],
			['views', [{ each: { field: 'views', per: 1, atMost: 5 } }]]
		]);
	});
});
