/** One record of a CSV text. */
export interface TextRecord {
	fields: string[];
	/** Where it begins and where the next one would, in UTF-16 units. */
	start: number;
	end: number;
	/** False where the text ends inside it: a line end is missing or a quotation mark is open. */
	complete: boolean;
}

/**
 * The records of a CSV text, for headers, previews and rejected rows; whole files are for `CsvScanner`, which
 * reads the same dialect (`"` doubled inside quotes, spaces allowed around a quoted field). Blank lines are
 * passed over. A broken quotation mark is taken as text.
 *
 * @param limit records at most
 * @example splitRecords('a;"b ""c"""\n', ';', 1)[0].fields // ['a', 'b "c"']
 */
export function splitRecords(text: string, delimiter: string, limit = Infinity): TextRecord[] {
	const records: TextRecord[] = [];
	let position = 0;
	while (position < text.length && records.length < limit) {
		const record = readRecord(text, position, delimiter);
		if (!isBlank(record)) records.push(record);
		position = record.end;
	}
	return records;
}

function isBlank({ fields, start, end }: TextRecord): boolean {
	return fields.length === 1 && fields[0] === '' && end - start <= 2;
}

function readRecord(text: string, start: number, delimiter: string): TextRecord {
	const fields: string[] = [];
	let position = start;
	for (;;) {
		const field = readQuoted(text, position, delimiter) ?? readPlain(text, position, delimiter);
		fields.push(field.value);
		position = field.end;
		if (text[position] === delimiter) position++;
		else return { fields, start, ...passLineEnd(text, position) };
	}
}

interface Field {
	value: string;
	end: number;
}

function readPlain(text: string, start: number, delimiter: string): Field {
	let end = start;
	while (end < text.length && !endsField(text[end], delimiter)) end++;
	return { value: text.slice(start, end), end };
}

/** A quoted field, or null where none begins here or its closing mark is followed by other text. */
function readQuoted(text: string, start: number, delimiter: string): Field | null {
	const opening = passSpaces(text, start);
	if (text[opening] !== '"') return null;
	let closing = text.indexOf('"', opening + 1);
	while (closing >= 0 && text[closing + 1] === '"') closing = text.indexOf('"', closing + 2);
	if (closing < 0) return { value: unescape(text.slice(opening + 1)), end: text.length };
	const end = passSpaces(text, closing + 1);
	if (end < text.length && !endsField(text[end], delimiter)) return null;
	return { value: unescape(text.slice(opening + 1, closing)), end };
}

function endsField(character: string, delimiter: string): boolean {
	return character === delimiter || character === '\n' || character === '\r';
}

function unescape(text: string): string {
	return text.replaceAll('""', '"');
}

function passSpaces(text: string, position: number): number {
	while (text[position] === ' ') position++;
	return position;
}

function passLineEnd(text: string, position: number) {
	if (position >= text.length) return { end: text.length, complete: false };
	const crlf = text[position] === '\r' && text[position + 1] === '\n';
	return { end: position + (crlf ? 2 : 1), complete: true };
}
