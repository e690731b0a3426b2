import { holdsPersonal } from '#lib/domain/mapping/holds-personal.ts';
import { personalKind } from '#lib/domain/mapping/personal-kind.ts';
import { HIDDEN } from '#lib/domain/mapping/without-personal.ts';
import { filterText } from '#lib/domain/query/filter-text.ts';
import { numbersIn, tagOf, type Locale, type Numbers } from '#lib/charts/numbers.ts';
import { moneyIn, type Money } from '#lib/charts/report-money.ts';
import { sourceName } from '#lib/charts/source-name.ts';
import * as m from '#lib/paraglide/messages.js';
import type { SourceReport } from '#lib/server/usecases/source-report.ts';

/** What the parts of the page are written with. */
export interface SourceWords {
	locale: Locale;
	numbers: Numbers;
	money: Money;
	/** A day as the reader writes it. */
	day(iso: string | null): string;
	/** What a group is called; values that say who somebody is are hidden. */
	name(source: string): string;
	/** Filters that pick the leads of a group in addition to those there are; null where there would be too many. */
	filters(source: string): string[] | null;
	/** Id of the stage of a place in the funnel, for sets of leads. */
	stage(kind: 'mql' | 'sql' | 'customer'): string | null;
}

/** Values of a group that an address can name. */
const MOST_FILTERS = 25;

/**
 * @param filters - those the address sets
 * @param stages - ids of the stages that figures are about
 */
export function sourceWords(
	report: SourceReport,
	filters: string[],
	stages: Record<'mql' | 'sql' | 'customer', string | null>,
	locale: Locale
): SourceWords {
	const { field, reading, valuesOf, sources, money } = report;
	const some = sources.slice(0, 200).map(({ figures }) => figures.source);
	const hidden = field !== null && personalKind(field, some) !== null;
	const others = field === null ? filters : filters.filter((each) => !isOf(each, field));
	return {
		locale,
		numbers: numbersIn(locale),
		money: moneyIn(money.currency, locale),
		day: (iso) => (iso === null ? '–' : dayIn(iso, locale)),
		name: (source) => {
			if (field === null && source === '') return m.sources_all_leads({}, { locale });
			const isPerson = source !== '' && (hidden || holdsPersonal(source));
			return isPerson ? HIDDEN : sourceName(source, reading, locale);
		},
		filters: (source) => {
			if (field === null) return filters;
			const values = valuesOf ? (valuesOf.get(source) ?? []) : [source];
			if (values.length === 0 || values.length > MOST_FILTERS) return null;
			return [...others, ...values.map((value) => filterText(field, value))];
		},
		stage: (kind) => stages[kind]
	};
}

function dayIn(iso: string, locale: Locale): string {
	return new Intl.DateTimeFormat(tagOf(locale), {
		timeZone: 'UTC',
		year: 'numeric',
		month: locale === 'de' ? '2-digit' : 'short',
		day: locale === 'de' ? '2-digit' : 'numeric'
	}).format(new Date(iso));
}

function isOf(filter: string, field: string): boolean {
	return filter.startsWith(filterText(field, ''));
}
