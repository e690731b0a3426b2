import type { Inspection } from '#lib/server/jobs/inspect-leads.ts';
import { sentence } from '#lib/server/sentences.ts';
import { dialectOf } from './inspection-json.ts';
import { textTable } from './text-table.ts';

const LONGEST = 40;
const SHOWN_EXAMPLES = 3;

/** What `inspect` shows of a file on a terminal. */
export function inspectionText(file: string, inspection: Inspection): string {
	const { found, delimiter, headerLine, rows, columns, suggestion, issues } = inspection;
	const how = [
		found.format,
		...(found.compression ? [found.compression] : []),
		...(found.encoding ? [`${found.encoding}${found.byteOrderMark ? ' with a mark' : ''}`] : []),
		...(found.sheet === undefined ? [] : [`sheet "${found.sheet}"${otherSheets(inspection)}`]),
		...(found.format === 'csv' ? [`delimiter ${delimiter === '\t' ? 'tab' : delimiter}`] : []),
		`header in row ${headerLine}`
	];
	const table = textTable([
		['column', 'type', 'written', 'missing', 'distinct', 'examples'],
		...columns.map((column) => [
			shortened(column.name),
			column.flag ? 'flag' : column.type,
			dialectOf(column) ?? '',
			String(column.missing),
			String(column.distinct),
			shortened(examplesOf(column.values))
		])
	]);
	const { outcome, ...others } = suggestion.mapping;
	const roles = Object.entries({ ...others, ...(outcome ?? {}) })
		.filter(([role, column]) => role !== 'missing' && column !== null)
		.map(([role, column]) => `${role}: ${[column].flat().join(', ')}`);
	const { recognised } = suggestion;
	const preset = recognised
		? [
				`looks like an export of ${recognised.crm} ${recognised.object}: ${recognised.found.length} of ${recognised.of} headers that tell (${recognised.found.join(', ')})`
			]
		: [];
	const told = issues.map((each) => `- ${sentence(each, 'en')}`);
	return [
		`${file}: ${rows} rows, ${how.join(', ')}`,
		'',
		table,
		'',
		...preset,
		roles.join('; '),
		...told
	]
		.join('\n')
		.trimEnd();
}

function otherSheets({ found }: Inspection): string {
	const others = (found.sheets ?? []).filter(({ name }) => name !== found.sheet);
	return others.length > 0 ? ` (others: ${others.map(({ name }) => name).join(', ')})` : '';
}

function examplesOf(values: { text: string }[]): string {
	return values
		.slice(0, SHOWN_EXAMPLES)
		.map(({ text }) => text.replace(/\s+/g, ' '))
		.join(' | ');
}

function shortened(text: string): string {
	return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
