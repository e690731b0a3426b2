import type { MappingInput } from './mapping-draft.svelte.ts';

/** What a person has chosen for an upload outlives a reload and the way back, in this tab. */
export function keepDraft(upload: string, mapping: object): void {
	try {
		sessionStorage.setItem(keyOf(upload), JSON.stringify(mapping));
	} catch {
		// A browser that keeps nothing: the draft lives as long as the page.
	}
}

export function keptDraft(upload: string): MappingInput | null {
	try {
		return JSON.parse(sessionStorage.getItem(keyOf(upload)) ?? 'null');
	} catch {
		return null;
	}
}

export function forgetDraft(upload: string): void {
	try {
		sessionStorage.removeItem(keyOf(upload));
	} catch {
		// Nothing was kept.
	}
}

function keyOf(upload: string): string {
	return `leadgauge-mapping-${upload}`;
}
