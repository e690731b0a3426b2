import { tick } from 'svelte';

/** Brings the keyboard to a part of the page by its id, once the page stands as it should. */
export async function focusOn(id: string): Promise<void> {
	await tick();
	document.getElementById(id)?.focus();
}
