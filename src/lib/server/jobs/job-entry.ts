import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '#lib/server/project-root.ts';

/** How a child process for a job is started. */
export interface JobEntry {
	/** Options for node, then the script. */
	args: string[];
}

/** The one place that knows whether this runs from source, under tsx, or from the build. */
export function jobEntry(): JobEntry {
	if (!isSource()) return { args: [join(projectRoot, 'build', 'jobs', 'child.js')] };
	const tsx = createRequire(join(projectRoot, 'package.json')).resolve('tsx');
	const script = join(projectRoot, 'src', 'lib', 'server', 'jobs', 'child.ts');
	return { args: ['--import', pathToFileURL(tsx).href, script] };
}

function isSource(): boolean {
	return import.meta.url.endsWith('/src/lib/server/jobs/job-entry.ts');
}
