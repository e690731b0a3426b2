import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '#lib/server/project-root.ts';

/** How a child process for a job is started. */
export interface JobEntry {
	/** Options for node, then the script. */
	args: string[];
}

/** How a child process is started, from source, under tsx, or from the build. */
export function jobEntry(): JobEntry {
	if (!isSource()) return { args: [built('child')] };
	const tsx = createRequire(join(projectRoot, 'package.json')).resolve('tsx');
	return { args: ['--import', pathToFileURL(tsx).href, source('child')] };
}

/** How a thread is started: a script, or code that loads it where threads know no TypeScript. */
export interface ThreadEntry {
	script: string;
	code: string | null;
}

/** The same for the calculating thread. Threads ignore `--import tsx`, so tsx is told from inside. */
export function calculatorEntry(): ThreadEntry {
	if (!isSource()) return { script: built('calculator-thread'), code: null };
	const script = source('calculator-thread');
	const tsx = createRequire(join(projectRoot, 'package.json')).resolve('tsx/package.json');
	const [api, module] = [join(dirname(tsx), 'dist/esm/api/index.mjs'), script].map((path) =>
		JSON.stringify(pathToFileURL(path).href)
	);
	const code = `import(${api}).then(({ register }) => (register(), import(${module})))`;
	return { script, code };
}

function built(name: string): string {
	return join(projectRoot, 'build', 'jobs', `${name}.js`);
}

function source(name: string): string {
	return join(projectRoot, 'src', 'lib', 'server', 'jobs', `${name}.ts`);
}

/** `LEADGAUGE_JOBS=built` starts the build although this process runs from source: it starts in a third of the time. */
function isSource(): boolean {
	if (process.env.LEADGAUGE_JOBS === 'built') return false;
	return import.meta.url.endsWith('/src/lib/server/jobs/job-entry.ts');
}
