import type { FunnelBelow, FunnelView } from '#lib/domain/funnel/funnel-report.ts';
import type { NotMeasured } from '#lib/domain/units.ts';
import { funnelBarsFacts, labelsOf, tableOf } from '#lib/charts/funnel-bars-facts.ts';
import { funnelMultiplesFacts } from '#lib/charts/funnel-multiples-facts.ts';
import { frameSentence, funnelHeadline, leftOutSentences } from '#lib/charts/funnel-sentence.ts';
import { cellText, type Table } from '#lib/charts/table.ts';
import { reasonSentence } from '#lib/server/sentences.ts';
import type { FunnelDesk } from '#lib/server/usecases/funnel-desk.ts';
import { textTable } from './text-table.ts';

const LANGUAGE = 'en';

/** What `funnel` prints without `--json`. */
export function funnelText(
	{ frame }: FunnelDesk,
	view: FunnelView,
	{ breakdown, periods }: Pick<FunnelBelow, 'breakdown' | 'periods'>,
	asked: { by: boolean; compare: boolean }
): string {
	const chart = { frame, view };
	const refused = view.found.measured ? null : reasonSentence(view.found, LANGUAGE);
	const headline = funnelHeadline(chart, LANGUAGE) ?? refused ?? '';
	const left = view.view === 'cohort' ? leftOutSentences(view.leftOut, frame, LANGUAGE) : [];
	return [
		headline,
		...(refused ? [] : [tableText(tableOf(view, labelsOf(frame, LANGUAGE), LANGUAGE))]),
		...left.map(({ text }) => text),
		...(asked.by
			? [
					breakdown.measured
						? tableText(funnelMultiplesFacts({ frame, breakdown }, LANGUAGE).table)
						: whyNot(breakdown)
				]
			: []),
		...(asked.compare ? [periods.measured ? periodsText(periods) : whyNot(periods)] : []),
		`${frameSentence(frame, LANGUAGE)} ${refused ? '' : funnelBarsFacts(chart, LANGUAGE).note}`.trim()
	].join('\n\n');
}

/** A table of a page as aligned text. */
export function tableText({ columns, rows }: Table): string {
	const cells = rows.map((row) => row.map((cell, c) => cellText(cell, columns[c], LANGUAGE)));
	return textTable([columns.map(({ label }) => label), ...cells]);
}

function periodsText({
	periods,
	stages
}: Extract<FunnelBelow['periods'], { measured: true }>): string {
	const percent = (rate: number) => `${(100 * rate).toFixed(1)}%`;
	const rows = stages.flatMap(({ stage, periods: each }) =>
		each.map(({ rate, difference, immature }, i) => [
			stage.label,
			`${periods[i].from} to ${periods[i].to}`,
			rate.measured ? `${rate.wins} of ${rate.leads}` : '–',
			rate.measured ? percent(rate.rate) : '–',
			difference.measured ? percent(difference.difference) : '–',
			difference.measured ? `${percent(difference.lo)} to ${percent(difference.hi)}` : '–',
			String(immature)
		])
	);
	const head = ['Stage', 'Period', 'Reached', 'Rate', 'Difference', '95% interval', 'Too young'];
	return textTable([head, ...rows]);
}

function whyNot(refused: NotMeasured): string {
	return reasonSentence(refused, LANGUAGE);
}
