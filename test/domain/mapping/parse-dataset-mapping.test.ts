import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFileColumns } from '#lib/domain/mapping/check-file-columns.ts';
import { knowsWhen, outcomeColumns } from '#lib/domain/mapping/mapping.ts';
import { parseDatasetMapping } from '#lib/domain/mapping/parse-dataset-mapping.ts';

const LEADS = { id: 'id', outcome: { column: 'won', won: ['yes'] } };
const DEALS = { lead: 'lead', closedAt: 'closed' };

describe('a mapping of several files', () => {
	it('may still be that of a lead file alone', () => {
		const { mapping } = parseDatasetMapping(LEADS);
		expect(mapping).toMatchObject({ leadgauge: 1, leads: { id: 'id', createdAt: null } });
	});

	it('takes one mapping a role, or several for files of different headers', () => {
		const { mapping } = parseDatasetMapping({
			leadgauge: 1,
			name: 'Spring',
			leads: {
				...LEADS,
				email: 'E-Mail',
				unit: 'person',
				merges: { product: { GTXPro: 'GTX Pro' } }
			},
			touches: { lead: { column: 'mail', by: 'email' }, at: 'at' },
			costs: [
				{ day: 'Tag', amount: 'Betrag', currency: { code: 'EUR' } },
				{ file: 'budget.xlsx', months: [{ column: 'Jan', month: '2026-01' }], kind: 'tool' }
			],
			lookups: [{ file: 'accounts.csv', key: 'name', leadColumn: 'account' }]
		});
		expect(mapping?.touches).toEqual([
			{
				lead: { column: 'mail', by: 'email' },
				at: 'at',
				type: null,
				detail: null,
				channel: null,
				byUs: null
			}
		]);
		expect(mapping?.costs?.map(({ kind, amount }) => [kind, amount])).toEqual([
			['marketing', 'Betrag'],
			['tool', null]
		]);
		expect(mapping?.leads.merges).toEqual({ product: { GTXPro: 'GTX Pro' } });
	});

	it('names every trouble with its path', () => {
		const { issues } = parseDatasetMapping({
			leadgauge: 1,
			leads: { ...LEADS, unit: 'house', outcome: { column: 'won', won: [] } },
			touches: [{ lead: 7, at: 'at' }, { lead: 'a' }],
			costs: { months: [{ column: 'Jan', month: '2026-13' }] },
			toches: {}
		});
		expect(issues.map(({ code, params }) => [code, params.path])).toEqual([
			['mapping-unknown-field-near', 'toches'],
			['mapping-field', 'leads.outcome.won'],
			['mapping-field', 'leads.unit'],
			['mapping-field', 'touches[0].lead'],
			['mapping-field', 'touches[1].at'],
			['mapping-field', 'costs.months.month']
		]);
	});

	it('says which files an outcome from elsewhere needs', () => {
		const code = (mapping: object) => parseDatasetMapping(mapping).issues.map((each) => each.code);
		const leads = { id: 'id', outcome: { from: 'deals' } };
		expect(code({ leadgauge: 1, leads })).toEqual(['mapping-needs-deals']);
		const undated = { lead: 'lead', outcome: { column: 'won', won: ['yes'] } };
		expect(code({ leadgauge: 1, leads, deals: undated })).toEqual(['mapping-needs-closing-dates']);
		expect(code({ leadgauge: 1, leads, deals: DEALS })).toEqual([]);
		const stages = { from: 'stages', won: ['Won'] };
		expect(code({ leadgauge: 1, leads: { id: 'id', outcome: stages } })).toEqual([
			'mapping-needs-stages'
		]);
	});

	it('needs the columns it names, file by file', () => {
		const { mapping } = parseDatasetMapping({ leadgauge: 1, leads: LEADS, deals: DEALS });
		const issues = checkFileColumns('deals', mapping!.deals![0], 'deals.csv', ['lead', 'close']);
		expect(issues).toMatchObject([
			{
				code: 'mapping-column-near',
				file: 'deals.csv',
				column: 'closed',
				params: { path: 'deals.closedAt', close: 'close' }
			}
		]);
	});

	it('of any shape is refused, never an error', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (json) => {
				const { mapping, issues } = parseDatasetMapping(json);
				expect(mapping === null).toBe(issues.length > 0);
			})
		);
	});
});

describe('an outcome', () => {
	it('is dated where somebody says when', () => {
		const flag = { column: 'stage', won: ['Won'], lost: ['Lost'] };
		expect(knowsWhen(flag)).toBe(false);
		expect(knowsWhen({ ...flag, at: 'closed' })).toBe(true);
		expect(knowsWhen({ wonAt: 'won', lostAt: null })).toBe(true);
		expect(knowsWhen({ from: 'deals' })).toBe(true);
		expect(outcomeColumns({ ...flag, at: 'closed' })).toEqual(['stage', 'closed']);
		expect(outcomeColumns({ from: 'deals' })).toEqual([]);
	});
});
