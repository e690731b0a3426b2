import { budgetCurve, thresholdCurve, type WhatIfPoint } from '#lib/domain/report/what-if-curve.ts';
import type { MoneyByMonth } from '#lib/domain/roi/money-by-month.ts';
import {
	whatIfBudget,
	type BudgetOutlook,
	type SpentMonth
} from '#lib/domain/roi/what-if-budget.ts';
import {
	whatIfThreshold,
	type GateOutlook,
	type ScoredLeads
} from '#lib/domain/roi/what-if-threshold.ts';
import type { SourceShare } from '#lib/domain/sources/source-ladder.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { GateLeads } from './roi-gate-leads.ts';
import type { RoiSettings } from './roi-settings.ts';

/** What another threshold, or another budget, might bring. */
export interface RoiWhatIf {
	threshold: Measured<ThresholdWhatIf>;
	budget: BudgetWhatIf;
}

export interface ThresholdWhatIf {
	/** Lowest and highest score that was seen. */
	lowest: number;
	highest: number;
	today: Measured<GateOutlook>;
	asked: Measured<GateOutlook> | null;
	curve: WhatIfPoint[];
}

export interface BudgetWhatIf {
	/** Sources with enough months to be judged by. */
	sources: string[];
	chosen: {
		source: string;
		/** Least, most and mean budget of a month so far, cents; null where no month has a cost. */
		spent: { lowest: number; highest: number; mean: number } | null;
		/** At the budget asked for, else at the mean. */
		outlook: Measured<BudgetOutlook>;
		/** Whether a budget was asked for. */
		asked: boolean;
		curve: WhatIfPoint[];
	} | null;
}

/** Months with a cost below which no budget is judged. */
const FEWEST_MONTHS = 6;

/**
 * @param gateLeads - null without a scorecard that fits
 * @param todaysThreshold - null where the card has no MQL gate
 */
export function roiWhatIf(
	settings: Pick<RoiSettings, 'threshold' | 'budget' | 'callCents'>,
	money: MoneyByMonth,
	shares: SourceShare[],
	gateLeads: GateLeads | null,
	todaysThreshold: number | null
): RoiWhatIf {
	return {
		threshold: thresholdOf(settings, gateLeads, todaysThreshold),
		budget: budgetOf(settings.budget, money, shares)
	};
}

function thresholdOf(
	{ threshold, callCents }: Pick<RoiSettings, 'threshold' | 'callCents'>,
	gateLeads: GateLeads | null,
	today: number | null
): Measured<ThresholdWhatIf> {
	if (!gateLeads) return notMeasured('no-scorecard');
	const { scored, months } = gateLeads;
	if (months === null) return notMeasured('months-unknown');
	if (scored.score.length === 0) return notMeasured('no-leads');
	const at = (score: number) => whatIfThreshold(scored, score, months, callCents);
	return {
		measured: true,
		...endsOf(scored),
		today: today === null ? notMeasured('no-gate-on-card') : at(today),
		asked: threshold === null ? null : at(threshold),
		curve: thresholdCurve(scored, months)
	};
}

function endsOf({ score }: ScoredLeads): { lowest: number; highest: number } {
	const scores = Array.from(score);
	const lowest = scores.reduce((a, b) => Math.min(a, b));
	return { lowest, highest: scores.reduce((a, b) => Math.max(a, b)) };
}

function budgetOf(
	asked: RoiSettings['budget'],
	money: MoneyByMonth,
	shares: SourceShare[]
): BudgetWhatIf {
	const monthsBySource = spentMonths(money);
	const sources = shares
		.map(({ source }) => source)
		.filter((source) => (monthsBySource.get(source)?.length ?? 0) >= FEWEST_MONTHS)
		.sort();
	const share = shares.find(({ source }) => source === asked?.source);
	if (!asked || !share) return { sources, chosen: null };
	const months = monthsBySource.get(share.source) ?? [];
	const cents = months.map((month) => month.cents);
	const mean = cents.reduce((sum, each) => sum + each, 0) / cents.length;
	return {
		sources,
		chosen: {
			source: share.source,
			spent:
				cents.length > 0 ? { lowest: Math.min(...cents), highest: Math.max(...cents), mean } : null,
			outlook: whatIfBudget(months, share, asked.cents ?? mean),
			asked: asked.cents !== null,
			curve: months.length >= FEWEST_MONTHS ? budgetCurve(months, share) : []
		}
	};
}

/** Marketing cost and leads of every source, month by month; months without a cost above 0 tell nothing of a budget. */
function spentMonths({ cells, withoutLeads }: MoneyByMonth): Map<string, SpentMonth[]> {
	const bySource = new Map<string, Map<string, SpentMonth>>();
	const add = (source: string, month: string, cents: number, leads: number) => {
		const months = bySource.get(source) ?? new Map<string, SpentMonth>();
		const sum = months.get(month) ?? { month, cents: 0, leads: 0 };
		months.set(month, { month, cents: sum.cents + cents, leads: sum.leads + leads });
		bySource.set(source, months);
	};
	for (const { part, month, cost, leads } of cells) {
		if (cost.measured) add(part, month, cost.marketing, leads);
	}
	for (const { source, month, cost } of withoutLeads) add(source, month, cost.marketing, 0);
	const spent = ({ cents, month }: SpentMonth) => cents > 0 && month !== '';
	return new Map(
		[...bySource].map(([source, months]) => [source, [...months.values()].filter(spent)])
	);
}
