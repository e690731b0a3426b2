import * as m from '#lib/paraglide/messages.js';

/** The kinds of groups, in words. */
export const kinds = [
	{ kind: 'fit', label: m.rules_kind_fit },
	{ kind: 'engagement', label: m.rules_kind_engagement },
	{ kind: 'negative', label: m.rules_kind_negative },
	{ kind: 'framework', label: m.rules_kind_framework }
] as const;
