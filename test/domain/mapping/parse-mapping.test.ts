import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMapping } from '#lib/domain/mapping/parse-mapping.ts';
import { similarNames } from '#lib/domain/mapping/similar-names.ts';

const NAMES = ['id', 'created', 'source', 'won', 'won at'];
const FULL = {
	id: 'id',
	createdAt: 'created',
	source: 'source',
	outcome: { column: 'won', won: ['yes'] },
	value: null,
	order: 'row',
	missing: ['-']
};

describe('a mapping file', () => {
	it('is read in the format of the command line', () => {
		const { mapping } = parseMapping(FULL, NAMES);
		expect(mapping).toEqual({ ...FULL, account: null, workedAt: null, acceptedAt: null });
	});

	it('may name a date as the outcome', () => {
		const { mapping } = parseMapping({ id: 'row', outcome: { wonAt: 'won at' } }, NAMES);
		expect(mapping?.outcome).toEqual({ wonAt: 'won at', lostAt: null });
	});

	it('may give values as numbers or flags', () => {
		const outcome = { column: 'won', won: [1, true] };
		expect(parseMapping({ ...FULL, outcome }, NAMES).mapping?.outcome).toEqual({
			column: 'won',
			won: ['1', 'true']
		});
	});

	it('names every field that is wrong: path, expected, found', () => {
		const { issues } = parseMapping({ id: 7, outcome: { column: 'won' }, missing: 'x' }, NAMES);
		expect(issues.map(({ params }) => params)).toEqual([
			{ path: 'id', expected: 'column', found: '7' },
			{ path: 'outcome.won', expected: 'values', found: '' },
			{ path: 'missing', expected: 'values-or-none', found: '"x"' }
		]);
	});

	it('names columns that are not there, with the closest that are', () => {
		const { issues } = parseMapping({ ...FULL, source: 'Sorce', createdAt: 'zzzzzzzz' }, NAMES);
		expect(issues).toEqual([
			{
				code: 'mapping-column',
				severity: 'error',
				column: 'zzzzzzzz',
				params: { path: 'createdAt', found: 'zzzzzzzz', close: '' }
			},
			{
				code: 'mapping-column-near',
				severity: 'error',
				column: 'Sorce',
				params: { path: 'source', found: 'Sorce', close: 'source' }
			}
		]);
	});

	it('names fields it does not know', () => {
		const { issues } = parseMapping({ ...FULL, createAt: 'created' }, NAMES);
		expect(issues[0]).toMatchObject({
			code: 'mapping-unknown-field-near',
			params: { path: 'createAt', close: expect.stringContaining('createdAt') }
		});
	});

	it('is checked by its format alone where the columns are not known', () => {
		expect(parseMapping(FULL, null).mapping).not.toBeNull();
	});

	it('of any shape gives a mapping or reasons, and never throws', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (json) => {
				const { mapping, issues } = parseMapping(json, NAMES);
				expect(mapping === null).toBe(issues.length > 0);
			})
		);
		const hostile = JSON.parse('{"__proto__": {"id": "x"}, "constructor": 1}');
		expect(parseMapping(hostile, NAMES).mapping).toBeNull();
	});
});

describe('similar names', () => {
	it('are the closest three, without regard to letter case', () => {
		const names = ['Lead Source', 'Lead Sources', 'lead source 2', 'Country', 'Source of lead'];
		expect(similarNames('led source', names)).toEqual([
			'Lead Source',
			'Lead Sources',
			'lead source 2'
		]);
	});
});
