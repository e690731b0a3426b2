import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import { YES_WORDS } from '#lib/domain/ingest/flag-words.ts';
import type { FieldWords } from './column-by-words.ts';
import { FieldFinder, type LeadsHeader, type SuggestedSide } from './field-finder.ts';
import type { FlagColumn } from './side-file.ts';
import type { TouchMapping } from './touch-mapping.ts';

/** Header words of a file of touches, in English and German. */
const WORDS: Record<'at' | 'type' | 'detail' | 'channel' | 'byUs', FieldWords> = {
	at: {
		type: 'timestamp',
		patterns: [
			/^(at|time|timestamp|date|datum|zeit|zeitpunkt|zeitstempel|occurred at|event time|activity date|aktivitaetsdatum)$/,
			/\b(activity|event|touch|interaction|visit|aktivitaet|ereignis|kontakt)\b.*\b(at|on|date|time|datum|zeit|am)\b/,
			/\b(at|on|date|time|datum|zeitpunkt|am)$/
		],
		not: /\b(due|end|ended|created by|modified|faellig)\b/
	},
	type: {
		type: 'any',
		patterns: [
			/^(touch|activity|event|interaction|engagement|action|aktivitaet|aktivitaets|ereignis|kontakt)? ?(type|typ|art|kind|name)$/,
			/^(activity|event|touch|action|interaction|aktivitaet|ereignis|aktion)$/
		]
	},
	detail: {
		type: 'any',
		patterns: [
			/^(details?|subject|betreff|page|seite|url|asset|content|inhalt|title|titel|thema|beschreibung|description)$/,
			/\b(detail|details|asset|page url|seite|betreff|subject)\b/
		]
	},
	channel: {
		type: 'any',
		patterns: [/^(channel|kanal|medium|utm medium|source|quelle|utm source)$/]
	},
	byUs: {
		type: 'any',
		patterns: [/^(by us|outbound|von uns|ausgehend|direction|richtung)$/]
	}
};

const OUTBOUND = ['outbound', 'outgoing', 'ausgehend', 'out', 'us', 'wir', ...YES_WORDS];

/**
 * Suggests which columns of a file of touches play which role; null without a key of the lead or a time.
 *
 * @param leads what is known of the leads; null where there are none yet
 * @example suggestTouches(profiles, null).mapping?.at // 'Activity date'
 */
export function suggestTouches(
	columns: ColumnProfile[],
	leads: LeadsHeader | null,
	missing: string[] = []
): SuggestedSide<TouchMapping> {
	const finder = new FieldFinder(columns, 'activities');
	const lead = finder.leadKey(leads);
	const at = finder.byWords('at', WORDS.at) ?? finder.onlyTime('at');
	const named = (field: 'type' | 'detail' | 'channel') =>
		finder.byWords(field, WORDS[field])?.name ?? null;
	const fields = { type: named('type'), detail: named('detail'), channel: named('channel') };
	const byUs = flagOf(finder);
	if (!lead || !at) return { mapping: null, reasons: finder.reasons };
	const mapping = { lead, at: at.name, ...fields, byUs };
	return {
		mapping: missing.length > 0 ? { ...mapping, missing } : mapping,
		reasons: finder.reasons
	};
}

function flagOf(finder: FieldFinder): FlagColumn | null {
	const column = finder.byWords('byUs', WORDS.byUs);
	if (!column) return null;
	const yes = column.values
		.map(({ text }) => text)
		.filter((text) => OUTBOUND.includes(text.trim().toLowerCase()));
	return yes.length > 0 ? { column: column.name, yes } : null;
}
