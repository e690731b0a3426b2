import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { none, useBrowser } from './browser.ts';
import { axeViolations, overflow } from './look.ts';

const open = useBrowser();

const field = (page: Page) => page.getByRole('combobox', { name: /^(Find pages|Seiten)/ });
const options = async (page: Page) =>
	(await page.getByRole('option').allTextContents()).map((text) => text.trim());

async function find(page: Page, text: string): Promise<void> {
	await page.keyboard.press('Control+k');
	await field(page).waitFor();
	await page.keyboard.type(text);
}

/** The entry that Enter would take. */
const inUse = (page: Page) =>
	field(page).evaluate((each) => {
		const active = document.getElementById(each.getAttribute('aria-activedescendant') ?? '');
		return active?.getAttribute('aria-selected') === 'true' ? active.textContent.trim() : null;
	});

describe('the palette', () => {
	it('opens with Ctrl+K, goes to a page with Enter, and closes with Escape', async () => {
		const { page, misdeeds } = await open('/rules');
		await page.keyboard.press('Control+k');
		await field(page).waitFor();
		expect(await options(page)).toContain('Overview g o');
		await page.keyboard.press('Escape');
		await field(page).waitFor({ state: 'hidden' });
		await find(page, 'expo');
		expect(await options(page)).toEqual(['Export g e']);
		await page.keyboard.press('Enter');
		await page.waitForURL('**/export');
		expect(misdeeds).toEqual(none);
	});

	it('opens from the bar, too', async () => {
		const { page } = await open('/rules');
		await page.getByRole('button', { name: 'Find', exact: true }).click();
		expect(await field(page).evaluate((each) => each === document.activeElement)).toBe(true);
	});

	it('finds rules of the card by their name, and shows the rule', async () => {
		const { page } = await open('/');
		await find(page, 'demo requ');
		await page.getByRole('option', { name: 'Demo requested' }).waitFor();
		await page.keyboard.press('Enter');
		await page.waitForURL('**/rules#rule-demo');
		await page.locator('#rule-demo').waitFor();
	});

	it('finds ten leads at most by the beginning of their id, and shows the one', async () => {
		const { page, misdeeds } = await open('/rules');
		await find(page, 'l-0012');
		await page.getByRole('option', { name: 'L-001200' }).waitFor();
		expect(await options(page)).toHaveLength(10);
		await page.keyboard.type('34');
		await expect.poll(() => options(page)).toEqual(['L-001234']);
		await page.keyboard.press('Enter');
		await page.waitForURL('**/leads?**');
		await expect.poll(() => page.locator('main tbody tr').count()).toBe(1);
		expect(await page.locator('main tbody').textContent()).toContain('L-001234');
		expect(misdeeds).toEqual(none);
	});

	it('finds sources, and filters by the one', async () => {
		const { page } = await open('/rules');
		await find(page, 'trade f');
		await page.getByRole('option', { name: 'trade fair', exact: true }).waitFor();
		const group = page.getByRole('group', { name: 'Sources' });
		expect(await group.getByRole('option').count()).toBe(1);
		await group.getByRole('option').click();
		await page.waitForURL(({ searchParams }) => searchParams.get('filter') === 'source:trade fair');
		expect(new URL(page.url()).pathname).toBe('/sources');
	});

	it('keeps the page that can be filtered, and its other filters', async () => {
		const { page } = await open('/funnel?filter=source:webinar&filter=country:DE&age=90');
		await find(page, 'podc');
		await page.getByRole('option', { name: 'podcast', exact: true }).click();
		await page.waitForURL(({ searchParams }) => {
			const filters = searchParams.getAll('filter');
			return filters.join() === 'country:DE,source:podcast' && searchParams.get('age') === '90';
		});
		expect(new URL(page.url()).pathname).toBe('/funnel');
	});

	it('moves with the arrow keys, around the end, and says where it is', async () => {
		const { page } = await open('/rules');
		await find(page, '');
		await expect.poll(() => inUse(page)).toBe('Overview g o');
		await page.keyboard.press('ArrowDown');
		await expect.poll(() => inUse(page)).toBe('Data g d');
		await page.keyboard.press('ArrowUp');
		await page.keyboard.press('ArrowUp');
		await expect.poll(() => inUse(page)).toBe('Keyboard shortcuts');
	});

	it('keeps what is in use when saved views come in late', async () => {
		const { page } = await open('/rules');
		const id = await page.evaluate(async () => {
			const headers = { 'content-type': 'application/json' };
			const body = JSON.stringify({ name: 'Late', note: '', address: '/rules' });
			await fetch('/api/views', { method: 'POST', headers, body });
			const { views } = await (await fetch('/api/views')).json();
			return views.find(({ name }: { name: string }) => name === 'Late').id;
		});
		let come = () => {};
		const late = new Promise<void>((resolve) => (come = resolve));
		await page.route('**/api/views', async (route) => {
			await late;
			await route.continue();
		});
		await find(page, '');
		await page.keyboard.press('ArrowUp');
		await expect.poll(() => inUse(page)).toBe('Keyboard shortcuts');
		come();
		await page.getByRole('option', { name: 'Late' }).waitFor();
		await expect.poll(() => inUse(page)).toBe('Keyboard shortcuts');
		await page.evaluate((view) => fetch(`/api/views/${view}`, { method: 'DELETE' }), id);
	});

	it('changes colours and language', async () => {
		const { page } = await open('/rules');
		await find(page, 'dark');
		await page.keyboard.press('Enter');
		await page.locator('html[data-theme=dark][data-alive]').waitFor({ state: 'attached' });
		await find(page, 'deutsch');
		await page.keyboard.press('Enter');
		await page.locator('html[lang=de][data-alive]').waitFor({ state: 'attached' });
		await find(page, 'kali');
		expect(await options(page)).toEqual(['Kalibrieren g c']);
	});

	it('says what can be found where it finds nothing', async () => {
		const { page } = await open('/rules');
		await find(page, 'zzzz');
		await page.getByRole('status').filter({ hasText: 'Nothing found.' }).waitFor();
	});

	it.each([
		[{ width: 1280, height: 800 }, 'light', 'en-GB'],
		[{ width: 320, height: 640 }, 'dark', 'de-DE']
	] as const)('has nothing for axe to find at %o in %s, %s', async (viewport, scheme, locale) => {
		const { page } = await open('/rules', { viewport, colorScheme: scheme, locale });
		await find(page, 'e');
		expect(await axeViolations(page)).toEqual([]);
		expect(await overflow(page)).toBe(0);
		const room = await page.getByRole('dialog').boundingBox();
		expect(room!.y + room!.height).toBeLessThan(viewport.height);
	});
});

describe('keys', () => {
	it('show their list with ?, and go to pages with g and a letter', async () => {
		const { page, misdeeds } = await open('/rules');
		await page.keyboard.press('?');
		const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
		await sheet.waitFor();
		expect(await sheet.locator('dl > div').count()).toBeGreaterThan(8);
		expect(await axeViolations(page)).toEqual([]);
		await page.keyboard.press('Escape');
		await sheet.waitFor({ state: 'hidden' });
		await page.keyboard.press('g');
		await page.keyboard.press('d');
		await page.waitForURL('**/data');
		expect(misdeeds).toEqual(none);
	});

	it('go to the filter of the page with /', async () => {
		const { page } = await open('/funnel');
		await page.keyboard.press('/');
		const focused = page.locator(':focus');
		expect(await focused.getAttribute('name')).toBe('filter-column');
		await page.keyboard.press('Escape');
		await page.goto('/data');
		await page.locator('html[data-alive]').waitFor({ state: 'attached' });
		await page.keyboard.press('/');
		expect(await page.locator(':focus').count()).toBe(0);
	});

	it('are letters where somebody types', async () => {
		const { page } = await open('/data/erase');
		const input = page.locator('main input').first();
		await input.focus();
		await page.keyboard.type('g?/d');
		expect(await input.inputValue()).toBe('g?/d');
		expect(new URL(page.url()).pathname).toBe('/data/erase');
		expect(await page.getByRole('dialog').count()).toBe(0);
	});

	it('can be turned off, which is remembered; Ctrl+K stays', async () => {
		const { page } = await open('/rules');
		await page.keyboard.press('?');
		await page.getByLabel('Use single keys').uncheck();
		await page.keyboard.press('Escape');
		await page.reload();
		await page.locator('html[data-alive]').waitFor({ state: 'attached' });
		await page.keyboard.press('g');
		await page.keyboard.press('d');
		await page.keyboard.press('?');
		await find(page, 'shortc');
		expect(new URL(page.url()).pathname).toBe('/rules');
		await page.keyboard.press('Enter');
		await page.getByLabel('Use single keys').check();
	});
});

describe('saved views', () => {
	const menu = (page: Page) => page.locator('summary', { hasText: /^(Views|Ansichten)$/ });

	it('keep the page with its options, open it again, also from the palette, and are deleted', async () => {
		const { page, misdeeds } = await open('/calibrate?horizon=60&window=7');
		await menu(page).click();
		await page.getByLabel('Name of this view').fill('Two months');
		await page.getByLabel('Note').fill('for the board');
		await page.getByRole('button', { name: 'Save this view' }).click();
		await page.getByRole('status').filter({ hasText: '“Two months” is saved.' }).waitFor();
		await page.goto('/rules');
		await page.locator('html[data-alive]').waitFor({ state: 'attached' });
		await find(page, 'two mo');
		await page.getByRole('option', { name: 'Two months' }).waitFor();
		await page.keyboard.press('Enter');
		await page.waitForURL(/\/calibrate\?.*horizon=60&window=7/);
		await menu(page).click();
		const saved = page.getByRole('link', { name: 'Two months' });
		expect(await saved.textContent()).toContain('for the board');
		const height = (await saved.boundingBox())!.height;
		expect(height).toBeLessThan(64);
		await page.getByRole('button', { name: /^Delete.*Two months$/ }).click();
		await page.getByText('No view is saved yet.').waitFor();
		expect(misdeeds).toEqual(none);
	});

	it('say what is wrong with a name', async () => {
		const { page } = await open('/rules');
		await menu(page).click();
		await page.getByLabel('Name of this view').fill('!!!');
		await page.getByRole('button', { name: 'Save this view' }).click();
		expect(await page.getByRole('alert').textContent()).toContain('cannot be the name of a view');
		expect(await page.getByRole('alert').textContent()).toContain('at least one letter');
	});

	it.each([
		'https://elsewhere.example/',
		'//elsewhere.example/',
		'/\\elsewhere.example',
		'/api/views',
		'javascript:alert(1)',
		'/rules\n'
	])('are of this workbench alone: %s is refused', async (address) => {
		const { page } = await open('/rules');
		const status = await page.evaluate(async (address) => {
			const headers = { 'content-type': 'application/json' };
			const body = JSON.stringify({ name: 'Elsewhere', address });
			return (await fetch('/api/views', { method: 'POST', headers, body })).status;
		}, address);
		expect(status).toBe(422);
		const { views } = await page.evaluate(async () => (await fetch('/api/views')).json());
		expect(views.map(({ name }: { name: string }) => name)).not.toContain('Elsewhere');
	});

	it.each([
		[{ width: 1280, height: 800 }, 'light', 'en-GB'],
		[{ width: 320, height: 640 }, 'dark', 'de-DE']
	] as const)('have nothing for axe to find at %o in %s, %s', async (viewport, scheme, locale) => {
		const { page } = await open('/rules', { viewport, colorScheme: scheme, locale });
		await menu(page).click();
		const room = await page.locator('.views').boundingBox();
		expect(room!.x).toBeGreaterThanOrEqual(0);
		expect(room!.x + room!.width).toBeLessThanOrEqual(viewport.width);
		await page.getByText(/No view is saved yet|Noch ist keine Ansicht/).waitFor();
		expect(await axeViolations(page)).toEqual([]);
		expect(await overflow(page)).toBe(0);
	});
});

describe('a reset', () => {
	it('takes all filters and options out of the address, and stays where it is', async () => {
		const { page } = await open('/calibrate?horizon=60&window=7&model=baseline');
		await page.getByRole('link', { name: 'Reset', exact: true }).click();
		await page.waitForURL('**/calibrate?model=baseline');
		expect(await page.getByRole('link', { name: 'Reset', exact: true }).count()).toBe(0);
	});
});
