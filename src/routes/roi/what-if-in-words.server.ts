import { numbersIn } from '#lib/charts/numbers.ts';
import { moneyIn } from '#lib/charts/report-money.ts';
import { budgetSentences, thresholdSentences } from '#lib/charts/what-if-sentences.ts';
import { whatIfFacts, type WhatIf } from '#lib/charts/what-if-facts.ts';
import type { NotMeasured } from '#lib/domain/units.ts';
import type { Locale } from '#lib/paraglide/runtime.js';
import { reasonSentence } from '#lib/server/sentences.ts';
import { roiGateLeads } from '#lib/server/usecases/roi-gate-leads.ts';
import {
	roiWhatIf,
	type BudgetWhatIf,
	type ThresholdWhatIf
} from '#lib/server/usecases/roi-what-if.ts';
import type { FoundRoi } from './roi-figures.server.ts';

/** What if: a threshold and a budget, each with its sentences and its picture; refusals are sentences, too. */
export async function whatIfInWords(
	{ desk, settings, card, report, money, shares }: FoundRoi,
	locale: Locale
) {
	const scorecard = 'scorecard' in card ? card.scorecard : null;
	const { dataDate } = desk.settings;
	const leads = scorecard
		? await roiGateLeads(desk.engine, desk.source, desk.selected, scorecard, {
				...(dataDate ? { dataDate } : {})
			})
		: null;
	const today = scorecard?.thresholds.mql ?? null;
	const { threshold, budget } = roiWhatIf(settings, money, shares, leads, today);
	const reasonOf = (refused: NotMeasured) => reasonSentence(refused, locale);
	const { currency } = report.asked;
	return {
		threshold: threshold.measured
			? thresholdPart(threshold, currency, locale, reasonOf)
			: { refused: reasonOf(threshold) },
		budget: budgetPart(budget, currency, locale, reasonOf)
	};
}

function thresholdPart(
	found: ThresholdWhatIf,
	currency: string,
	locale: Locale,
	reasonOf: (refused: NotMeasured) => string
) {
	const { today, asked, curve, lowest, highest } = found;
	const point = (outlook: typeof today | null) =>
		outlook?.measured
			? {
					choice: outlook.threshold,
					effort: outlook.callsPerMonth,
					wins: outlook.winsPerMonth.wins,
					lo: outlook.winsPerMonth.lo,
					hi: outlook.winsPerMonth.hi
				}
			: null;
	const drawn: WhatIf = {
		kind: 'threshold',
		points: curve,
		today: point(today),
		asked: point(asked),
		currency
	};
	return {
		refused: null,
		drawn,
		facts: whatIfFacts(drawn, locale),
		today: today.measured ? String(today.threshold) : '',
		ends: { lowest: numbersIn(locale).points(lowest), highest: numbersIn(locale).points(highest) },
		sentences: thresholdSentences(today, asked, currency, locale, reasonOf)
	};
}

function budgetPart(
	{ sources, chosen }: BudgetWhatIf,
	currency: string,
	locale: Locale,
	reasonOf: (refused: NotMeasured) => string
) {
	if (!chosen) return { sources, chosen: null };
	const { source, spent, outlook, curve, asked } = chosen;
	const money = moneyIn(currency, locale);
	const drawn: WhatIf = {
		kind: 'budget',
		points: curve,
		today: outlook.measured
			? {
					choice: outlook.today.cents,
					effort: outlook.today.cents,
					wins: outlook.today.wins
				}
			: null,
		asked:
			asked && outlook.measured
				? { choice: outlook.cents, effort: outlook.cents, wins: null, ...outlook.wins }
				: null,
		currency
	};
	return {
		sources,
		chosen: {
			source,
			ends: spent && {
				lowest: money.whole(spent.lowest),
				highest: money.whole(spent.highest),
				mean: money.whole(spent.mean)
			},
			mean: spent ? String(Math.round(spent.mean / 100)) : '',
			drawn,
			facts: whatIfFacts(drawn, locale),
			sentences: budgetSentences(outlook, asked, currency, locale, reasonOf)
		}
	};
}
