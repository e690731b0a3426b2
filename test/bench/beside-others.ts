import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import LogisticRegression from 'ml-logistic-regression';
import { Matrix } from 'ml-matrix';
import type { Cells } from '#lib/domain/cells/cells.ts';
import { designFromCells } from '#lib/domain/logistic/design-from-cells.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { fitLogistic, type LogisticFit } from '#lib/domain/logistic/fit-logistic.ts';
import { cellsQuery } from '#lib/domain/query/cells-query.ts';
import type { SplitCut } from '#lib/domain/query/leads-query.ts';
import { parameterized, raw } from '#lib/domain/query/sql.ts';
import { rulesOf } from '#lib/domain/scorecard/scorecard.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { leadsTable } from '#lib/server/queries/leads-source.ts';
import { readCells } from '#lib/server/queries/read-cells.ts';
import { leadPlan } from '#lib/server/usecases/plan-leads.ts';
import { medianMs, ratio, seconds } from './measure.ts';
import { plantedTable, RULE_MIXES, type RuleMix } from './planted-table.ts';

const run = promisify(execFile);
const HERE = join(import.meta.dirname, 'beside-others');
/** A formula fit of R holds several copies of the rows; above this only its bare `glm.fit` is asked. */
const MOST_LEADS_FOR_GLM = 1_000_000;
/** Gradient steps of the slow program that are timed. */
const STEPS = 3;
/** Its rows are lists of numbers: above this they do not fit into the process. */
const MOST_LEADS_FOR_LISTS = 1_000_000;

/**
 * Cells + fit with standard errors from a DuckDB table of 20 rules, beside scikit-learn, R and ml-logistic-regression on the
 * same rows. Their time is that of the fit alone, the rows already in memory; ours begins at the table.
 *
 * @param sizes - leads, one table after the other
 */
export async function benchBesideOthers(sizes: number[]): Promise<void> {
	for (const mix of RULE_MIXES) {
		console.log(`20 rules, ${mix.name}`);
		await benchMix(sizes, mix);
	}
}

async function benchMix(sizes: number[], mix: RuleMix): Promise<void> {
	let before: { leads: number; ms: number } | null = null;
	for (const leads of sizes) {
		const folder = await mkdtemp(join(tmpdir(), 'leadgauge-beside-'));
		try {
			const ours = await oursOn(leads, mix, folder);
			const growth = before ? `; ${ratio(ours.ms, before.ms)} the time of ${before.leads}` : '';
			console.log(
				`  ${leads} leads, ${ours.cells} cells: cells + fit with standard errors ${seconds(ours.ms)} = cells ${seconds(ours.cellsMs)} + fit ${seconds(ours.ms - ours.cellsMs)}; bare GROUP BY ${seconds(ours.bareMs)}, ratio ${ratio(ours.ms, ours.bareMs)}${growth}`
			);
			before = { leads, ms: ours.ms };
			await besideScikitLearn(leads, ours);
			await besideR(leads, ours);
			besideMlLogisticRegression(leads, ours);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	}
}

interface Ours {
	ms: number;
	cellsMs: number;
	bareMs: number;
	cells: number;
	design: Design;
	fit: LogisticFit;
	/** One byte a value, column after column, the outcome last. */
	rows: string;
}

async function oursOn(leads: number, mix: RuleMix, folder: string): Promise<Ours> {
	const engine = await openEngine({ directories: [], spillDirectory: folder });
	try {
		const { source, scorecard } = await plantedTable(engine, leads, mix);
		const plan = await leadPlan(engine, source, scorecard, { dataDate: '2026-01-01T00:00:00Z' });
		const everyLead: SplitCut = {
			ordering: 'time',
			seed: 1,
			firstTestKey: null,
			dropKnownAfter: null
		};
		const table = leadsTable(source);
		const from = {
			from: table.table,
			won: raw('CASE WHEN won THEN 1 ELSE 0 END'),
			test: raw('0'),
			where: raw('1 = 1')
		};
		const bare = parameterized(cellsQuery(rulesOf(scorecard), from, table.lookup, table.dialect));
		const runs = leads > 2_000_000 ? 3 : 5;
		const bareMs = await medianMs(runs, () => engine.run(bare));
		let cells!: Cells;
		const cellsMs = await medianMs(runs, async () => {
			cells = await readCells(engine, source, plan, everyLead, scorecard);
		});
		const rules = [...rulesOf(scorecard).keys()];
		const design = designFromCells(cells, scorecard, rules, []);
		const fitMs = await medianMs(runs, () =>
			fitLogistic(designFromCells(cells, scorecard, rules, []))
		);
		const rows = join(folder, 'rows.bin');
		await writeRows(design, rows);
		return {
			ms: cellsMs + fitMs,
			cellsMs,
			bareMs,
			cells: cells.length,
			design,
			fit: fitLogistic(design),
			rows
		};
	} finally {
		await engine.close();
	}
}

/** The leads one by one, as other programs want them. */
async function writeRows({ columns, n, k }: Design, path: string): Promise<void> {
	const leads = n.reduce((sum, value) => sum + value, 0);
	const file = await open(path, 'w');
	try {
		for (const column of columns) {
			const bytes = new Uint8Array(leads);
			for (let c = 0, at = 0; c < n.length; c++) bytes.fill(column[c], at, (at += n[c]));
			await file.write(bytes);
		}
		const won = new Uint8Array(leads);
		for (let c = 0, at = 0; c < n.length; at += n[c++]) won.fill(1, at, at + k[c]);
		await file.write(won);
	} finally {
		await file.close();
	}
}

async function besideScikitLearn(leads: number, ours: Ours): Promise<void> {
	const python = await firstThatRuns(['python3', '/usr/bin/python3'], ['-c', 'import sklearn']);
	if (!python)
		return console.log('    scikit-learn: not installed (apt-get install -y python3-sklearn)');
	const { stdout } = await run(
		python,
		[join(HERE, 'fit.py'), ours.rows, String(leads), String(ours.design.names.length)],
		{ maxBuffer: 2 ** 24 }
	);
	const { version, fits } = JSON.parse(stdout) as {
		version: string;
		fits: { name: string; seconds: number; weights: number[] }[];
	};
	for (const fit of fits)
		report(`scikit-learn ${version} ${fit.name}`, fit.seconds, fit.weights, ours);
}

async function besideR(leads: number, ours: Ours): Promise<void> {
	const R = await firstThatRuns(['Rscript'], ['--version']);
	if (!R) return console.log('    R: not installed (apt-get install -y r-base-core)');
	const terms = ours.design.names.length;
	const whole = leads <= MOST_LEADS_FOR_GLM ? 'whole' : 'bare';
	const { stdout } = await run(
		R,
		[join(HERE, 'fit.R'), ours.rows, String(leads), String(terms), whole],
		{ maxBuffer: 2 ** 24 }
	);
	const [version, ...lines] = stdout.trim().split('\n');
	for (const line of lines) {
		const [name, time, ...numbers] = line.split('\t');
		const values = numbers.map(Number);
		report(
			`${version} ${name}`,
			Number(time),
			values.slice(0, terms + 1),
			ours,
			values.slice(terms + 1)
		);
	}
	if (whole === 'bare')
		console.log(`    R glm with a formula: not run above ${MOST_LEADS_FOR_GLM} leads (memory)`);
}

/** Plain gradient steps on rows: how long one takes, and how far a few of them are from the answer. */
function besideMlLogisticRegression(leads: number, { design, fit, ms }: Ours): void {
	if (leads > MOST_LEADS_FOR_LISTS) {
		return console.log(
			`    ml-logistic-regression: not run above ${MOST_LEADS_FOR_LISTS} leads (memory)`
		);
	}
	const { columns, n, k } = design;
	const rows: number[][] = [];
	const won: number[] = [];
	for (let c = 0; c < n.length; c++) {
		const values = [1, ...columns.map((column) => column[c])];
		for (let i = 0; i < n[c]; i++) {
			rows.push(values);
			won.push(i < k[c] ? 1 : 0);
		}
	}
	const model = new LogisticRegression({ numSteps: STEPS, learningRate: 1 / leads });
	const start = performance.now();
	model.train(new Matrix(rows), Matrix.columnVector(won));
	const step = (performance.now() - start) / STEPS;
	const weights = model.classifiers[0].weights.to1DArray();
	console.log(
		`    ml-logistic-regression: one gradient step ${seconds(step)} (${ratio(step, ms)} our whole time), no standard errors; after ${STEPS} steps largest coefficient difference ${largest(weights, fit.coefficients).toExponential(1)}`
	);
}

function report(
	name: string,
	time: number,
	weights: number[],
	{ ms, fit }: Ours,
	errors?: number[]
): void {
	const apart = largest(weights, fit.coefficients).toExponential(1);
	const spread = errors
		? `, largest standard error difference ${largest(errors, fit.standardErrors).toExponential(1)}`
		: ', no standard errors';
	console.log(
		`    ${name}: ${time.toFixed(3)} s, we are ${((1000 * time) / ms).toFixed(1)} times as fast; largest coefficient difference ${apart}${spread}`
	);
}

function largest(a: number[], b: number[]): number {
	return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

async function firstThatRuns(programs: string[], args: string[]): Promise<string | null> {
	for (const program of programs) {
		const runs = await run(program, args).then(
			() => true,
			() => false
		);
		if (runs) return program;
	}
	return null;
}
