import { costsExample } from '#lib/charts/report-costs-example.ts';
import type { Table } from '#lib/charts/table.ts';
import type { RoiReport } from '#lib/domain/report/roi-report.ts';

/** A costs file as these leads would want it. */
export function exampleFor({ sources, months, asked }: RoiReport): Table {
	const names = sources.measured ? sources.rungs.map(({ source }) => source).filter(Boolean) : [];
	const newest = months.map(({ month }) => month).slice(-2);
	return costsExample(names, newest.length > 0 ? newest : ['2026-01', '2026-02'], asked.currency);
}
