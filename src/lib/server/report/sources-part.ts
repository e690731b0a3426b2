import type { Locale } from '#lib/charts/numbers.ts';
import { moneyIn } from '#lib/charts/report-money.ts';
import { reportSourcesTable } from '#lib/charts/report-sources.ts';
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
	const { sources, asked } = report;
	const heading = html`<h2 id="sources">${m.report_heading_sources({}, { locale })}</h2>`;
	if (!sources.measured) {
		const refused = m.report_sources_refused({ reason: reasonOf(sources) }, { locale });
		return html`<section aria-labelledby="sources">
			${heading}
			<p>${refused}</p>
		</section>`;
	}
	const more = sources.count - sources.rungs.length;
	const money = moneyIn(asked.currency, locale);
	const spent = sources.withoutLeads.map(({ source, cents }) =>
		m.report_source_amount({ source, amount: money.whole(cents) }, { locale })
	);
	const caption = m.report_sources_caption({}, { locale });
	return html`<section aria-labelledby="sources">
		${heading} ${reportTable(reportSourcesTable(report, locale), caption, [1, 2, 3, 5, 6], locale)}
		${more > 0 ? html`<p class="note">${m.report_sources_more({ count: more }, { locale })}</p>` : null}
		${spent.length > 0 ? html`<p class="note">${m.report_sources_without_leads({ sources: spent.join(', ') }, { locale })}</p>` : null}
	</section>`;
}
