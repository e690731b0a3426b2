import type { MappingInput } from './mapping-draft.svelte.ts';

/**
 * What a person has chosen for an upload outlives a reload and the way back, in this tab. A file that is read otherwise
 * has a draft of its own.
 */
export function keepDraft(upload: string, reading: object, mapping: object): void {
	try {
		sessionStorage.setItem(keyOf(upload) + JSON.stringify(reading), JSON.stringify(mapping));
	} catch {
		// A browser that keeps nothing: the draft lives as long as the page.
	}
}

export function keptDraft<T = MappingInput>(upload: string, reading: object): T | null {
	try {
		return JSON.parse(sessionStorage.getItem(keyOf(upload) + JSON.stringify(reading)) ?? 'null');
	} catch {
		return null;
	}
}

export function forgetDraft(upload: string): void {
	try {
		const kept = Object.keys(sessionStorage).filter((key) => key.startsWith(keyOf(upload)));
		kept.forEach((key) => sessionStorage.removeItem(key));
	} catch {
		// Nothing was kept.
	}
}

function keyOf(upload: string): string {
	return `leadgauge-mapping-${upload}`;
}
