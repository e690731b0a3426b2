import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import { columnByWords, type FieldWords } from './column-by-words.ts';
import type { DealMapping, DealResult } from './deal-mapping.ts';
import { FieldFinder, type LeadsHeader, type SuggestedSide } from './field-finder.ts';
import { isDated } from './mapping.ts';
import { presetOutcome } from './presets/preset-outcome.ts';
import { recogniseExport } from './presets/recognise-export.ts';
import { LOST_VALUES, WON_VALUES } from './role-words.ts';

/** Header words of a file of deals, in English and German. */
const WORDS: Record<
	'deal' | 'amount' | 'currency' | 'closedAt' | 'outcome' | 'product',
	FieldWords
> = {
	deal: {
		type: 'any',
		patterns: [
			/^(deal|opportunity|order|auftrag|auftrags|verkaufschance|verkaufschancen|opp|geschaeft) ?(id|uuid|guid|nr|no|number|nummer|name)$/,
			/^(deal|opportunity|auftrag|verkaufschance)$/,
			/^(id|record id|datensatz id)$/
		]
	},
	amount: {
		type: 'number',
		patterns: [
			/^((deal|order|close|closed|won|auftrags|deal) ?)?(amount|value|betrag|wert|auftragswert|dealwert|umsatz|volumen|summe)( (eur|euro|usd|chf))?$/,
			/\b(amount|value|betrag|wert|umsatz|revenue|price|preis|auftragswert)\b/
		],
		not: /\b(weighted|expected|forecast|gewichtet|erwartet|count|anzahl|list|sales price)\b/
	},
	currency: { type: 'text', patterns: [/\b(currency|waehrung|waehrungscode)\b/] },
	closedAt: {
		type: 'timestamp',
		patterns: [
			/\b(closed|close date|closing|abschluss|abschlussdatum|schlussdatum|geschlossen)\b/,
			/\b(won|gewonnen|signed|unterschrieben|auftragsdatum|order date|bestelldatum)\b/
		],
		not: /\b(created|opened|erstellt|modified|geaendert)\b/
	},
	outcome: {
		type: 'any',
		patterns: [
			/^(is )?(won|gewonnen)$/,
			/^((deal|opportunity) ?)?(stage|phase|status|ergebnis|outcome|result)( name)?$/
		]
	},
	product: { type: 'any', patterns: [/\b(product|produkt|artikel|plan|item|sku)\b/] }
};

const NOT_WON = new Set(['no', 'n', 'nein', 'false', 'falsch', '0', '0.0']);

/**
 * Suggests which columns of a file of deals play which role; null without a key of the lead, or without both a result
 * and a closing date.
 *
 * @param leads what is known of the leads; null where there are none yet
 * @example suggestDeals(profiles, null).mapping?.amount // 'Betrag'
 */
export function suggestDeals(
	columns: ColumnProfile[],
	leads: LeadsHeader | null,
	missing: string[] = []
): SuggestedSide<DealMapping> {
	const finder = new FieldFinder(columns, 'deals');
	const lead = finder.leadKey(leads);
	const closedAt = finder.byWords('closedAt', WORDS.closedAt)?.name ?? null;
	const outcome = resultOfExport(finder, columns) ?? resultOf(finder);
	const named = (field: 'deal' | 'currency' | 'amount' | 'product') =>
		finder.byWords(field, WORDS[field])?.name ?? null;
	const [deal, currency, amount, product] = [
		named('deal'),
		named('currency'),
		named('amount'),
		named('product')
	];
	if (!lead || (!closedAt && !outcome)) return { mapping: null, reasons: finder.reasons };
	const mapping = { lead, deal, amount, currency, closedAt, outcome, product };
	return {
		mapping: missing.length > 0 ? { ...mapping, missing } : mapping,
		reasons: finder.reasons
	};
}

/** As the recognised export of deals says it. */
function resultOfExport(finder: FieldFinder, columns: ColumnProfile[]): DealResult | null {
	const recognised = recogniseExport(columns.map(({ name }) => name));
	if (recognised?.object !== 'deals') return null;
	const outcome = presetOutcome(columns, recognised);
	const column = outcome && 'column' in outcome ? outcome.column : null;
	const profile = finder.free.find(({ name }) => name === column);
	if (!outcome || isDated(outcome) || !profile) return null;
	finder.take('outcome', profile, 0.9 + 0.1 * recognised.confidence, 'preset');
	return { column: outcome.column, won: outcome.won, lost: outcome.lost ?? [] };
}

function resultOf(finder: FieldFinder): DealResult | null {
	const found = columnByWords(WORDS.outcome, finder.free);
	if (!found) return null;
	const texts = found.column.values.map(({ text }) => text);
	const meaning = (words: Set<string>) =>
		texts.filter((text) => words.has(text.trim().toLowerCase()));
	const won = meaning(WON_VALUES);
	const lost = [...meaning(LOST_VALUES), ...meaning(NOT_WON)];
	if (won.length === 0) return null;
	finder.take('outcome', found.column, found.confidence, 'name-and-values');
	return { column: found.column.name, won, lost };
}
