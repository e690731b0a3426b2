import { costRevenue } from '#lib/charts/cost-revenue.ts';
import { costRevenueFacts } from '#lib/charts/cost-revenue-facts.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import { reportFigures } from '#lib/charts/report-figures.ts';
import { dayText, periodLine, reportFooter } from '#lib/charts/report-footer.ts';
import { reportGate } from '#lib/charts/report-gate.ts';
import { gatePairs, reportGateFacts } from '#lib/charts/report-gate-facts.ts';
import { reportGateWords } from '#lib/charts/report-gate-words.ts';
import { reportHeadline, reportLede } from '#lib/charts/report-headline.ts';
import type { RoiReport } from '#lib/domain/report/roi-report.ts';
import type { NotMeasured } from '#lib/domain/units.ts';
import * as m from '#lib/paraglide/messages.js';
import { reasonSentence } from '#lib/server/sentences.ts';
import { html, trusted, type Html } from './html.ts';
import { Pictures } from './pictures.ts';
import { REPORT_STYLE } from './report-style.ts';
import { sourcesPart } from './sources-part.ts';
import { funnelPart } from './funnel-part.ts';

export interface ReportPage {
	locale: Locale;
	/** Of Leadgauge, for the footer. */
	version: string;
	/** Above the report, on screen only; null for a file. */
	tools: Html | null;
}

/**
 * The report as one page that needs nothing else: no script, no request, pictures and style inside it. It holds sums and
 * names of sources, stages and columns, and nothing of a single lead.
 */
export function reportHtml(report: RoiReport, { locale, version, tools }: ReportPage): string {
	const reasonOf = (refused: NotMeasured) => reasonSentence(refused, locale);
	const pictures = new Pictures(locale);
	const say = (text: (inputs: object, options: { locale: Locale }) => string) =>
		text({}, { locale });
	const title = m.report_title({ name: report.dataset.name }, { locale });
	const page = html`<!doctype html>
		<html lang="${locale}">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="color-scheme" content="light" />
				<title>${title}</title>
				<style>
					${trusted(REPORT_STYLE)}
				</style>
			</head>
			<body>
				${tools}
				<main>
					${headPart(report, locale, reasonOf)} ${funnelPart(report, pictures, locale, reasonOf)}
					${sourcesPart(report, pictures, locale, reasonOf)} ${monthsPart(report, pictures, locale)}
					${gatePart(report, pictures, locale, reasonOf)}
				</main>
				<footer>
					<section aria-labelledby="method">
						<h2 id="method">${say(m.report_heading_method)}</h2>
						<dl class="foot">
							${reportFooter(report, locale).map(
								({ about, text }) =>
									html`<dt>${about}</dt>
										<dd>${text}</dd> `
							)}
						</dl>
						<p class="note">${m.report_made_with({ version }, { locale })}</p>
					</section>
				</footer>
			</body>
		</html> `;
	return page.html;
}

type ReasonOf = (refused: NotMeasured) => string;

function headPart(report: RoiReport, locale: Locale, reasonOf: ReasonOf): Html {
	const { dataset, asked } = report;
	const lede = reportLede(report, locale);
	return html`<header>
		<p class="kicker">
			<span><strong>${m.report_kicker({}, { locale })}</strong> · ${dataset.name}</span
			><span>${asked.dataDate ? dayText(asked.dataDate, locale) : null}</span>
		</p>
		<h1>${reportHeadline(report, locale)}</h1>
		<div class="lede">
			${lede.map((text) => html`<p>${text}</p>`)}
			<p>${periodLine(report, locale)}</p>
		</div>
		<dl class="figures" aria-label="${m.report_figures_label({}, { locale })}">
			${reportFigures(report, locale, reasonOf).map(
				({ label, value, interval, note }) =>
					html`<div>
						<dt>${label}</dt>
						<dd class="value">${value ?? '–'}</dd>
						${interval ? html`<dd class="interval">${interval}</dd>` : null}
						<dd>${note}</dd>
					</div> `
			)}
		</dl>
	</header>`;
}

function monthsPart(report: RoiReport, pictures: Pictures, locale: Locale): Html {
	const { months, asked } = report;
	const drawn = { months, currency: asked.currency, ageDays: asked.ageDays };
	const known = months.some(({ cost, revenue }) => cost.measured || revenue.measured);
	return html`<section aria-labelledby="months">
		<h2 id="months">${m.report_heading_months({}, { locale })}</h2>
		${
			known
				? pictures.figure(costRevenueFacts(drawn, locale), (surface) =>
						costRevenue(drawn, surface, 216)
					)
				: html`<p>
						${months.length === 0 ? m.report_months_refused({}, { locale }) : costRevenueFacts(drawn, locale).title}
					</p>`
		}
		${report.costs.measured ? null : html`<p>${m.report_no_costs({}, { locale })}</p>`}
	</section>`;
}

function gatePart(report: RoiReport, pictures: Pictures, locale: Locale, reasonOf: ReasonOf): Html {
	const { gate } = report;
	const { today, calibrated, assumptions } = reportGateWords(report, locale, reasonOf);
	const drawn = gate.measured && gatePairs(gate).length > 0;
	return html`<section aria-labelledby="gate">
		<h2 id="gate">${m.report_heading_gate({}, { locale })}</h2>
		<div class="words">
			<p>${today}</p>
		</div>
		${drawn ? pictures.figure(reportGateFacts(gate, locale), (surface) => reportGate(gate, surface)) : null}
		<div class="words">${calibrated.slice(drawn ? 1 : 0).map((text) => html`<p>${text}</p>`)}</div>
		${assumptions.length > 0 ? html`<p class="note"><strong>${m.report_assumptions({}, { locale })}:</strong> ${assumptions.join(' ')}</p>` : null}
	</section>`;
}
