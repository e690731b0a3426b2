import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import type { RoiReport } from '#lib/domain/report/roi-report.ts';
import type { NotMeasured } from '#lib/domain/units.ts';
import * as m from '#lib/paraglide/messages.js';
import { html, type Html } from './html.ts';
import type { Pictures } from './pictures.ts';

/** The cohort funnel, or why there is none. */
export function funnelPart(
	{ funnel }: RoiReport,
	_pictures: Pictures,
	locale: Locale,
	reasonOf: (refused: NotMeasured) => string
): Html {
	const heading = html`<h2 id="funnel">${m.report_heading_funnel({}, { locale })}</h2>`;
	const { found } = funnel.view;
	if (!found.measured) {
		const refused = m.report_funnel_refused({ reason: reasonOf(found) }, { locale });
		return html`<section aria-labelledby="funnel">
			${heading}
			<p>${refused}</p>
		</section>`;
	}
	const { count } = numbersIn(locale);
	return html`<section aria-labelledby="funnel">
		${heading} ${found.steps.map(({ stage, n }) => html`<p>${stage.label}: ${count(n)}</p>`)}
	</section>`;
}
