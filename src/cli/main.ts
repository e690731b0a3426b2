import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#lib/server/project-root.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { explain } from './explain.ts';

const help = `Usage: leadgauge COMMAND [OPTIONS]

  serve        Start the workbench (PORT, LEADGAUGE_HOME; --dev while working on it)
  inspect      Show how files of leads are written and what their columns hold (inspect --help)
  import       Make one dataset of files of leads, touches, stages, deals, costs and lists (import --help)
  datasets     List, rename or delete datasets (datasets --help)
  rows         Print rows of a dataset as they are stored (rows --help)
  erase        Erase a lead from every dataset (erase --help)
  calibrate    Find the points that fit a file of leads or a dataset (calibrate --help)
  fit          Logistic regression of an outcome on columns of a file (fit --help)
  compare      Compare scores of the same leads (compare --help)
  points       The best whole points for columns of a file (points --help)
  funnel       How many leads reach each stage, and how soon (funnel --help)
  incidence    Share of leads that reached a stage, by age (incidence --help)
  sources      Which sources bring customers, and at what cost (sources --help)
  roi          The ROI report: money, funnel, sources, threshold (roi --help)
  report       Write the ROI report as one HTML file or as PDF (report --help)
  sample       Write sample data (--leads N --out DIR --seed N)

  --help       This text
  --version    The version

Exit code: 0; 1 if something is wrong with the data or the call; 2 for a defect.`;

const commands: Record<string, () => Promise<(args: string[]) => Promise<void>>> = {
	serve: async () => (await import('./commands/serve.ts')).serve,
	inspect: async () => (await import('./commands/inspect.ts')).inspect,
	import: async () => (await import('./commands/import.ts')).importCommand,
	datasets: async () => (await import('./commands/datasets.ts')).datasets,
	rows: async () => (await import('./commands/rows.ts')).rows,
	erase: async () => (await import('./commands/erase.ts')).erase,
	calibrate: async () => (await import('./commands/calibrate.ts')).calibrate,
	fit: async () => (await import('./commands/fit.ts')).fit,
	compare: async () => (await import('./commands/compare.ts')).compare,
	points: async () => (await import('./commands/points.ts')).points,
	funnel: async () => (await import('./commands/funnel.ts')).funnel,
	incidence: async () => (await import('./commands/incidence.ts')).incidence,
	sources: async () => (await import('./commands/sources.ts')).sources,
	roi: async () => (await import('./commands/roi.ts')).roi,
	report: async () => (await import('./commands/report.ts')).report,
	sample: async () => (await import('./commands/sample.ts')).sample
};

async function main([name, ...args]: string[]) {
	if (name === undefined || name === '--help') return console.log(help);
	if (name === '--version') return console.log(version());
	if (!Object.hasOwn(commands, name)) {
		throw new WorkbenchError('command-unknown', { command: name });
	}
	const command = await commands[name]();
	await command(args);
}

function version() {
	return JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).version;
}

// Whoever reads our output may have seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code === 'EPIPE') process.exit();
	throw error;
});

try {
	await main(process.argv.slice(2));
} catch (error) {
	const { text, exitCode } = explain(error);
	console.error(text);
	process.exitCode = exitCode;
}
