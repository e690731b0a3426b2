import { centsOf } from '#lib/domain/roi/cents-by-kind.ts';
import type { MoneyFigures } from '#lib/domain/roi/money-figures.ts';
import { MONEY_TERMS, QUALITY_TERMS } from '#lib/domain/sources/figure-terms.ts';
import type { SourceFigures } from '#lib/domain/sources/source-figures.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { MoneyRow } from './source-money.ts';

type QualityFigure = (typeof QUALITY_TERMS)[number]['figure'];
type MoneyFigure = keyof MoneyFigures;

const OF_MONEY = ['cost', 'fullCost', 'monthsLeads', 'wins', 'revenue'] as const;

/** What a long table of sources can be sorted by. */
export type SortedBy =
	'name' | 'leads' | 'immature' | QualityFigure | (typeof OF_MONEY)[number] | MoneyFigure;

export interface SourceSort {
	by: SortedBy;
	descending: boolean;
}

export const SORTED_BY: SortedBy[] = [
	'name',
	'leads',
	'immature',
	...QUALITY_TERMS.map(({ figure }) => figure),
	...OF_MONEY,
	...MONEY_TERMS.map(({ figure }) => figure)
];

/** Whether sorting needs the money of all sources. */
export function isByMoney({ by }: SourceSort): boolean {
	return [...OF_MONEY, ...MONEY_TERMS.map(({ figure }) => figure)].some((each) => each === by);
}

/**
 * Places of sources in the order of one of their figures; what is not measured stands last either way, equal ones by name.
 *
 * @param money - rows by source, for figures of money
 * @example sortedPlaces({ by: 'leads', descending: true }, figures, new Map())[0] // place of the source with most leads
 */
export function sortedPlaces(
	{ by, descending }: SourceSort,
	sources: SourceFigures[],
	money: ReadonlyMap<string, MoneyRow>
): number[] {
	const words = new Intl.Collator('en', { numeric: true });
	const direction = descending ? -1 : 1;
	const values = sources.map((each) => valueOf(by, each, money.get(each.source)));
	const byName = (a: number, b: number) => words.compare(sources[a].source, sources[b].source);
	return sources
		.map((_, place) => place)
		.sort((a, b) => {
			if (by === 'name') return direction * byName(a, b);
			const [x, y] = [values[a], values[b]];
			if (x === null || y === null) return Number(x === null) - Number(y === null) || byName(a, b);
			return direction * (x - y) || byName(a, b);
		});
}

function valueOf(by: SortedBy, figures: SourceFigures, row: MoneyRow | undefined): number | null {
	switch (by) {
		case 'name':
			return null;
		case 'leads':
		case 'immature':
			return figures[by];
		case 'cost':
		case 'fullCost':
		case 'monthsLeads':
		case 'wins':
		case 'revenue':
			return row ? ofMoney(by, row) : null;
	}
	if (by in figures) return numberOf(figures[by as QualityFigure]);
	return row ? numberOf(row.figures[by as MoneyFigure]) : null;
}

function ofMoney(by: (typeof OF_MONEY)[number], { sums }: MoneyRow): number | null {
	if (by === 'monthsLeads') return sums.leads;
	if (by === 'wins') return sums.wins;
	if (by === 'revenue') return sums.revenueCents;
	if (!sums.cost.measured) return null;
	if (by === 'cost') return sums.cost.marketing;
	return centsOf(sums.cost) + (sums.overhead ? centsOf(sums.overhead) : 0);
}

/** The one number of a figure. */
function numberOf(figure: Measured<object>): number | null {
	if (!figure.measured) return null;
	const found: Partial<Record<string, unknown>> = { ...figure };
	const names = ['rate', 'cents', 'ratio', 'points', 'touches', 'median'];
	const value = names.map((name) => found[name]).find((each) => typeof each === 'number');
	return value ?? null;
}
