import type { WhatIfPoint } from '#lib/domain/report/what-if-curve.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { moneyIn } from '#lib/charts/report-money.ts';
import * as m from '#lib/paraglide/messages.js';

/** Choices one could make, what holds today, and what is asked for. */
export interface WhatIf {
	kind: 'threshold' | 'budget';
	points: WhatIfPoint[];
	/** Today's threshold or the mean monthly budget; null where nothing is said of it. */
	today: { choice: number; effort: number; wins: number } | null;
	asked: WhatIfPoint | null;
	/** ISO 4217 */
	currency: string;
}

/** @example whatIfFacts(whatIf, 'en').title // 'A threshold of 45 points: 160 calls and 19 to 23 customers a month' */
export function whatIfFacts(whatIf: WhatIf, locale: Locale): Facts {
	const { kind, points, currency } = whatIf;
	const threshold = kind === 'threshold';
	const label = (text: (inputs: { currency: string }, options: { locale: Locale }) => string) =>
		text({ currency }, { locale });
	return {
		title: titleOf(whatIf, locale),
		note: label(threshold ? m.roi_what_if_threshold_note : m.roi_what_if_budget_note),
		table: {
			columns: [
				threshold
					? { label: label(m.roi_what_if_threshold), kind: 'points' }
					: { label: label(m.roi_what_if_budget), kind: 'decimal', digits: 0 },
				...(threshold
					? [
							{ label: label(m.roi_what_if_calls), kind: 'decimal', digits: 1 } as const,
							{ label: label(m.roi_what_if_wins), kind: 'decimal', digits: 1 } as const
						]
					: []),
				{ label: label(m.roi_what_if_wins_low), kind: 'decimal', digits: 1 },
				{ label: label(m.roi_what_if_wins_high), kind: 'decimal', digits: 1 }
			],
			rows: points.map(({ choice, effort, wins, lo, hi }) =>
				threshold ? [choice, effort, wins, lo, hi] : [choice / 100, lo, hi]
			)
		},
		file: `what-if-${kind}`
	};
}

/** How much a choice asks for a month. @example effortText(point, 'budget', 'EUR', 'en') // '€3,000' */
export function effortText(
	effort: number,
	kind: WhatIf['kind'],
	currency: string,
	locale: Locale
): string {
	if (kind === 'budget') return moneyIn(currency, locale).whole(effort);
	return numbersIn(locale).decimal(effort, effort < 10 ? 1 : 0);
}

function titleOf({ kind, points, asked, currency }: WhatIf, locale: Locale): string {
	const threshold = kind === 'threshold';
	if (points.length === 0) {
		const none = threshold ? m.roi_what_if_threshold_none : m.roi_what_if_budget_none;
		return none({}, { locale });
	}
	if (!asked) {
		const all = threshold ? m.roi_what_if_threshold_title : m.roi_what_if_budget_title;
		return all({}, { locale });
	}
	const numbers = numbersIn(locale);
	const wins = numbers.interval([asked.lo, asked.hi], (end) => numbers.decimal(end, 1));
	const effort = effortText(asked.effort, kind, currency, locale);
	return threshold
		? m.roi_what_if_threshold_asked(
				{ threshold: numbers.points(asked.choice), calls: effort, wins },
				{ locale }
			)
		: m.roi_what_if_budget_asked({ budget: effort, wins }, { locale });
}
