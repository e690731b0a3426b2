import { parseFileReading, type FileReading } from '#lib/domain/ingest/file-reading.ts';
import { ENCODINGS } from '#lib/domain/ingest/text-encoding.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

/** How a file is to be read by a form; null where the form does not ask about it. */
export function wishedReading(form: FormData): FileReading | WorkbenchError | null {
	if (!form.has('reading')) return null;
	const text = (name: string) => String(form.get(name) ?? '');
	const { reading, problems } = parseFileReading({
		encoding: text('encoding'),
		sheet: text('sheet'),
		delimiter: text('delimiter'),
		headerLine: text('headerLine'),
		headerLines: text('headerLines')
	});
	if (problems.length === 0) return reading;
	return new WorkbenchError('reading-invalid', { ...problems[0], encodings: ENCODINGS.join(', ') });
}
