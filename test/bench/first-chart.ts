import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../e2e/find-chromium.ts';
import { freePort } from '../e2e/free-port.ts';
import { launcher, startProcess } from '../e2e/start-process.ts';
import { seconds } from './measure.ts';

/** First chart of a cold page: a fresh browser profile, from navigation to the chart's marks, and what moved meanwhile. */
export async function benchFirstChart(): Promise<void> {
	const executablePath = findChromium();
	if (!executablePath) return console.log('first chart: no Chrome or Chromium found, not measured');
	const home = mkdtempSync(join(tmpdir(), 'leadgauge-bench-'));
	const port = await freePort();
	const server = startProcess(launcher, { PORT: String(port), LEADGAUGE_HOME: home });
	await server.says(/ready at/);
	const browser = await chromium.launch({
		executablePath,
		args: ['--no-sandbox', '--disable-gpu']
	});
	const times: number[] = [];
	let shift = 0;
	for (let i = 0; i < 5; i++) {
		const page = await (await browser.newContext()).newPage();
		await page.addInitScript(() => {
			const held = globalThis as unknown as { shifted: number };
			held.shifted = 0;
			new PerformanceObserver((list) => {
				for (const entry of list.getEntries())
					held.shifted += (entry as unknown as { value: number }).value;
			}).observe({ type: 'layout-shift', buffered: true });
		});
		await page.goto(`http://127.0.0.1:${port}/calibrate`, { waitUntil: 'commit' });
		await page.locator('figure svg, [data-chart] svg, .forest svg, table svg').first().waitFor();
		times.push(await page.evaluate(() => performance.now()));
		await page.waitForLoadState('networkidle');
		shift = Math.max(
			shift,
			await page.evaluate(() => (globalThis as unknown as { shifted: number }).shifted)
		);
		await page.context().close();
	}
	await browser.close();
	server.kill('SIGTERM');
	await server.ended;
	rmSync(home, { recursive: true, force: true });
	const middle = times.sort((a, b) => a - b)[2];
	console.log(
		`first chart of a cold page: ${seconds(middle)} (median of 5); layout shift ${shift.toFixed(4)}`
	);
}
