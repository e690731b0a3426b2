import { parseFileReading, type FileReading } from '#lib/domain/ingest/file-reading.ts';
import { ENCODINGS } from '#lib/domain/ingest/text-encoding.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

/** Options by which a command is told how a file is to be read, as `parseArgs` wants them. */
export const fileReadingOptions = {
	encoding: { type: 'string' },
	sheet: { type: 'string' },
	delimiter: { type: 'string' },
	'header-row': { type: 'string' },
	'header-rows': { type: 'string' }
} as const;

export const fileReadingHelp = `  --encoding NAME     ${ENCODINGS.slice(0, 5).join(', ')},
                      ${ENCODINGS.slice(5).join(', ')}
  --sheet NAME        sheet of a workbook
  --delimiter C       one character, or tab
  --header-row N      line of the file, or row of the sheet, on which the header begins
  --header-rows N     lines the header takes, joined into one name a column`;

/** @throws WorkbenchError reading-invalid */
export function fileReadingOf(
	values: Partial<Record<keyof typeof fileReadingOptions, string | boolean | undefined>>
): FileReading {
	const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value : '');
	const { reading, problems } = parseFileReading({
		encoding: text(values.encoding),
		sheet: text(values.sheet),
		delimiter: text(values.delimiter),
		headerLine: text(values['header-row']),
		headerLines: text(values['header-rows'])
	});
	if (problems.length === 0) return reading;
	const params = { ...problems[0], encodings: ENCODINGS.join(', ') };
	throw new WorkbenchError('reading-invalid', params);
}
