import type { FunnelPart } from '#lib/domain/funnel/funnel-report.ts';
import { escapedField, filterText, readFilters } from '#lib/domain/query/filter-text.ts';
import { filtersOf, href } from '#lib/ui/links.ts';

/** Address of the leads of a set. */
export function leadsOf(url: URL, set: string): string {
	return href(url, '/leads', { set });
}

/** Of them, those of a month of creation. */
export function leadsOfMonth(url: URL, set: string, month: string): string {
	const [year, number] = month.split('-').map(Number);
	const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
	const from = url.searchParams.get('from') ?? '';
	const to = url.searchParams.get('to') ?? '';
	return href(url, '/leads', {
		set,
		from: from > `${month}-01` ? from : `${month}-01`,
		to: to && to < last ? to : last
	});
}

/** Of them, those of a part of a breakdown; the rest of too many values to name are picked by none of the others. */
export function leadsOfPart(url: URL, set: string, by: string, { named }: FunnelPart): string {
	if (named.length === 0) return leadsOf(url, `rest:${escapedField(by)}:${set}`);
	const others = filtersOf(url).filter((each) => {
		const read = readFilters([each]);
		return !Array.isArray(read) || read[0]?.field !== by;
	});
	return href(url, '/leads', {
		set,
		filter: [...others, ...named.map((value) => filterText(by, value))]
	});
}
