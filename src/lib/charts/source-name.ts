import type { Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/** What readers call a group of leads: the value itself, online and offline in their language, and those without one. */
export function sourceName(source: string, reading: string, locale: Locale): string {
	if (reading === 'kind') {
		if (source === 'online') return m.sources_online({}, { locale });
		return source === 'offline'
			? m.sources_offline({}, { locale })
			: m.sources_kind_unknown({}, { locale });
	}
	return source === '' ? m.sources_empty_value({}, { locale }) : source;
}
