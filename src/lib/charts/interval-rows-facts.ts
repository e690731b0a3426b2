import type { KeyItem } from '#lib/charts/key.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import type { Rate } from '#lib/domain/intervals/rate.ts';
import type { Measured } from '#lib/domain/units.ts';
import * as m from '#lib/paraglide/messages.js';
import { rateText } from './funnel-words.ts';

/** A figure with its interval, or a median with the time by which nine in ten are through. */
export interface IntervalRow {
	label: string;
	/** Heading of the rows that follow, where it changes. */
	group?: string;
	/** Null: not measured. */
	value: number | null;
	lo: number | null;
	hi: number | null;
	/** A second mark, drawn as a square. */
	far?: number;
	/** Drawn hollow: what the others are set against stands filled. */
	hollow?: boolean;
	/** What stands at the end of the row. */
	said: string;
	/** What the mark is called for whoever does not see it. */
	words: string;
	/** Address of the leads behind it. */
	href: string | null;
}

export interface IntervalRows {
	/** Unlike that of any other picture on the page. */
	name: string;
	/** The finding. */
	title: string;
	rows: IntervalRow[];
	axis: { label: string; tick: (value: number) => string; most?: number; whole?: boolean };
	key?: KeyItem[];
}

export const rowHeight = 32;
export const groupHeight = 26;
export const axisHeight = 24;

/** Rows behind which the heading changes. */
export function isGroupStart(rows: IntervalRow[], row: number): boolean {
	return rows[row].group !== undefined && rows[row].group !== rows[row - 1]?.group;
}

/** Height of the picture, its key aside. */
export function intervalRowsHeight({ rows, key = [] }: Pick<IntervalRows, 'rows' | 'key'>): number {
	const groups = rows.filter((_, r) => isGroupStart(rows, r)).length;
	return rows.length * rowHeight + groups * groupHeight + axisHeight + (key.length > 0 ? 44 : 8);
}

/**
 * A rate as a row.
 *
 * @param leads - behind the mark; without any it leads nowhere
 */
export function rateRow(
	of: {
		label: string;
		rate: Measured<Rate>;
		leads: number;
		href: () => string | null;
		digits?: number;
	},
	locale: Locale
): IntervalRow {
	const { label, rate, leads, href, digits } = of;
	const said = rateText(rate, locale, digits);
	const words = markWords({ label, leads: numbersIn(locale).count(leads), said }, locale);
	const { rate: value, lo, hi } = rate.measured ? rate : none;
	return { label, value, lo, hi, said, words, href: leads > 0 ? href() : null };
}

const none = { rate: null, lo: null, hi: null };

/** What a mark is called. */
export function markWords(
	{ label, leads, said }: { label: string; leads: string; said: string },
	locale: Locale
): string {
	return m.rows_mark({ label, leads, said }, { locale });
}
