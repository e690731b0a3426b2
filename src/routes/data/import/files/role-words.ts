import type { FileRole } from '#lib/domain/mapping/dataset-mapping.ts';
import * as m from '#lib/paraglide/messages.js';

/** What a file is, in a few words. */
export function fileRoleWord(role: FileRole): string {
	return WORDS[role]();
}

const WORDS: Record<FileRole, () => string> = {
	leads: m.several_role_leads,
	touches: m.several_role_touches,
	stages: m.several_role_stages,
	deals: m.several_role_deals,
	costs: m.several_role_costs,
	lookup: m.several_role_lookup,
	unused: m.several_role_unused
};
