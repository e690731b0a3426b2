import { ENCODINGS, type TextEncoding } from './text-encoding.ts';

/** How a file is to be read where somebody knows better than the file tells; everything left out is found. */
export interface FileReading {
	encoding?: TextEncoding;
	/** Name of the sheet of a workbook. */
	sheet?: string;
	/** One ASCII character. */
	delimiter?: string;
	/** Line of the file, or row of the sheet, on which the header begins; counted from 1. */
	headerLine?: number;
	/** Lines the header takes, joined into one name a column. */
	headerLines?: number;
}

/** What is wrong with a wish. */
export interface ReadingProblem {
	field: keyof FileReading;
	found: string;
}

const WORDS: Record<string, string> = { tab: '\t', comma: ',', semicolon: ';', pipe: '|' };
const MOST_HEADER_LINES = 5;

/**
 * Wishes about a file from texts, as a form or a command line has them; an empty text is no wish.
 *
 * @example parseFileReading({ delimiter: 'tab', headerLine: '3' }).reading // { delimiter: '\t', headerLine: 3 }
 */
export function parseFileReading(texts: Partial<Record<keyof FileReading, string>>): {
	reading: FileReading;
	problems: ReadingProblem[];
} {
	const reading: FileReading = {};
	const problems: ReadingProblem[] = [];
	const take = <K extends keyof FileReading>(
		field: K,
		parse: (text: string) => FileReading[K] | null
	) => {
		const text = texts[field] ?? '';
		if (text === '') return;
		const value = parse(text);
		if (value === null) problems.push({ field, found: text });
		else reading[field] = value;
	};
	take('encoding', (text) => ENCODINGS.find((each) => each === text.toLowerCase()) ?? null);
	take('sheet', (text) => text);
	take('delimiter', delimiterOf);
	take('headerLine', (text) => wholeNumber(text, Number.MAX_SAFE_INTEGER));
	take('headerLines', (text) => wholeNumber(text, MOST_HEADER_LINES));
	return { reading, problems };
}

function delimiterOf(text: string): string | null {
	const character = Object.hasOwn(WORDS, text) ? WORDS[text] : text === '\\t' ? '\t' : text;
	const usable =
		character.length === 1 && character < '\x7f' && !/["\r\n\0a-z0-9]/i.test(character);
	return usable ? character : null;
}

function wholeNumber(text: string, most: number): number | null {
	const value = Number(text);
	return /^[0-9]+$/.test(text) && value >= 1 && value <= most ? value : null;
}
