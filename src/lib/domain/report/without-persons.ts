import { holdsPersonal } from '#lib/domain/mapping/holds-personal.ts';
import { personalKind } from '#lib/domain/mapping/personal-kind.ts';
import { HIDDEN } from '#lib/domain/mapping/without-personal.ts';
import type { RoiReport } from './roi-report.ts';

/**
 * A report that may leave the house: texts of the data (sources, values of filters) that hold an address or a telephone
 * number of a person are hidden, all of them where the column is one of persons.
 *
 * @example withoutPersons(report).sources.rungs[0].source // '•••' where it was 'ada@example.com'
 */
export function withoutPersons(report: RoiReport): RoiReport {
	const { sources, asked } = report;
	const personal = (field: string) => personalKind(field) !== null;
	const hidden = (text: string, field: string) =>
		text !== '' && (personal(field) || holdsPersonal(text)) ? HIDDEN : text;
	const filters = asked.filters.map(({ field, values }) => ({
		field,
		values: values.map((value) => hidden(value, field))
	}));
	const { frame, view } = report.funnel;
	const shown = {
		...report,
		asked: { ...asked, filters },
		funnel: { frame: { ...frame, filters }, view }
	};
	if (!sources.measured) return shown;
	const named = (source: string) => hidden(source, sources.by);
	return {
		...shown,
		sources: {
			...sources,
			rungs: sources.rungs.map((rung) => ({ ...rung, source: named(rung.source) })),
			better: sources.better.map(named),
			worse: sources.worse.map(named),
			withoutLeads: sources.withoutLeads.map((row) => ({ ...row, source: named(row.source) }))
		}
	};
}
