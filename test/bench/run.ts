import { existsSync } from 'node:fs';
import { benchCellsAndFit } from './cells-and-fit.ts';
import { benchFirstChart } from './first-chart.ts';
import { benchImport } from './import.ts';

/** Benchmarks: times and ratios of one run on this machine, never a test. `npm run bench -- 100000` for fewer leads. */
const leads = Number(process.argv[2] ?? 1_000_000);
if (!Number.isInteger(leads) || leads < 1000)
	throw new Error(`bench: ${process.argv[2]} is no number of leads`);

await benchImport(leads);
await benchCellsAndFit(leads);
if (existsSync('build/jobs/main.js')) await benchFirstChart();
else console.log('first chart: no build, run npm run build first');
