import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findChromium } from '#lib/server/report/find-chromium.ts';
import { printPdf } from '#lib/server/report/print-pdf.ts';
import { writeOutput } from '#lib/server/report/write-output.ts';

const folder = mkdtempSync(join(tmpdir(), 'print-pdf-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = (name: string, text: string) => {
	const path = join(folder, name);
	writeFileSync(path, `#!/bin/sh\n${text}\n`);
	chmodSync(path, 0o755);
	return path;
};

describe('the Chromium that prints', () => {
	it('is the one that LEADGAUGE_CHROMIUM names', async () => {
		const path = program('mine', 'exit 0');
		expect(await findChromium({ LEADGAUGE_CHROMIUM: path, PATH: '' })).toBe(path);
		expect(await findChromium({ LEADGAUGE_CHROMIUM: 'mine', PATH: folder })).toBe(path);
	});

	it('is refused by its name where it cannot be started', async () => {
		const gone = join(folder, 'gone');
		await expect(findChromium({ LEADGAUGE_CHROMIUM: gone, PATH: '' })).rejects.toMatchObject({
			code: 'chromium-named-missing',
			params: { path: gone }
		});
	});

	it('is found on the path by a usual name', async () => {
		const path = program('chromium', 'exit 0');
		expect(await findChromium({ PATH: folder })).toBe(path);
	});
});

describe('printing', () => {
	it('says what the browser said where it prints nothing', async () => {
		const broken = program('broken', 'echo "no space left" >&2; exit 1');
		await expect(printPdf('<p>a</p>', broken)).rejects.toMatchObject({
			code: 'pdf-failed',
			params: { path: broken }
		});
	});
});

describe('a file somebody asked for', () => {
	it('takes the place of the old one in one step, and leaves it where it cannot be written', async () => {
		const path = join(folder, 'report.html');
		await writeOutput(path, 'old');
		await writeOutput(path, 'new');
		expect(readFileSync(path, 'utf8')).toBe('new');
		expect(readdirSync(folder).filter((name) => name.startsWith('report'))).toEqual([
			'report.html'
		]);
		await expect(writeOutput(join(folder, 'no', 'such.html'), 'x')).rejects.toMatchObject({
			code: 'output-not-written',
			params: { code: 'ENOENT' }
		});
	});
});
