import { describe, expect, inject, it } from 'vitest';
import { none, useBrowser } from './browser.ts';
import { axeViolations, overflow } from './look.ts';

const open = useBrowser();

describe('the overview', () => {
	it('says at once what the calibration of the sample found', async () => {
		const { page, misdeeds } = await open('/');
		expect(await page.locator('h1').textContent()).toMatch(
			/^\w+ of your 20 rules carry the wrong points; corrected, the best [\d,]+ leads hold between \d+ and \d+ customers instead of \d+$/
		);
		expect(await page.locator('main').textContent()).toContain('Demo requested');
		expect(misdeeds).toEqual(none);
	});

	it('says it in German to a German browser', async () => {
		const { page } = await open('/', { locale: 'de-DE' });
		expect(await page.locator('html').getAttribute('lang')).toBe('de');
		expect(await page.locator('h1').textContent()).toMatch(/Ihrer 20 Regeln tragen falsche Punkte/);
		expect(await page.title()).toBe('Übersicht · Leadgauge');
	});

	it('says it without JavaScript', async () => {
		const { page } = await open('/', { javaScriptEnabled: false });
		expect(await page.locator('h1').textContent()).toContain('of your 20 rules');
		expect(await page.locator('table .rule').count()).toBeGreaterThanOrEqual(3);
	});

	it('has no link that leads nowhere', async () => {
		const { page } = await open('/');
		const links = await page
			.locator('a[href]')
			.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
		expect(links.length).toBeGreaterThan(10);
		for (const link of new Set(links)) {
			const [address, anchor] = link.split('#');
			const answer = await page.request.get(address);
			expect(answer.status(), link).toBe(200);
			if (anchor) expect(await answer.text(), link).toContain(`id="${anchor}"`);
		}
	});

	it('opens three doors, and says plainly what is not there yet', async () => {
		const { page } = await open('/');
		const readers = await page.locator('section:last-of-type h3').allTextContents();
		expect(readers).toEqual(['Revenue analyst', 'Marketing lead', 'Executive']);
		expect(await page.locator('main').textContent()).toContain('not here yet');
	});

	it('says what is missing, why, and what to do where there are no leads', async () => {
		const { page } = await open('/?dataset=nowhere');
		expect(await page.locator('h1').textContent()).toBe('No leads are loaded yet');
		const action = page.locator('main a.button');
		expect(await action.count()).toBe(1);
		expect(await action.getAttribute('href')).toMatch(/^\/data/);
	});
});

describe('the shell', () => {
	it('changes the language and keeps what is being looked at', async () => {
		const { page } = await open('/calibrate?horizon=90');
		await page.getByRole('link', { name: 'DE Deutsch' }).click();
		await page.waitForURL('**/calibrate?horizon=90');
		expect(await page.locator('html').getAttribute('lang')).toBe('de');
		expect(await page.locator('.page-name').textContent()).toBe('Kalibrieren');
	});

	it('changes the colours and keeps them on the next page', async () => {
		const { page } = await open('/', { colorScheme: 'light' });
		const paper = () =>
			page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
		const light = await paper();
		await page.getByRole('link', { name: 'Dark' }).click();
		await page.waitForURL('**/');
		expect(await paper()).not.toBe(light);
		await page.getByRole('link', { name: 'Export', exact: true }).click();
		await page.waitForURL('**/export');
		expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
	});

	it('is dark where the system is dark and nothing else was chosen', async () => {
		const { page } = await open('/', { colorScheme: 'dark' });
		const paper = await page.evaluate(
			() => getComputedStyle(document.documentElement).backgroundColor
		);
		expect(paper).toBe('rgb(21, 24, 27)');
	});

	it('lets the keyboard skip to the content, and shows where it is', async () => {
		const { page } = await open('/');
		await page.keyboard.press('Tab');
		const skip = page.getByRole('link', { name: 'Skip to content' });
		expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true);
		expect(await skip.evaluate((link) => link.getBoundingClientRect().top)).toBeGreaterThan(0);
		await page.keyboard.press('Enter');
		await page.keyboard.press('Tab');
		expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
		expect(await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)).toBe(
			'solid'
		);
	});

	it('opens and closes the list of datasets by keyboard', async () => {
		const { page } = await open('/');
		const menu = page.locator('.bar details').first();
		await menu.locator('summary').focus();
		await page.keyboard.press('Enter');
		expect(await menu.getAttribute('open')).not.toBeNull();
		expect(await menu.locator('a[aria-current]').count()).toBe(1);
		await page.keyboard.press('Escape');
		expect(await menu.getAttribute('open')).toBeNull();
	});

	it('copies a link that names the leads and the scorecard', async () => {
		const { page } = await open('/calibrate?horizon=90', {
			permissions: ['clipboard-read', 'clipboard-write']
		});
		await page.getByRole('button', { name: 'Copy link' }).click();
		await page.getByText('Copied').waitFor();
		const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
		expect(link.origin).toBe(inject('origin'));
		expect(link.pathname).toBe('/calibrate');
		expect([...link.searchParams.keys()].sort()).toEqual(['dataset', 'horizon', 'model']);
	});

	it('shows the four steps until each page has been opened once', async () => {
		const { page } = await open('/');
		const steps = page.getByRole('navigation', { name: 'Four steps to better points' });
		expect(await steps.locator('li').count()).toBe(4);
		for (const path of ['/data', '/rules', '/calibrate', '/export']) {
			await page.goto(path);
			await page.waitForFunction((path) => document.cookie.includes(path), path);
		}
		await page.goto('/');
		expect(await steps.count()).toBe(0);
	});

	it('answers an unknown address in the language of the page', async () => {
		const { page } = await open('/nowhere', { locale: 'de-DE' });
		expect(await page.locator('h1').textContent()).toBe('Unter dieser Adresse gibt es keine Seite');
		expect(await page.locator('main a.button').getAttribute('href')).toBe('/');
	});
});

describe.each(['light', 'dark'] as const)('the overview in %s colours', (colorScheme) => {
	it.each([320, 768, 1280])(
		'at %i px has nothing cut off and no violation of axe',
		async (width) => {
			const { page } = await open('/', { colorScheme, viewport: { width, height: 800 } });
			expect(await overflow(page)).toBe(0);
			expect(await axeViolations(page)).toEqual([]);
		}
	);
});
