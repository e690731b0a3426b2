import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

const DEADLINE_MS = 60_000;

const FLAGS = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-dev-shm-usage',
	'--disable-extensions',
	'--disable-background-networking',
	'--no-first-run',
	'--no-default-browser-check',
	'--no-pdf-header-footer'
];

/**
 * A page printed by a Chromium, in a folder of its own that is gone afterwards. The page has to bring everything along:
 * nothing is fetched.
 *
 * @returns the bytes of the PDF
 * @throws WorkbenchError `pdf-failed` with what the browser said
 */
export async function printPdf(html: string, chromium: string): Promise<Uint8Array> {
	const folder = await mkdtemp(join(tmpdir(), 'leadgauge-pdf-'));
	try {
		const [page, pdf] = [join(folder, 'report.html'), join(folder, 'report.pdf')];
		await writeFile(page, html, { mode: 0o600 });
		const said = await run(chromium, [
			...FLAGS,
			`--user-data-dir=${join(folder, 'profile')}`,
			`--print-to-pdf=${pdf}`,
			pathToFileURL(page).href
		]);
		const bytes = await readFile(pdf).catch(() => null);
		if (bytes?.subarray(0, 5).toString('latin1') === '%PDF-') return bytes;
		throw new WorkbenchError('pdf-failed', { path: chromium, said: lastLine(said) });
	} finally {
		await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
	}
}

/** What the browser wrote; whether it did its work is told by the file. */
function run(path: string, args: string[]): Promise<string> {
	return new Promise((resolve) => {
		execFile(path, args, { timeout: DEADLINE_MS, killSignal: 'SIGKILL' }, (error, out, err) =>
			resolve([out, err, error?.message ?? ''].join('\n'))
		);
	});
}

function lastLine(text: string): string {
	const lines = text.split('\n').filter((line) => line.trim());
	return (lines.at(-1) ?? '').slice(0, 300);
}
