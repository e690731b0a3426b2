/** A value as somebody wrote it. */
export interface ValueRead {
	text: string;
	/** Put into quotation marks: a text then, whatever it looks like. */
	marked: boolean;
}

/** Marks a person may put around a value, opening and closing. */
const MARKS: Record<string, string> = {
	'"': '"',
	"'": "'",
	'“': '”',
	'„': '“',
	'»': '«',
	'«': '»',
	'‘': '’'
};
const BETWEEN_WORDS = /\s+(?:or|oder|bzw\.)\s+/i;

/**
 * The values a cell or a sentence lists: between semicolons, bars or line breaks; where there is none of them between commas,
 * and "or" / "oder". What stands in quotation marks is one value, doubled marks inside of it are single ones.
 *
 * @example valueList('Software; "A; B"').map(({ text }) => text) // ['Software', 'A; B']
 */
export function valueList(text: string): ValueRead[] {
	const parts = split(text, /[;|\n]/);
	if (parts.length > 1) return parts.map(oneValue).filter(hasContent);
	return split(text, /,(?!\d)/)
		.flatMap((part) => (oneValue(part).marked ? [part] : part.split(BETWEEN_WORDS)))
		.map(oneValue)
		.filter(hasContent);
}

/** One value: without the marks around it, where there are any. @example oneValue('„Ulm“') // { text: 'Ulm', marked: true } */
export function oneValue(text: string): ValueRead {
	const trimmed = text.trim();
	const closing = MARKS[trimmed[0]];
	if (!closing || endOfMarked(trimmed, 0, closing) !== trimmed.length - 1) {
		return { text: trimmed, marked: false };
	}
	const inner = trimmed.slice(1, -1);
	return { text: closing === '"' ? inner.replaceAll('""', '"') : inner, marked: true };
}

/** A text as `oneValue` and `valueList` read it back. @example markedText('A; B') // '"A; B"' */
export function markedText(value: string): string {
	return `"${value.replaceAll('"', '""')}"`;
}

function hasContent({ text, marked }: ValueRead): boolean {
	return text !== '' || marked;
}

function split(text: string, separator: RegExp): string[] {
	const sticky = new RegExp(separator.source, 'y');
	const parts: string[] = [];
	let from = 0;
	for (let at = 0; at < text.length; at++) {
		const closing = MARKS[text[at]];
		if (closing && text.slice(from, at).trim() === '') at = endOfMarked(text, at, closing);
		else {
			sticky.lastIndex = at;
			if (!sticky.test(text)) continue;
			parts.push(text.slice(from, at));
			from = at + 1;
		}
	}
	return [...parts, text.slice(from)];
}

/** Where a marked text ends; where it never does, the mark is a letter like any other. */
function endOfMarked(text: string, start: number, closing: string): number {
	for (let at = start + 1; at < text.length; at++) {
		if (text[at] !== closing) continue;
		if (closing === '"' && text[at + 1] === '"') at++;
		else return at;
	}
	return start;
}
