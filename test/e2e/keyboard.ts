import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** More stops than any page has. */
const MOST_STOPS = 300;

/** Presses Tab, with Shift for backwards, until an element has the focus. */
export async function tabTo(page: Page, goal: Locator, key = 'Tab'): Promise<void> {
	await goal.waitFor();
	const isThere = () => goal.evaluate((each) => each === document.activeElement);
	for (let i = 0; i < MOST_STOPS; i++) {
		await page.keyboard.press(key);
		if (await isThere()) return;
	}
	throw new Error(`${key} never came to ${goal}`);
}

/** Goes to something by Tab and enters it. */
export async function enter(page: Page, goal: Locator): Promise<void> {
	await tabTo(page, goal);
	await page.keyboard.press('Enter');
}

/** Goes to a field by Tab and types into it, over what stands there. */
export async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
	await tabTo(page, field);
	await page.keyboard.press('Control+a');
	await page.keyboard.type(text);
}

/** Goes to a list by Tab and chooses by typing the beginning of a name. */
export async function choose(page: Page, list: Locator, name: string): Promise<void> {
	await tabTo(page, list);
	await page.keyboard.type(name);
	await expect
		.poll(() => list.evaluate((each: HTMLSelectElement) => each.selectedOptions[0].label.trim()))
		.toBe(name);
}

/** To a page by its two letters, once its figures are there. */
export async function goByLetters(page: Page, letter: string, path: string): Promise<void> {
	await page.keyboard.press('g');
	await page.keyboard.press(letter);
	await arrived(page, path);
}

/** To a page by the beginning of its name, from wherever the cursor is. */
export async function goByName(page: Page, name: string, path: string): Promise<void> {
	await page.keyboard.press('Control+k');
	await page.locator('dialog[open] [role=combobox]:focus').waitFor();
	await page.keyboard.type(name);
	// It stands there before the list has followed what was typed; chosen it is only then.
	await page.getByRole('option', { name, selected: true }).waitFor();
	await page.keyboard.press('Enter');
	await arrived(page, path);
}

/** A page that works out its figures first shows how far it is; then it comes to life. */
export async function arrived(page: Page, path: string): Promise<void> {
	await page
		.waitForURL(({ pathname }) => pathname === path, { timeout: 60_000 })
		.catch(async (error) => {
			const said = await page.locator('main').innerText();
			throw new Error(`${path} did not come, at ${page.url()} stands: ${said.slice(0, 400)}`, {
				cause: error
			});
		});
	await page.locator('html[data-alive]').waitFor({ state: 'attached', timeout: 60_000 });
}
