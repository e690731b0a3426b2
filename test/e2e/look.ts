import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong, one line each; colours that are on their way somewhere are waited for. */
export async function axeViolations(page: Page): Promise<string[]> {
	await page.evaluate(axe);
	await page.evaluate(async () => {
		const ending = document
			.getAnimations()
			.filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
		await Promise.allSettled(ending.map((each) => each.finished));
	});
	return page.evaluate(async () => {
		const { axe } = globalThis as unknown as {
			axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
		};
		const { violations } = await axe.run();
		return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
	});
}

/** How far the page is wider than the window. */
export function overflow(page: Page): Promise<number> {
	return page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
}

/** Scrolls through the whole page, so that every chart is drawn, and back. */
export async function drawAll(page: Page): Promise<void> {
	for (const room of await page.locator('figure').all()) {
		await room.scrollIntoViewIfNeeded();
		await room.locator('svg[role=img]').waitFor();
	}
	await page.evaluate(() => scrollTo(0, 0));
}

/** Sum of all layout shifts since the page was opened. */
export function layoutShift(page: Page): Promise<number> {
	return page.evaluate(
		() =>
			new Promise<number>((resolve) => {
				let sum = 0;
				new PerformanceObserver((list) => {
					for (const entry of list.getEntries()) sum += (entry as never as { value: number }).value;
				}).observe({ type: 'layout-shift', buffered: true });
				setTimeout(() => resolve(sum), 300);
			})
	);
}

/** Texts of the cells of a table column, from top to bottom; the first column is 0. */
export function column(page: Page, table: string, index: number): Promise<string[]> {
	return page
		.locator(`${table} tbody tr`)
		.evaluateAll(
			(rows, index) => rows.map((row) => row.children[index]?.textContent?.trim() ?? ''),
			index
		);
}
