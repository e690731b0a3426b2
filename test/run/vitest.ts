import { readFileSync, rmSync } from 'node:fs';
import { countReport, type Count, type Report } from './count.ts';
import { root, runStep } from './step.ts';

/** Runs one project of the test suite and counts what its report says. */
export async function runVitest(project: string, env: NodeJS.ProcessEnv = {}): Promise<Count> {
	const file = `${root}test/output/vitest-${project}.json`;
	rmSync(file, { force: true });
	const command = ['vitest', 'run', '--project', project, '--reporter=default'];
	const report = ['--reporter=json', `--outputFile.json=${file}`];
	const { exitCode } = await runStep(project, [...command, ...report], env);
	return countReport(readReport(file), exitCode);
}

function readReport(file: string): Report | null {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return null;
	}
}
