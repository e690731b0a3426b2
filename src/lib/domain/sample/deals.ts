import { DAY, END } from './calendar.ts';
import type { Draw } from './draw.ts';
import type { StageChange } from './sales-course.ts';

/** A deal, a row of deals.csv but for its number. Minutes and cents. */
export interface Deal {
	product: string;
	amountCents: number;
	openedAt: number;
	/** Null while open. */
	closedAt: number | null;
	won: boolean;
}

const PLANS = [
	['Plan Start', 25],
	['Plan', 50],
	['Plan Plus', 25]
] as const;
const SECOND = [
	['Analytics', 40],
	['Training', 35],
	['More seats', 25]
] as const;
const FACTORS: Record<string, number> = {
	'Plan Start': 0.5,
	Plan: 1,
	'Plan Plus': 1.9,
	Analytics: 0.45,
	Training: 0.2,
	'More seats': 0.35
};

/**
 * The deal an opportunity opened, and for some customers a second one 60 to 300 days after the win.
 *
 * @example dealsOf([{ stage: 'lead', at: 0, reason: '' }], 90, drawFrom(1)) // []
 */
export function dealsOf(stages: StageChange[], employees: number, draw: Draw): Deal[] {
	const opened = stages.find((change) => change.stage === 'opportunity');
	if (!opened) return [];
	const last = stages[stages.length - 1];
	const won = last.stage === 'won';
	const closedAt = won || last.stage === 'lost' ? last.at : null;
	const product = draw.weighted(PLANS);
	const amountCents = amount(product, employees, draw);
	const first = { product, amountCents, openedAt: opened.at, closedAt, won };
	return won ? [first, ...second(last.at, employees, draw)] : [first];
}

function second(wonAt: number, employees: number, draw: Draw): Deal[] {
	if (!draw.chance(0.22)) return [];
	const closedAt = wonAt + (60 + draw.below(240)) * DAY;
	if (closedAt >= END) return [];
	const product = draw.weighted(SECOND);
	const amountCents = amount(product, employees, draw);
	return [{ product, amountCents, openedAt: closedAt - 14 * DAY, closedAt, won: true }];
}

/** Larger companies buy more; in steps of 10 cents. */
function amount(product: string, employees: number, draw: Draw): number {
	const median = (2_400 + 15 * Math.min(employees, 2_000)) * FACTORS[product];
	return Math.round(draw.logNormal(median, 0.45) * 10) * 10;
}
