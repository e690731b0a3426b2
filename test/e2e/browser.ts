import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { findChromium } from './find-chromium.ts';

const flags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync'
];

/** What a page did that it must not do; each list is to be empty. */
export interface Misdeeds {
	consoleErrors: string[];
	cspViolations: string[];
	foreignRequests: string[];
}

export interface OpenPage {
	page: Page;
	misdeeds: Misdeeds;
}

export const none: Misdeeds = { consoleErrors: [], cspViolations: [], foreignRequests: [] };

/**
 * A real Chromium for the tests of a file. Every page has a profile of its own, is watched from its
 * first request on, and is closed after its test.
 *
 * @param originOf - where the workbench answers, for tests that start one of their own
 *
 * @example
 * const open = useBrowser();
 * it('shows the rules', async () => {
 *   const { page, misdeeds } = await open('/rules', { locale: 'de-DE' });
 *   expect(misdeeds).toEqual(none);
 * });
 */
export function useBrowser(originOf = () => inject('origin')) {
	let browser: Browser;
	beforeAll(async () => {
		const executablePath = findChromium();
		if (!executablePath) throw new Error('No Chrome or Chromium found: npm test installs one');
		browser = await chromium.launch({ executablePath, headless: true, args: flags });
	});
	afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
	afterAll(() => browser?.close());
	return (path: string, options?: BrowserContextOptions) =>
		openPage(browser, originOf(), path, options);
}

async function openPage(
	browser: Browser,
	origin: string,
	path: string,
	options: BrowserContextOptions = {}
): Promise<OpenPage> {
	const context = await browser.newContext({ baseURL: origin, locale: 'en-GB', ...options });
	const page = await context.newPage();
	const misdeeds = await watch(page, origin);
	await page.goto(path, { waitUntil: 'load' });
	await outwaitCalculation(page);
	if (options.javaScriptEnabled !== false) await comesToLife(page);
	return { page, misdeeds };
}

/** On a busy machine the first figures take longer than a page waits for them. */
async function outwaitCalculation(page: Page): Promise<void> {
	await page.waitForURL(({ pathname }) => pathname !== '/calculating', { timeout: 30_000 });
}

/** A click before this is lost, as it would be for a reader who is quicker than the page. */
async function comesToLife(page: Page): Promise<void> {
	if (await page.locator('script').count()) {
		await page.locator('html[data-alive]').waitFor({ state: 'attached', timeout: 20_000 });
	}
}

async function watch(page: Page, origin: string): Promise<Misdeeds> {
	const misdeeds: Misdeeds = { consoleErrors: [], cspViolations: [], foreignRequests: [] };
	page.on('console', (message) => {
		if (message.type() === 'error') misdeeds.consoleErrors.push(message.text());
	});
	page.on('pageerror', (error) => misdeeds.consoleErrors.push(String(error)));
	page.context().on('request', (request) => {
		const url = new URL(request.url());
		const ours = url.origin === origin || ['data:', 'blob:'].includes(url.protocol);
		if (!ours) misdeeds.foreignRequests.push(request.url());
	});
	await page.exposeFunction('reportViolation', (text: string) => misdeeds.cspViolations.push(text));
	await page.addInitScript(() => {
		const report = (globalThis as unknown as { reportViolation(text: string): void })
			.reportViolation;
		addEventListener('securitypolicyviolation', (event) =>
			report(`${event.effectiveDirective}: ${event.blockedURI} in ${event.documentURI}`)
		);
	});
	return misdeeds;
}
