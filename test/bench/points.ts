import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Design } from '#lib/domain/logistic/design.ts';
import { integerCard } from '#lib/domain/points/integer-card.ts';
import type { ProofWatch } from '#lib/domain/points/proof-watch.ts';
import { random } from '#lib/domain/random.ts';
import { SHARED, has, sharedTable } from '../reference/table.ts';

/** FasterRisk 29e6288 on its own data, points from -5 to 5: its loss, and its time on two cores where that was measured. */
const CASES = [
	{ data: 'mammo', maxRules: 5, loss: 444.95874, seconds: null, prove: true },
	{ data: 'mammo', maxRules: 10, loss: 440.953543, seconds: 1.49, prove: true },
	{ data: 'adult', maxRules: 5, loss: 12282.185809, seconds: 10.44, prove: false },
	{ data: 'adult', maxRules: 5, loss: 12282.185809, seconds: 10.44, prove: true },
	{ data: 'adult', maxRules: 17, loss: 11292.031539, seconds: 92.9, prove: false },
	{ data: 'adult', maxRules: 20, loss: 11292.031539, seconds: 92.9, prove: false },
	{ data: 'adult', maxRules: 36, loss: null, seconds: null, prove: false }
];

/** Cells that 20 rules may leave of many leads. */
const CELLS = [1_000, 10_000, 100_000, 300_000];

/**
 * Times the search for whole points, and its proof, beside FasterRisk's; then how the time grows with the number of cells.
 * Every case runs twice and the second run counts, as in a server that has warmed up.
 *
 * @param print - one line at a time
 */
export function benchPoints(print: (line: string) => void = console.log): void {
	for (const { data, maxRules, loss, seconds, prove } of CASES) {
		const path = `reference/data/fr_${data}_data.csv`;
		if (!has(path)) {
			print(`points ${data} k<=${maxRules}: skipped, ${path} is not there`);
			continue;
		}
		const ours = timed(designOf(path), maxRules, () => prove);
		const better =
			loss === null ? '' : `, FasterRisk ${loss.toFixed(3)} (${(ours.loss - loss).toFixed(3)})`;
		const ratio =
			seconds === null
				? ''
				: `, ${(seconds / ours.seconds).toFixed(1)} times as fast as ${seconds} s`;
		const proof = prove ? ` ${ours.certified ? 'certified' : 'NOT certified'}` : ' without proof';
		print(
			`points ${data} k<=${maxRules}${proof}: ${ours.seconds.toFixed(2)} s, loss ${ours.loss.toFixed(3)}${better}${ratio}`
		);
	}
	let before: number | null = null;
	for (const cells of CELLS) {
		const { seconds } = timed(plantedCells(cells), 20, () => false);
		const growth =
			before === null ? '' : `, ${(seconds / before).toFixed(1)} times the time before`;
		print(`points 20 rules, ${cells} cells: ${seconds.toFixed(2)} s${growth}`);
		before = seconds;
	}
}

function timed(design: Design, maxRules: number, watch: ProofWatch) {
	const run = () => {
		const started = performance.now();
		const found = integerCard(design, { min: -5, max: 5, maxRules }, watch);
		const seconds = (performance.now() - started) / 1000;
		if (!found.measured) throw new Error(found.reason);
		return { seconds, loss: found.loss, certified: found.certified };
	};
	run();
	return run();
}

function designOf(path: string): Design {
	const [header] = readFileSync(resolve(SHARED, path), 'utf8').split(/\r?\n/, 1);
	const [outcome, ...names] = header.split(',');
	const table = sharedTable(path);
	return {
		names,
		columns: names.map((name) => table.numbers(name)),
		n: new Float64Array(table.rows).fill(1),
		k: table.numbers(outcome)
	};
}

/** Twenty yes/no rules that fire on every fourth lead, four leads a cell. */
function plantedCells(cells: number): Design {
	const next = random(20);
	const columns = Array.from({ length: 20 }, () =>
		Float64Array.from({ length: cells }, () => Number(next() < 0.25))
	);
	const n = new Float64Array(cells).fill(4);
	const k = n.map((leads, c) => {
		const logit = columns.reduce((sum, column, j) => sum + column[c] * (1 - j / 8), -1);
		let wins = 0;
		for (let i = 0; i < leads; i++) wins += Number(next() < 1 / (1 + Math.exp(-logit)));
		return wins;
	});
	return { names: columns.map((_, j) => `rule ${j + 1}`), columns, n, k };
}
