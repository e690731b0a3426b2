import { costRevenueFacts } from '#lib/charts/cost-revenue-facts.ts';
import { funnelBarsHeight } from '#lib/charts/funnel-bars.ts';
import { funnelBarsFacts } from '#lib/charts/funnel-bars-facts.ts';
import { reportFigures } from '#lib/charts/report-figures.ts';
import { reportFooter } from '#lib/charts/report-footer.ts';
import { gatePairs, reportGateFacts, reportGateHeight } from '#lib/charts/report-gate-facts.ts';
import { reportGateWords } from '#lib/charts/report-gate-words.ts';
import { reportHeadline, reportLede } from '#lib/charts/report-headline.ts';
import { drawnSources, reportSourcesTable, sourceNotes } from '#lib/charts/report-sources.ts';
import { ladderHeight, sourceLadderFacts } from '#lib/charts/source-ladder-facts.ts';
import type { RoiReport } from '#lib/domain/report/roi-report.ts';
import type { NotMeasured } from '#lib/domain/units.ts';
import type { Locale } from '#lib/paraglide/runtime.js';
import { reasonSentence } from '#lib/server/sentences.ts';
import { USUAL_AGES } from '#lib/server/usecases/figure-desk.ts';
import { USUAL_CALLS } from '#lib/server/sources-from-url.ts';
import { exampleFor } from './costs-example.server.ts';
import { roiFigures, type FoundRoi } from './roi-figures.server.ts';
import { roiNotices } from './roi-notices.server.ts';
import { whatIfInWords } from './what-if-in-words.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals: { locale } }) => {
	const found = await roiFigures(url, 'page');
	if (!found) return { found: null };
	return { found: { ...pictured(found.report, locale), ...(await beside(found, locale)) } };
};

/** The report: what is said, and what is drawn in the browser. */
function pictured(report: RoiReport, locale: Locale) {
	const reasonOf = (refused: NotMeasured) => reasonSentence(refused, locale);
	const { funnel, sources, months, asked, gate, costs } = report;
	const spent = { months, currency: asked.currency, ageDays: asked.ageDays };
	const known = months.some(({ cost, revenue }) => cost.measured || revenue.measured);
	const { found } = funnel.view;
	const ladder = drawnSources(report, locale);
	return {
		headline: reportHeadline(report, locale),
		lede: reportLede(report, locale),
		figures: reportFigures(report, locale, reasonOf),
		funnel: found.measured
			? {
					chart: funnel,
					facts: funnelBarsFacts(funnel, locale),
					height: funnelBarsHeight(funnel),
					refused: ''
				}
			: { chart: null, facts: null, height: 0, refused: reasonOf(found) },
		sources:
			sources.measured && ladder
				? {
						ladder,
						facts: sourceLadderFacts(ladder, locale),
						table: reportSourcesTable(report, locale),
						height: ladderHeight(ladder),
						notes: sourceNotes(report, locale),
						refused: null
					}
				: { ladder: null, refused: sources.measured ? null : reasonOf(sources) },
		months: known ? { spent, facts: costRevenueFacts(spent, locale) } : null,
		gate: {
			words: reportGateWords(report, locale, reasonOf),
			drawn:
				gate.measured && gatePairs(gate).length > 0
					? { gate, facts: reportGateFacts(gate, locale), height: reportGateHeight(gate) }
					: null
		},
		noCosts: !costs.measured && costs.reason === 'no-costs',
		footer: reportFooter(report, locale),
		currency: asked.currency
	};
}

/** What the screen has beside the report. */
async function beside(found: FoundRoi, locale: Locale) {
	const { desk, report } = found;
	return {
		notices: roiNotices(found, locale),
		example: exampleFor(report),
		whatIf: await whatIfInWords(found, locale),
		usualCalls: USUAL_CALLS,
		filters: {
			columns: desk.source.columns.map(({ name }) => name),
			ageDays: desk.settings.ageDays,
			ages: USUAL_AGES,
			dataDate: desk.dataDate
		}
	};
}
