import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LeadFiles } from './lead-files.ts';

const ROWS = 12_000;
const MAPPING = {
	id: 'id',
	createdAt: 'created',
	source: 'source',
	outcome: { wonAt: 'won' },
	value: 'amount',
	order: null,
	missing: []
};
const HEADER = 'id,created,source,won,amount,visits,share,empty';

/** One value a row is given in place of its own. */
type Odd = Partial<
	Record<'created' | 'source' | 'won' | 'amount' | 'visits' | 'share' | 'empty', string>
>;

function row(i: number, odd: Odd = {}): string {
	const day = String(1 + (i % 28)).padStart(2, '0');
	const own = {
		created: `2025-01-${day} 08:30:00`,
		source: ['fair', 'web', 'partner'][i % 3],
		won: i % 5 === 0 ? `2025-03-${day} 10:00:00` : '',
		amount: i % 5 === 0 ? `${1000 + i}.50` : '',
		visits: String(i % 40),
		share: `0.${100 + (i % 900)}`,
		empty: '',
		...odd
	};
	return [
		`L${i}`,
		...HEADER.split(',')
			.slice(1)
			.map((name) => own[name as keyof Odd])
	].join(',');
}

/** A file whose row `at` is odd. */
function file(at: number, odd: Odd): string {
	const rows = Array.from({ length: ROWS }, (_, i) => row(i, i === at ? odd : {}));
	return `${[HEADER, ...rows].join('\n')}\n`;
}

const files = new LeadFiles();
beforeEach(() => (files.progress = []));
afterEach(() => files.close());

/** What became of a file and its odd value, without where in it that stands. */
async function loaded(at: number, odd: Odd) {
	await files.write(file(at, odd));
	const { schema, counts } = await files.check(MAPPING);
	const column = schema.find(({ name }) => name === Object.keys(odd)[0])?.column ?? '';
	const stored = await files.texts(column, `FROM dataset.leads WHERE id = 'L${at}'`);
	const rejects = await files.texts(
		`concat_ws(' ', code, column_name, found)`,
		'FROM dataset.rejects'
	);
	await files.close();
	return {
		columns: schema.map(({ name, type }) => [name, type]),
		counts,
		stored,
		rejects
	};
}

describe('a file whose last rows are not like its first ones', () => {
	const breaks: [string, Odd][] = [
		['a new level', { source: 'podcast' }],
		['a text among numbers', { visits: 'many' }],
		['a decimal among whole numbers', { visits: '2.5' }],
		['a code among numbers', { visits: '007' }],
		['a number too large to be exact', { share: '90071992547409930' }],
		['a whole number of more than 32 bits', { visits: '5000000000' }],
		['a date that is none', { won: 'soon' }],
		['a date that stands for no date', { won: '9999-12-31 00:00:00' }],
		['a time with an offset', { won: '2025-03-01 10:00:00+02' }],
		['an amount that is none', { amount: 'much' }],
		['a creation date that is none', { created: 'yesterday' }],
		['a value in a column that is empty elsewhere', { empty: '17' }]
	];
	it.each(breaks)('is read like one that begins with %s', async (_, odd) => {
		expect(await loaded(11_500, odd)).toEqual(await loaded(100, odd));
	});
});
