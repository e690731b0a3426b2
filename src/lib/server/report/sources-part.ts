import type { Locale } from '#lib/charts/numbers.ts';
import { drawnSources, reportSourcesTable, sourceNotes } from '#lib/charts/report-sources.ts';
import { sourceLadder } from '#lib/charts/source-ladder.ts';
import { sourceLadderFacts } from '#lib/charts/source-ladder-facts.ts';
import type { RoiReport } from '#lib/domain/report/roi-report.ts';
import type { NotMeasured } from '#lib/domain/units.ts';
import * as m from '#lib/paraglide/messages.js';
import { html, type Html } from './html.ts';
import type { Pictures } from './pictures.ts';
import { reportTable } from './report-table.ts';

/** The sources in their order: picture and table. */
export function sourcesPart(
	report: RoiReport,
	pictures: Pictures,
	locale: Locale,
	reasonOf: (refused: NotMeasured) => string
): Html {
	const { sources } = report;
	const heading = html`<h2 id="sources">${m.report_heading_sources({}, { locale })}</h2>`;
	if (!sources.measured) {
		const refused = m.report_sources_refused({ reason: reasonOf(sources) }, { locale });
		return html`<section aria-labelledby="sources">
			${heading}
			<p>${refused}</p>
		</section>`;
	}
	const ladder = drawnSources(report, locale);
	const caption = m.report_sources_caption({}, { locale });
	return html`<section aria-labelledby="sources">
		${heading}
		${ladder ? pictures.figure(sourceLadderFacts(ladder, locale), (surface) => sourceLadder(ladder, surface)) : null}
		${reportTable(reportSourcesTable(report, locale), caption, [1, 2, 3, 5, 6], locale)}
		${sourceNotes(report, locale).map((note) => html`<p class="note">${note}</p>`)}
	</section>`;
}
