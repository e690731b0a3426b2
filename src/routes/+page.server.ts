import type { RuleResult } from '#lib/domain/calibration/calibration.ts';
import { cardVerdictSentence } from '#lib/charts/card-verdict-sentence.ts';
import { workbench } from '#lib/server/workbench.ts';
import { readyCalibration } from './ready-calibration.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals, parent }) => {
	const { context } = await parent();
	if (!context.dataset || !context.model) return { found: null };
	const bench = await workbench();
	const { calibration } = await readyCalibration(bench, url);
	const { rules, leads, split, cells, fit } = calibration;
	const acting = rules.filter(({ verdict }) => ['raise', 'lower', 'drop'].includes(verdict));
	return {
		found: {
			verdict: cardVerdictSentence(calibration, locals.locale),
			acting: acting.length > 0,
			shown: acting.length > 0 ? acting : mostWins(rules),
			rules: rules.length,
			footing: { leads, split, cells, fit }
		}
	};
};

/** The five rules with the most wins behind them, in order of the card. */
function mostWins(rules: RuleResult[]): RuleResult[] {
	const fifth = rules.map(({ wins }) => wins).toSorted((a, b) => b - a)[4] ?? 0;
	return rules.filter(({ wins }) => wins >= fifth).slice(0, 5);
}
