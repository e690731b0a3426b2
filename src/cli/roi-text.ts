import { costRevenueFacts } from '#lib/charts/cost-revenue-facts.ts';
import { funnelBarsFacts } from '#lib/charts/funnel-bars-facts.ts';
import { reportFigures } from '#lib/charts/report-figures.ts';
import { reportFooter } from '#lib/charts/report-footer.ts';
import { reportGateWords } from '#lib/charts/report-gate-words.ts';
import { reportHeadline, reportLede } from '#lib/charts/report-headline.ts';
import { reportSourcesTable, sourceNotes } from '#lib/charts/report-sources.ts';
import { cellText, type Table } from '#lib/charts/table.ts';
import type { RoiReport } from '#lib/domain/report/roi-report.ts';
import type { NotMeasured } from '#lib/domain/units.ts';
import { reasonSentence } from '#lib/server/sentences.ts';
import { textTable } from './text-table.ts';

const reasonOf = (refused: NotMeasured) => reasonSentence(refused, 'en');

/** What `roi` shows in a terminal: the report in its order, tables instead of pictures. */
export function roiText(report: RoiReport): string {
	const { funnel, sources, months, asked, costs } = report;
	const { found } = funnel.view;
	const words = reportGateWords(report, 'en', reasonOf);
	const spent = { months, currency: asked.currency, ageDays: asked.ageDays };
	return [
		`${reportHeadline(report, 'en')}.`,
		...reportLede(report, 'en'),
		'',
		textTable(
			reportFigures(report, 'en', reasonOf).map(({ label, value, interval, note }) => [
				label,
				value ?? '–',
				[interval, note].filter(Boolean).join('; ')
			])
		),
		'',
		...(found.measured
			? [funnelBarsFacts(funnel, 'en').title, tableText(funnelBarsFacts(funnel, 'en').table)]
			: [reasonOf(found)]),
		'',
		...(sources.measured
			? [tableText(reportSourcesTable(report, 'en')), ...sourceNotes(report, 'en')]
			: [reasonOf(sources)]),
		'',
		...(months.length > 0
			? [costRevenueFacts(spent, 'en').title, tableText(costRevenueFacts(spent, 'en').table)]
			: []),
		...(costs.measured ? [] : [reasonOf(costs)]),
		'',
		words.today,
		...words.calibrated,
		...words.assumptions,
		'',
		...reportFooter(report, 'en').map(({ about, text }) => `${about}: ${text}`)
	].join('\n');
}

function tableText({ columns, rows }: Table): string {
	const shown = columns.flatMap((column, c) => (column.filesOnly ? [] : [c]));
	return textTable([
		shown.map((c) => columns[c].label),
		...rows.map((row) => shown.map((c) => cellText(row[c], columns[c], 'en')))
	]);
}
