import { raw } from '#lib/domain/query/sql.ts';
import type { Rule, Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';

const LEVELS = 8;
const STEPS = 4;

/** Which 20 rules a card has. */
export interface RuleMix {
	name: string;
	/** Share of leads on which each yes/no rule fires. */
	yesNo: number[];
	/** Rules on levels of one text: they exclude one another. One entry a text. */
	ofText: number[];
}

export const RULE_MIXES: RuleMix[] = [
	{
		name: 'attributes that exclude one another: 4 texts with 14 rules, 4 yes/no, 2 counts of up to 4 steps',
		yesNo: [0.2, 0.12, 0.05, 0.03],
		ofText: [4, 4, 3, 3]
	},
	{
		name: 'nearly all rules free of one another: 14 yes/no, 4 texts with a rule each, 2 counts of up to 4 steps',
		yesNo: [0.42, 0.35, 0.3, 0.24, 0.2, 0.16, 0.12, 0.1, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02],
		ofText: [1, 1, 1, 1]
	}
];

/**
 * A DuckDB table of so many leads, made inside the engine from hashes of the row number, and a card of 20 rules on it.
 * Columns are stored as an import stores them: whole numbers in 32 bits read as doubles, texts of few levels as ENUM.
 */
export async function plantedTable(
	engine: Engine,
	leads: number,
	{ yesNo: shares, ofText }: RuleMix
): Promise<{ source: LeadsSource; scorecard: Scorecard }> {
	const draw = (j: number) => `(hash(i * 64 + ${j}) % 1000003) / 1000003.0`;
	const yesNo = shares.map((share, j) => `(${draw(j)} < ${share})::INTEGER AS b${j}`);
	const texts = [0, 1, 2, 3].map(
		(j) =>
			`concat('level ', least(${LEVELS - 1}, floor(-ln(${draw(20 + j)} + 1e-9) * 2))::INTEGER) AS t${j}`
	);
	const counts = [0, 1].map(
		(j) => `least(9, floor(-ln(${draw(30 + j)} + 1e-9) * 1.2))::INTEGER AS s${j}`
	);
	const weights = shares.map((_, j) => `${(0.3 + 0.06 * j) * (j % 3 === 2 ? -1 : 1)} * b${j}`);
	const logOdds = `-2.6 + ${weights.join(' + ')} + 0.5 * (t0 = 'level 0')::INTEGER + 0.35 * least(s0, ${STEPS})`;
	const levels = Array.from({ length: LEVELS }, (_, level) => `'level ${level}'`).join(', ');
	await engine.run(`CREATE TYPE level AS ENUM (${levels})`);
	await engine.run(`CREATE TABLE stored AS
SELECT i + 1 AS row_number, TIMESTAMP '2023-01-01' + to_minutes(CAST(i * 1000000 // ${leads} AS BIGINT)) AS created_at,
	${shares.map((_, j) => `b${j}`).join(', ')}, ${[0, 1, 2, 3].map((j) => `t${j}::level AS t${j}`).join(', ')}, s0, s1,
	${draw(40)} < 1 / (1 + exp(-(${logOdds}))) AS won
FROM (SELECT range AS i, ${[...yesNo, ...texts, ...counts].join(', ')} FROM range(${leads}))`);
	await engine.run(`CREATE VIEW leads AS SELECT row_number, created_at,
	CASE WHEN won THEN created_at + INTERVAL 30 DAY END AS won_at, NULL::TIMESTAMP AS lost_at, NULL::TIMESTAMP AS worked_at,
	won, NULL::VARCHAR AS account, row_number::DOUBLE AS order_key,
	${[...shares.keys()].map((j) => `b${j}::DOUBLE AS b${j}, b${j} AS whole_b${j}`).join(', ')}, t0, t1, t2, t3, s0::DOUBLE AS s0, s1::DOUBLE AS s1, s0 AS whole_s0, s1 AS whole_s1 FROM stored`);
	return { source: sourceOf(leads, shares.length), scorecard: card(shares.length, ofText) };
}

function sourceOf(rows: number, yesNo: number): LeadsSource {
	const number = [...Array.from({ length: yesNo }, (_, j) => `b${j}`), 's0', 's1'];
	const text = ['t0', 't1', 't2', 't3'];
	return {
		table: raw('leads'),
		columns: [
			...number.map((name) => ({
				column: name,
				name,
				type: 'number' as const,
				compared: `whole_${name}`
			})),
			...text.map((name) => ({ column: name, name, type: 'text' as const, levels: 'level' }))
		],
		mapping: {
			id: 'row',
			createdAt: 'created_at',
			source: null,
			outcome: { wonAt: 'won_at' },
			value: null,
			order: null,
			missing: []
		},
		fileSha256: '',
		rows
	};
}

function card(yesNo: number, ofText: number[]): Scorecard {
	const texts = ofText.flatMap((rules, j) =>
		Array.from({ length: rules }, (_, level) => ({ j, level }))
	);
	const rules: Rule[] = [
		...Array.from({ length: yesNo }, (_, j): Rule => {
			const id = `b${j}`;
			return { id, label: id, points: 5, when: { field: id, operator: 'equals', value: 1 } };
		}),
		...texts.map(({ j, level }): Rule => {
			const id = `t${j}-${level}`;
			const when = { field: `t${j}`, operator: 'equals' as const, value: `level ${level}` };
			return { id, label: id, points: 5, when };
		}),
		...[0, 1].map((j): Rule => {
			const id = `s${j}`;
			return { id, label: id, points: 2, each: { field: id, per: 1, atMost: STEPS } };
		})
	];
	return {
		leadgauge: 1,
		name: 'Planted',
		signalWindowDays: 0,
		horizonDays: 60,
		groups: [{ id: 'all', label: 'All', kind: 'fit', rules }],
		exclusions: [],
		thresholds: { mql: null, sql: null }
	};
}
