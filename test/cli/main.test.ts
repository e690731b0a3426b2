import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/cli/explain.ts';
import { projectRoot } from '#lib/server/project-root.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

function leadgauge(...args: string[]) {
	const main = join(projectRoot, 'src/cli/main.ts');
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		['--import', 'tsx', main, ...args],
		{
			cwd: projectRoot
		}
	);
	return { status, stdout: stdout.toString(), stderr: stderr.toString() };
}

describe('the command line', () => {
	it('tells its version, and what it can do when it is asked nothing', () => {
		const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
		expect(leadgauge('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
		expect(leadgauge().stdout).toContain('serve');
		expect(leadgauge('--help')).toEqual(leadgauge());
	});

	it.each(['calibrat', '__proto__', 'toString', '--nonsense'])('knows no command %s', (name) => {
		const { status, stdout, stderr } = leadgauge(name);
		expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
		expect(stderr).toContain(name);
	});

	it('says which option it does not know', () => {
		const { status, stderr } = leadgauge('serve', '--nonsense');
		expect(status).toBe(1);
		expect(stderr).toContain('--nonsense');
		expect(stderr).not.toContain('    at ');
	});
});

describe('what the terminal shows of a failure', () => {
	it('is a sentence where something can be done about it', () => {
		const error = new WorkbenchError('port-busy', { port: '4173', other: '4174' });
		expect(explain(error).exitCode).toBe(1);
		expect(explain(error).text).toContain('PORT=4174');
	});

	it('is the whole story of a defect', () => {
		expect(explain(new TypeError('x is undefined'))).toEqual({
			text: expect.stringMatching(/defect[\s\S]*x is undefined[\s\S]*main\.test\.ts/),
			exitCode: 2
		});
		expect(explain('just text').exitCode).toBe(2);
	});
});
