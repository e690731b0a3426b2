import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import { columnByWords, type FieldWords } from './column-by-words.ts';
import { COST_KINDS, type CostKind, type CostMapping, type MonthColumn } from './cost-mapping.ts';
import { FieldFinder, type SuggestedSide } from './field-finder.ts';
import { headerWords } from './header-words.ts';
import { parseMonth, parsePeriod } from './parse-period.ts';

type Field = 'day' | 'source' | 'campaign' | 'amount' | 'currency' | 'kind' | Count;
type Count = 'impressions' | 'clicks' | 'visits';

/** Header words of a sheet of costs, in English and German. */
const WORDS: Record<Field, FieldWords> = {
	day: {
		type: 'any',
		patterns: [
			/^(day|month|date|datum|monat|tag|period|periode|zeitraum|week|reporting (starts|date)|buchungsdatum|quarter|quartal)$/,
			/\b(month|date|day|monat|datum|tag)\b/
		]
	},
	source: {
		type: 'any',
		patterns: [
			/^(source|quelle|lead source|leadquelle|channel|kanal|platform|plattform|publisher|utm source)$/
		]
	},
	campaign: {
		type: 'any',
		patterns: [
			/^(campaign|kampagne|campaign name|kampagnenname|utm campaign)$/,
			/\b(campaign|kampagne|kampagnen)\b/,
			/^(ad|anzeige|ad name|ad id|ad set|ad group|anzeigengruppe)$/
		]
	},
	amount: {
		type: 'number',
		patterns: [
			/^((ad|total|amount|gesamt|media|werbe) ?)?(cost|costs|spend|spent|kosten|ausgaben|spendings|werbekosten)( (eur|euro|usd|chf))?$/,
			/\b(cost|costs|spend|spent|kosten|ausgaben|aufwand)\b/,
			/^(net ?|netto ?)?(amount|betrag|summe|actual|ist|budget)( (lc|gc|eur|euro|usd|chf))?$/
		],
		not: /\b(per|pro|cpc|cpm|cpl)\b/
	},
	currency: { type: 'text', patterns: [/\b(currency|waehrung)\b/] },
	kind: {
		type: 'text',
		patterns: [
			/^(kind|type|typ|art|kostenart|cost type|category|kategorie|cost center|kostenstelle)$/
		]
	},
	impressions: { type: 'number', patterns: [/\b(impressions?|impr|impressionen|einblendungen)\b/] },
	clicks: { type: 'number', patterns: [/^(link )?(clicks?|klicks?)$/, /\b(clicks?|klicks?)\b/] },
	visits: { type: 'number', patterns: [/\b(visits?|sessions?|besuche|sitzungen)\b/] }
};

const KIND_WORDS: Record<CostKind, RegExp> = {
	marketing: /marketing|werbung|advert|media|event|messe|content|agentur|agency/i,
	sales: /sales|vertrieb|provision|commission/i,
	tool: /tool|software|lizenz|licen[cs]e|crm|system/i
};

/** Fewest columns named after months that make a sheet a pivoted one. */
const FEWEST_MONTHS = 2;

/**
 * Suggests which columns of a sheet of costs play which role; null without an amount and a day or month, or columns that
 * are named after months.
 *
 * @example suggestCosts(profiles).mapping?.amount // 'Spent'
 */
export function suggestCosts(
	columns: ColumnProfile[],
	missing: string[] = []
): SuggestedSide<CostMapping> {
	const finder = new FieldFinder(columns);
	const months = monthColumns(finder);
	const named = (field: Field) => finder.byWords(field, WORDS[field])?.name ?? null;
	const parted = months ? null : monthAndYear(finder);
	const day = months ? null : (parted?.day ?? dayOf(finder));
	const amount = months ? null : named('amount');
	const rest = {
		source: named('source'),
		campaign: named('campaign'),
		kind: kindOf(finder),
		currency: named('currency'),
		impressions: named('impressions'),
		clicks: named('clicks'),
		visits: named('visits')
	};
	if (!months && (!day || !amount)) return { mapping: null, reasons: finder.reasons };
	const year = parted ? { year: parted.year } : {};
	const mapping = { day, ...year, ...(months ? { months } : {}), amount, ...rest };
	return {
		mapping: missing.length > 0 ? { ...mapping, missing } : mapping,
		reasons: finder.reasons
	};
}

function monthColumns(finder: FieldFinder): MonthColumn[] | null {
	const months = finder.free.flatMap((column) => {
		const month = column.type === 'number' || column.filled === 0 ? parseMonth(column.name) : null;
		return month === null ? [] : [{ column, month }];
	});
	if (months.length < FEWEST_MONTHS) return null;
	return months.map(({ column, month }) => {
		finder.take('months', column, 0.9, 'name');
		return { column: column.name, month };
	});
}

/** Two columns, one with the number or name of a month, one with the year. */
function monthAndYear(finder: FieldFinder): { day: string; year: string } | null {
	const fits = ({ values }: ColumnProfile, test: (text: string) => boolean) =>
		values.length > 0 && values.every(({ text }) => test(text));
	const isYear = (text: string) => /^(19|20)[0-9]{2}$/.test(text);
	const year = finder.free.find(
		(each) => /\b(years?|jahr|geschaeftsjahr)\b/.test(headerWords(each.name)) && fits(each, isYear)
	);
	const month = finder.free.find(
		(each) =>
			/\b(months?|monat)\b/.test(headerWords(each.name)) &&
			fits(each, (text) => parseMonth(monthText(text, '2026')) !== null)
	);
	if (!year || !month) return null;
	finder.take('year', year, 0.9, 'name-and-values');
	return { day: finder.take('day', month, 0.9, 'name-and-values').name, year: year.name };
}

/** A month without a year, and a year. */
function monthText(month: string, year: string): string {
	return /^[0-9]{1,2}$/.test(month) ? `${year}-${month.padStart(2, '0')}` : `${month} ${year}`;
}

/** A column of days, or one whose texts name months. */
function dayOf(finder: FieldFinder): string | null {
	const fits = ({ type, values }: ColumnProfile) =>
		type === 'timestamp' ||
		(values.length > 0 && values.every(({ text }) => parsePeriod(text) !== null));
	const found = columnByWords(WORDS.day, finder.free.filter(fits));
	if (found) return finder.take('day', found.column, found.confidence, 'name').name;
	const periods = finder.free.filter(fits);
	return periods.length === 1 ? finder.take('day', periods[0], 0.5, 'values').name : null;
}

function kindOf(finder: FieldFinder): CostMapping['kind'] {
	const found = columnByWords(WORDS.kind, finder.free);
	const texts = found?.column.values.map(({ text }) => text) ?? [];
	const kindOfText = (text: string) => COST_KINDS.find((kind) => KIND_WORDS[kind].test(text));
	if (!found || !texts.some(kindOfText)) return 'marketing';
	finder.take('kind', found.column, found.confidence, 'name-and-values');
	const values = (kind: CostKind) => texts.filter((text) => kindOfText(text) === kind);
	return {
		column: found.column.name,
		marketing: values('marketing'),
		sales: values('sales'),
		tool: values('tool')
	};
}
