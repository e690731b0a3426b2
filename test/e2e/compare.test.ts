import { describe, expect, it } from 'vitest';
import { none, useBrowser, type OpenPage } from './browser.ts';
import { axeViolations, column, drawAll, layoutShift, overflow } from './look.ts';

const open = useBrowser();

/** Calibrated points are worked out first; the page that shows how far they are leads here by itself. */
async function compared(path: string, options?: Parameters<typeof open>[1]): Promise<OpenPage> {
	const opened = await open(path, options);
	await opened.page.waitForURL('**/compare**', { timeout: 60_000 });
	await opened.page.locator('html[data-alive]').waitFor({ state: 'attached' });
	return opened;
}

const pair = '/compare?models=baseline,baseline~calibrated';
const figure = (text: string) => Number(text.match(/^[+−]?\d\.\d+/)![0].replace('−', '-'));

describe('the compare page', () => {
	it('says which score ranks better, with its number, and shows it in this order', async () => {
		const { page, misdeeds } = await compared(pair);
		expect(await page.locator('h1').textContent()).toMatch(
			/^“Lead score 2024, calibrated points” ranks these [\d,]+ later leads better than “Lead score 2024”: AUC 0\.\d{3} against 0\.\d{3}, difference 0\.\d{3} \(95% interval 0\.\d{3} to 0\.\d{3}\)$/
		);
		const ids = await page
			.locator('main section[id]')
			.evaluateAll((sections) => sections.map(({ id }) => id));
		expect(ids).toEqual(['differences', 'figures', 'curves', 'gates', 'volume', 'leads']);
		expect(misdeeds).toEqual(none);
	});

	it('has the figures of the calibrate page for today’s and for calibrated points', async () => {
		const { page } = await compared(pair);
		const here = [1, 2].map((at) => column(page, '#figures .scroll', at));
		const [today, calibrated] = (await Promise.all(here)).map((each) => each.map(figure));
		await page.goto('/calibrate?model=baseline');
		const there = [1, 2].map((at) => column(page, '#compare > .scroll', at));
		const wanted = (await Promise.all(there)).map((each) => each.map(figure));
		expect(today).toEqual(wanted[0]);
		expect(calibrated).toEqual(wanted[1]);
	});

	it('compares what is chosen; the choice stands in the address, and Back takes it back', async () => {
		const { page } = await compared(pair);
		const before = await page.locator('h1').textContent();
		await page.getByLabel('Third score, if you like').selectOption('baseline~fitted');
		await page.getByRole('button', { name: 'Compare', exact: true }).click();
		await page.waitForURL(
			/\/compare\?models=baseline%2Cbaseline(~|%7E)calibrated%2Cbaseline(~|%7E)fitted/
		);
		expect(await page.locator('#figures thead th').count()).toBe(4);
		expect(await page.locator('header .lede').textContent()).toContain('(Holm)');
		await page.goBack();
		await page.locator('h1', { hasText: before! }).waitFor();
		expect(await page.getByLabel('Third score, if you like').inputValue()).toBe('');
	});

	it('keeps the chosen scores when an option in the bar is taken back', async () => {
		const { page } = await compared(`${pair}&horizon=60`);
		expect(await page.locator('footer.footnote').textContent()).toContain('horizon 60 days');
		await page.locator('.chip', { hasText: 'Horizon 60 days' }).click();
		await page.locator('.chip', { hasText: 'Horizon' }).waitFor({ state: 'detached' });
		expect(new URL(page.url()).searchParams.get('models')).toBe('baseline,baseline~calibrated');
	});

	it('turns the signs of the differences with the order of the scores', async () => {
		const { page } = await compared(pair);
		const of = async () => (await column(page, '#differences > .stack > .scroll', 2)).map(figure);
		const there = await of();
		await page.goto('/compare?models=baseline~calibrated,baseline');
		expect(await of()).toEqual(there.map((each) => -each));
	});

	it('checks a score column against the card, and does not compare it for quality', async () => {
		const { page } = await compared(
			'/compare?models=baseline,baseline~calibrated,column:crm_score'
		);
		expect(await page.locator('#figures thead th').count()).toBe(3);
		expect(await page.locator('main').textContent()).toContain(
			'“crm_score” is not compared for quality'
		);
		expect(await page.locator('#columns').textContent()).toMatch(
			/“crm_score” and “Lead score 2024” are equal for [\d,]+ of 5,661 leads/
		);
	});

	it('compares a score column that says when it was written, and counts who is left out', async () => {
		const { page } = await compared('/compare?models=baseline,column:crm_score&stamp=mql_at');
		expect(await page.locator('#figures thead th').count()).toBe(3);
		expect(await page.locator('#leads').textContent()).toContain(
			'No time at which the score was written'
		);
		await page.goto('/compare?models=baseline,column:crm_score&stamp=created_at');
		expect(await page.locator('header').last().textContent()).toContain('the date of a stage');
	});

	it('refuses what it does not know and a fourth score, and compares the others', async () => {
		const { page } = await compared(
			'/compare?models=baseline,gone,baseline~calibrated,baseline~fitted,column:crm_score'
		);
		const notices = await page.locator('main .notice').allTextContents();
		expect(notices.join(' ')).toContain('There is no score “gone” here');
		expect(notices.join(' ')).toContain('At most 3 scores fit side by side; “crm_score”');
		expect(await page.locator('#figures thead th').count()).toBe(4);
	});

	it('asks for a second score where there is one', async () => {
		const { page } = await compared('/compare?models=baseline');
		expect(await page.locator('h1').textContent()).toBe('Choose a second score to compare');
		expect(await page.getByLabel('First score').inputValue()).toBe('baseline');
	});

	it('says what is missing where there are no leads', async () => {
		const { page } = await open('/compare?dataset=nowhere');
		expect(await page.locator('h1').textContent()).toBe('No leads are loaded yet');
	});

	it('stands in the rail and opens with something to compare', async () => {
		const { page } = await open('/data');
		await page
			.getByRole('navigation', { name: 'Pages' })
			.getByRole('link', { name: 'Compare' })
			.click();
		await page.waitForURL('**/compare', { timeout: 60_000 });
		expect(await page.locator('#figures').count()).toBe(1);
	});

	it('says finding and numbers without JavaScript, and sends its choice as a form', async () => {
		const { page } = await open(pair, { javaScriptEnabled: false });
		await page.waitForURL('**/compare**', { timeout: 60_000 });
		expect(await page.locator('h1').textContent()).toContain('later leads');
		expect((await column(page, '#figures .scroll', 1)).join(' ')).toMatch(/0\.\d{3}/);
		await page.getByLabel('Second score').selectOption('baseline~fitted');
		await page.getByRole('button', { name: 'Compare', exact: true }).click();
		await page.waitForURL(/models=baseline&models=baseline(~|%7E)fitted/);
		expect(await page.locator('#figures thead').textContent()).toContain('fitted score');
	});
});

describe('the compare page is for everybody', () => {
	it.each([
		['en-GB', 'light', 1280],
		['de-DE', 'dark', 320]
	] as const)(
		'%s, %s, %d px: axe finds nothing, nothing moves or hangs over',
		async (locale, colorScheme, width) => {
			const { page, misdeeds } = await compared(`${pair},column:crm_score`, {
				locale,
				colorScheme,
				viewport: { width, height: 900 }
			});
			await drawAll(page);
			for (const details of await page.locator('main details').all()) {
				await details.evaluate((node) => ((node as HTMLDetailsElement).open = true));
			}
			expect(await axeViolations(page)).toEqual([]);
			expect(await overflow(page)).toBe(0);
			expect(misdeeds).toEqual(none);
		}
	);

	it('moves nothing while it is drawn', async () => {
		const { page } = await compared(pair);
		await drawAll(page);
		expect(await layoutShift(page)).toBeLessThan(0.02);
	});

	it('speaks German throughout', async () => {
		const { page } = await compared(pair, { locale: 'de-DE' });
		expect(await page.locator('h1').textContent()).toMatch(
			/^„Lead score 2024, kalibrierte Punkte“ ordnet diese [\d.]+ späteren Leads besser als „Lead score 2024“: AUC 0,\d{3} gegen/
		);
		const text = (await page.locator('main').textContent())!;
		expect(text).not.toMatch(/\b(the|and|score of|leads pass|better|against)\b/);
		expect(await page.title()).toBe('Vergleichen · Leadgauge');
	});

	it('can be used by keyboard alone', async () => {
		const { page } = await compared(pair);
		await page.getByLabel('Second score').focus();
		await page.keyboard.press('Tab');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Tab');
		expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Compare');
		await page.keyboard.press('Enter');
		await page.waitForURL(/models=baseline%2Cbaseline(~|%7E)calibrated/);
	});
});
