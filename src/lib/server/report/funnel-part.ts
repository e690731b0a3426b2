import type { Locale } from '#lib/charts/numbers.ts';
import { funnelBars } from '#lib/charts/funnel-bars.ts';
import { funnelBarsFacts } from '#lib/charts/funnel-bars-facts.ts';
import type { RoiReport } from '#lib/domain/report/roi-report.ts';
import type { NotMeasured } from '#lib/domain/units.ts';
import * as m from '#lib/paraglide/messages.js';
import { html, type Html } from './html.ts';
import type { Pictures } from './pictures.ts';

/** The cohort funnel, or why there is none. */
export function funnelPart(
	{ funnel }: RoiReport,
	pictures: Pictures,
	locale: Locale,
	reasonOf: (refused: NotMeasured) => string
): Html {
	const { found } = funnel.view;
	const refused = found.measured
		? null
		: m.report_funnel_refused({ reason: reasonOf(found) }, { locale });
	return html`<section aria-labelledby="funnel">
		<h2 id="funnel">${m.report_heading_funnel({}, { locale })}</h2>
		${
			refused === null
				? pictures.figure(funnelBarsFacts(funnel, locale), (surface) => funnelBars(funnel, surface))
				: html`<p>${refused}</p>`
		}
	</section>`;
}
