import { redirect } from '@sveltejs/kit';
import { USUAL_AGES } from '#lib/server/usecases/figure-desk.ts';
import type { FunnelDesk } from '#lib/server/usecases/funnel-desk.ts';
import { breakdownColumn } from '#lib/server/usecases/funnel-page.ts';
import type { FunnelView } from '#lib/domain/funnel/funnel-report.ts';
import { reasonSentence } from '#lib/server/sentences.ts';
import { workbench } from '#lib/server/workbench.ts';
import { ready } from '../ready.server.ts';
import type { PageServerLoad } from './$types';
import { keptBelow, keptFunnel } from './funnel-figures.server.ts';

/** Up to so many leads everything is calculated before the page is sent, which needs no script to show it. */
const MOST_AT_ONCE = 200_000;

export const load: PageServerLoad = async ({ url, locals }) => {
	const steps = url.searchParams.getAll('steps');
	if (steps.length > 1) throw redirect(303, withSteps(url, steps));
	const bench = await workbench();
	const asked = await keptFunnel(bench, url);
	if (!asked) return { found: null };
	const { of, settings } = asked;
	const { desk } = of;
	const view = await ready(asked.view, url);
	const { scorecard } = await bench.context(url);
	const below = keptBelow(bench, asked, scorecard, locals.locale).made;
	// Whoever leaves before it is there is not told.
	below.catch(() => {});
	const { locale } = locals;
	return {
		found: {
			frame: of.frame,
			view,
			refused: view.found.measured ? null : reasonSentence(view.found, locale),
			noVisits: noVisits(view, locale),
			settings,
			by: breakdownColumn(of),
			columns: columnsOf(of),
			choices: desk.choices,
			ageDays: desk.settings.ageDays,
			ages: USUAL_AGES,
			quarter: matureQuarter(desk.dataDate, desk.settings.ageDays),
			below: desk.source.rows > MOST_AT_ONCE ? { later: below } : { now: await below }
		}
	};
};

/** A form without script sends one window a stage; the address has them as one text. */
function withSteps(url: URL, steps: string[]): string {
	const query = new URLSearchParams(url.searchParams);
	query.set('steps', steps.join('~'));
	return `${url.pathname}?${query}`;
}

function columnsOf({ desk }: FunnelDesk): string[] {
	const { columns, mapping } = desk.source;
	return columns
		.filter(
			({ name, type }) => type !== 'timestamp' && name !== mapping.id && name !== mapping.email
		)
		.map(({ name }) => name);
}

/** Why there are no visitors above the funnel, where visits were imported at all. */
function noVisits(view: FunnelView, locale: 'en' | 'de') {
	if (!view.found.measured || view.found.view !== 'cohort') return null;
	const { visitors } = view.found;
	if (visitors.measured || visitors.reason === 'no-visits') return null;
	return reasonSentence(visitors, locale);
}

/** The last quarter whose youngest leads have the age. */
function matureQuarter(dataDate: string | null, ageDays: number) {
	if (dataDate === null) return null;
	const day = 86_400_000;
	const youngest = new Date(Date.parse(dataDate) - ageDays * day);
	const quarter = Math.floor(youngest.getUTCMonth() / 3);
	const end = new Date(Date.UTC(youngest.getUTCFullYear(), quarter * 3, 0));
	const start = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - 2, 1));
	const text = (date: Date) => date.toISOString().slice(0, 10);
	return { from: text(start), to: text(end) };
}
