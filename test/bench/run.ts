import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { benchBesideOthers } from './beside-others.ts';
import { benchCellsAndFit } from './cells-and-fit.ts';
import { benchFigures } from './figures.ts';
import { benchFirstChart } from './first-chart.ts';
import { benchImport } from './import.ts';
import { benchPoints } from './points.ts';
import { benchTouches } from './touches.ts';
import { benchTwentyColumns } from './twenty-columns.ts';

/**
 * Benchmarks: times and ratios of one run on this machine, never a test. `npm run bench -- 100000` for fewer leads,
 * `npm run bench -- 1000000 others points` for some of its parts only.
 */
const [size, ...wanted] = process.argv.slice(2);
const leads = Number(size ?? 1_000_000);
if (!Number.isInteger(leads) || leads < 1000)
	throw new Error(`bench: ${size} is no number of leads`);

const parts: Record<string, () => Promise<void> | void> = {
	import: () => benchImport(leads),
	columns: () => benchTwentyColumns(leads * 10),
	touches: () => benchTouches(leads * 5),
	cells: () => benchCellsAndFit(leads),
	others: () => benchBesideOthers([leads / 10, leads, leads * 10].map(Math.round)),
	points: () => benchPoints(),
	figures: () => benchFigures([leads, leads * 10]),
	page: async () => {
		if (existsSync('build/jobs/main.js')) await benchFirstChart();
		else console.log('first chart: no build, run npm run build first');
	}
};
if (spawnSync('npm', ['run', '-s', 'built']).status === 0) process.env.LEADGAUGE_JOBS = 'built';
else
	console.log(
		'jobs run from source and start slowly: no build of this source, run npm run build first'
	);
const unknown = wanted.find((name) => !(name in parts));
if (unknown)
	throw new Error(`bench: no part ${unknown}, there are ${Object.keys(parts).join(', ')}`);
for (const [name, bench] of Object.entries(parts)) {
	if (wanted.length === 0 || wanted.includes(name)) await bench();
}
