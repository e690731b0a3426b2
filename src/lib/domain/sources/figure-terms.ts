/** What a figure is made of: the sum above the line and the one below it. */
export interface FigureTerms<Figure extends string = string> {
	figure: Figure;
	kind: 'rate' | 'money' | 'ratio' | 'points' | 'count' | 'days';
	over: Term;
	/** Null for a median, which is of all it is taken over. */
	under: Term | null;
}

export type Term =
	| 'leads'
	| 'mature-leads'
	| 'mqls'
	| 'sqls'
	| 'customers'
	| 'won-deals'
	| 'closed-deals'
	| 'won-value'
	| 'accepted'
	| 'handed-over'
	| 'answered'
	| 'contacted'
	| 'touches'
	| 'points-today'
	| 'points-calibrated'
	| 'scored-leads'
	| 'days-to-decision'
	| 'free-mail'
	| 'opt-in'
	| 'incomplete'
	| 'marketing-cost'
	| 'full-cost'
	| 'months-leads'
	| 'months-mqls'
	| 'months-sqls'
	| 'months-wins'
	| 'new-customers'
	| 'revenue'
	| 'gain-paid'
	| 'gain-full';

type Quality =
	| 'mqlRate'
	| 'sqlRate'
	| 'customerRate'
	| 'winRate'
	| 'valuePerLead'
	| 'qualityRate'
	| 'responseRate'
	| 'engagement'
	| 'scoreToday'
	| 'scoreCalibrated'
	| 'processing'
	| 'freeMail'
	| 'optIn'
	| 'incomplete';

/**
 * The figures of `sourceFigures`, each with its one definition: what pages, reports and the terminal write beside them.
 * @example QUALITY_TERMS[2] // { figure: 'customerRate', kind: 'rate', over: 'customers', under: 'mature-leads' }
 */
export const QUALITY_TERMS: FigureTerms<Quality>[] = [
	{ figure: 'mqlRate', kind: 'rate', over: 'mqls', under: 'mature-leads' },
	{ figure: 'sqlRate', kind: 'rate', over: 'sqls', under: 'mature-leads' },
	{ figure: 'customerRate', kind: 'rate', over: 'customers', under: 'mature-leads' },
	{ figure: 'winRate', kind: 'rate', over: 'won-deals', under: 'closed-deals' },
	{ figure: 'valuePerLead', kind: 'money', over: 'won-value', under: 'mature-leads' },
	{ figure: 'scoreToday', kind: 'points', over: 'points-today', under: 'scored-leads' },
	{ figure: 'scoreCalibrated', kind: 'points', over: 'points-calibrated', under: 'scored-leads' },
	{ figure: 'qualityRate', kind: 'rate', over: 'accepted', under: 'handed-over' },
	{ figure: 'responseRate', kind: 'rate', over: 'answered', under: 'contacted' },
	{ figure: 'engagement', kind: 'count', over: 'touches', under: 'leads' },
	{ figure: 'processing', kind: 'days', over: 'days-to-decision', under: null },
	{ figure: 'freeMail', kind: 'rate', over: 'free-mail', under: 'leads' },
	{ figure: 'optIn', kind: 'rate', over: 'opt-in', under: 'leads' },
	{ figure: 'incomplete', kind: 'rate', over: 'incomplete', under: 'leads' }
];

type MoneyFigure =
	| 'costPerLead'
	| 'costPerMql'
	| 'costPerSql'
	| 'costPerWin'
	| 'cacPaid'
	| 'cacFull'
	| 'roas'
	| 'roi'
	| 'roiFull';

/** The figures of `moneyFigures`. @example MONEY_TERMS[0].over // 'marketing-cost' */
export const MONEY_TERMS: FigureTerms<MoneyFigure>[] = [
	{ figure: 'costPerLead', kind: 'money', over: 'marketing-cost', under: 'months-leads' },
	{ figure: 'costPerMql', kind: 'money', over: 'marketing-cost', under: 'months-mqls' },
	{ figure: 'costPerSql', kind: 'money', over: 'marketing-cost', under: 'months-sqls' },
	{ figure: 'costPerWin', kind: 'money', over: 'marketing-cost', under: 'months-wins' },
	{ figure: 'cacPaid', kind: 'money', over: 'marketing-cost', under: 'new-customers' },
	{ figure: 'cacFull', kind: 'money', over: 'full-cost', under: 'new-customers' },
	{ figure: 'roas', kind: 'ratio', over: 'revenue', under: 'marketing-cost' },
	{ figure: 'roi', kind: 'rate', over: 'gain-paid', under: 'marketing-cost' },
	{ figure: 'roiFull', kind: 'rate', over: 'gain-full', under: 'full-cost' }
];
