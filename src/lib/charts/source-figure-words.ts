import { MONEY_TERMS, QUALITY_TERMS, type Term } from '#lib/domain/sources/figure-terms.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

type Figure = (typeof QUALITY_TERMS | typeof MONEY_TERMS)[number]['figure'];
type Say = (inputs: object, options: { locale: Locale }) => string;

const names: Record<Figure, Say> = {
	mqlRate: m.sources_figure_mqlRate,
	sqlRate: m.sources_figure_sqlRate,
	customerRate: m.sources_figure_customerRate,
	winRate: m.sources_figure_winRate,
	valuePerLead: m.sources_figure_valuePerLead,
	scoreToday: m.sources_figure_scoreToday,
	scoreCalibrated: m.sources_figure_scoreCalibrated,
	qualityRate: m.sources_figure_qualityRate,
	responseRate: m.sources_figure_responseRate,
	engagement: m.sources_figure_engagement,
	processing: m.sources_figure_processing,
	freeMail: m.sources_figure_freeMail,
	optIn: m.sources_figure_optIn,
	incomplete: m.sources_figure_incomplete,
	costPerLead: m.sources_figure_costPerLead,
	costPerMql: m.sources_figure_costPerMql,
	costPerSql: m.sources_figure_costPerSql,
	costPerWin: m.sources_figure_costPerWin,
	cacPaid: m.sources_figure_cacPaid,
	cacFull: m.sources_figure_cacFull,
	roas: m.sources_figure_roas,
	roi: m.sources_figure_roi,
	roiFull: m.sources_figure_roiFull
};

const terms: Record<Term, Say> = {
	leads: m.sources_term_leads,
	'mature-leads': m.sources_term_mature_leads,
	mqls: m.sources_term_mqls,
	sqls: m.sources_term_sqls,
	customers: m.sources_term_customers,
	'won-deals': m.sources_term_won_deals,
	'closed-deals': m.sources_term_closed_deals,
	'won-value': m.sources_term_won_value,
	accepted: m.sources_term_accepted,
	'handed-over': m.sources_term_handed_over,
	answered: m.sources_term_answered,
	contacted: m.sources_term_contacted,
	touches: m.sources_term_touches,
	'points-today': m.sources_term_points_today,
	'points-calibrated': m.sources_term_points_calibrated,
	'scored-leads': m.sources_term_scored_leads,
	'days-to-decision': m.sources_term_days_to_decision,
	'free-mail': m.sources_term_free_mail,
	'opt-in': m.sources_term_opt_in,
	incomplete: m.sources_term_incomplete,
	'marketing-cost': m.sources_term_marketing_cost,
	'full-cost': m.sources_term_full_cost,
	'months-leads': m.sources_term_months_leads,
	'months-mqls': m.sources_term_months_mqls,
	'months-sqls': m.sources_term_months_sqls,
	'months-wins': m.sources_term_months_wins,
	'new-customers': m.sources_term_new_customers,
	revenue: m.sources_term_revenue,
	'gain-paid': m.sources_term_gain_paid,
	'gain-full': m.sources_term_gain_full
};

/** What readers call a figure. @example figureName('roas', 'en') // 'ROAS' */
export function figureName(figure: Figure, locale: Locale): string {
	return names[figure]({}, { locale });
}

/** How a figure is calculated, in words. @example figureFormula('costPerWin', 'en') // 'marketing cost / wins so far' */
export function figureFormula(figure: Figure, locale: Locale): string {
	const { over, under } = [...QUALITY_TERMS, ...MONEY_TERMS].find(
		(each) => each.figure === figure
	)!;
	const above = terms[over]({}, { locale });
	return under === null ? above : `${above} / ${terms[under]({}, { locale })}`;
}
