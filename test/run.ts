import { mkdirSync } from 'node:fs';
import { findChromium, installChromium } from './e2e/find-chromium.ts';
import { addUp, closingLine, none, type Count } from './run/count.ts';
import { runStep, type Outcome } from './run/step.ts';
import { runVitest } from './run/vitest.ts';

/** Everything that must hold, in one go: a later step runs although an earlier one failed. */
const checks: [string, string[]][] = [
	['format', ['prettier', '--check', '.']],
	['lint', ['npm', 'run', '-s', 'lint']],
	['types', ['npm', 'run', '-s', 'check']]
];

mkdirSync(new URL('output/', import.meta.url), { recursive: true });
const counts: Count[] = [];
for (const [name, command] of checks) counts.push(asCount(await runStep(name, command)));

const build = await runStep('build', ['npm', 'run', '-s', 'build']);
counts.push(asCount(build));
counts.push(await runVitest('domain'));
// Jobs run as people run them, from the build; without one they run from source, and start in three times the time.
counts.push(await runVitest('unit', build.ok ? { LEADGAUGE_JOBS: 'built' } : {}));
counts.push(await browserTests(build));

const total = addUp(counts);
console.log(`\n${closingLine(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;

function asCount(outcome: Outcome): Count {
	return outcome.ok ? { ...none, passed: 1 } : { ...none, failed: 1 };
}

/** Never skipped: without a build or a browser they have failed. */
async function browserTests(build: Outcome): Promise<Count> {
	if (!build.ok) {
		console.error('e2e: not run, because there is no build to run them on');
		return { ...none, failed: 1 };
	}
	const chromium = findChromium() ?? installChromium();
	if (!chromium) return { ...none, failed: 1 };
	return runVitest('e2e', { CHROME_PATH: chromium });
}
