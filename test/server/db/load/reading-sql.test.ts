import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempt, hasOffset } from '#lib/server/db/load/reading-sql.ts';

let instance: DuckDBInstance;
let connection: DuckDBConnection;
beforeAll(async () => {
	instance = await DuckDBInstance.create(':memory:');
	connection = await instance.connect();
});
afterAll(() => {
	connection.closeSync();
	instance.closeSync();
});

async function read(expression: string, texts: string[]): Promise<unknown[]> {
	const values = texts.map((text) => `('${text.replaceAll("'", "''")}')`).join(', ');
	const found = await connection.runAndReadAll(
		`SELECT ${expression} FROM (VALUES ${values}) AS t(text)`
	);
	return found.getRowsJson().map(([value]) => value);
}

const two = (value: number) => String(value).padStart(2, '0');

/** Ways in which Germans write a time, with what of it is kept. */
const FORMS: { write: (t: Date) => string; keep: 'day' | 'minute' | 'second' }[] = [
	{
		write: (t) => `${two(t.getUTCDate())}.${two(t.getUTCMonth() + 1)}.${t.getUTCFullYear()}`,
		keep: 'day'
	},
	{ write: (t) => `${t.getUTCDate()}.${t.getUTCMonth() + 1}.${t.getUTCFullYear()}`, keep: 'day' },
	{
		write: (t) => `${t.getUTCDate()}.${t.getUTCMonth() + 1}.${two(t.getUTCFullYear() % 100)}`,
		keep: 'day'
	}
];
const CLOCKS: { write: (t: Date) => string; keep: 'day' | 'minute' | 'second' }[] = [
	{ write: () => '', keep: 'day' },
	{ write: (t) => ` ${two(t.getUTCHours())}:${two(t.getUTCMinutes())}`, keep: 'minute' },
	{ write: (t) => ` ${t.getUTCHours()}:${two(t.getUTCMinutes())}`, keep: 'minute' },
	{ write: (t) => `, ${two(t.getUTCHours())}:${two(t.getUTCMinutes())} Uhr`, keep: 'minute' },
	{
		write: (t) => ` ${two(t.getUTCHours())}:${two(t.getUTCMinutes())}:${two(t.getUTCSeconds())}`,
		keep: 'second'
	}
];
const KEPT = { day: 10, minute: 16, second: 19 };

const time = fc
	.date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2068-12-31T23:59:59Z') })
	.filter((date) => Number.isFinite(date.getTime()));

describe('a German time', () => {
	it('is read alike in every form in which it is written', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(time, { minLength: 1, maxLength: 20 }), async (times) => {
				const all = times.flatMap((t) =>
					FORMS.flatMap((date) =>
						CLOCKS.map((clock) => ({
							text: date.write(t) + clock.write(t),
							expected: `${t.toISOString().slice(0, KEPT[clock.keep]).replace('T', ' ')}${'1970-01-01 00:00:00'.slice(KEPT[clock.keep])}`
						}))
					)
				);
				const found = await read(
					`CAST(${attempt('german-time', 'text')} AS VARCHAR)`,
					all.map(({ text }) => text)
				);
				expect(found).toEqual(all.map(({ expected }) => expected));
			}),
			{ numRuns: 20 }
		);
	});
	it.each([
		'32.01.2024',
		'01.13.2024',
		'29.02.2023',
		'01.01.20x4',
		'01.01.2024 25:00',
		'01.01.2024 12:60:00',
		'01.01.2024 12:00+05',
		'01-01-2024',
		'2024.01.01',
		'12.345,67',
		'..........'
	])('is not read from %s', async (text) => {
		expect(await read(attempt('german-time', 'text'), [text])).toEqual([null]);
	});
});

describe('an offset from UTC', () => {
	it.each([
		['2024-01-01', false],
		['2024-01-01 12:00', false],
		['2024-01-01 12:00:00', false],
		['2024-01-01T12:00:00', false],
		['2024-01-01 12:00-02', true],
		['2024-01-01 12:00:00+01', true],
		['2024-01-01T12:00:00.000-0800', true]
	])('of %s is seen: %s', async (text, expected) => {
		expect(await read(hasOffset('text'), [text])).toEqual([expected]);
	});
});
