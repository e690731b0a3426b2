/** What a number format of a workbook makes of a number, as far as it changes what the number means. */
export type ExcelFormat =
	| { kind: 'general' }
	/** A date, with a time of day where the number has one. */
	| { kind: 'date' }
	/** A time of day without a date. */
	| { kind: 'time' }
	/** Whole numbers filled up with zeros to this many digits, such as a postal code. */
	| { kind: 'padded'; digits: number };

const GENERAL: ExcelFormat = { kind: 'general' };
/** Formats every workbook has without listing them; 27 to 36 and 50 to 58 are dates of East Asian versions. */
const DATES: [from: number, to: number][] = [
	[14, 17],
	[22, 22],
	[27, 36],
	[50, 58]
];
const TIMES: [from: number, to: number][] = [[18, 21]];

/**
 * The kind of a number format.
 *
 * @param id its number; below 164 the built-in ones
 * @param code its text, where the workbook lists it
 * @example excelFormat(164, 'dd.mm.yyyy').kind // 'date'
 */
export function excelFormat(id: number, code: string | null): ExcelFormat {
	if (code !== null) return formatOf(code);
	const within = (ranges: [number, number][]) => ranges.some(([a, b]) => id >= a && id <= b);
	if (within(DATES)) return { kind: 'date' };
	return within(TIMES) ? { kind: 'time' } : GENERAL;
}

function formatOf(code: string): ExcelFormat {
	const [positive] = code.split(';');
	if (/^0{2,}$/.test(positive)) return { kind: 'padded', digits: positive.length };
	const letters = positive
		.replace(/"[^"]*"/g, '')
		.replace(/\\./g, '')
		.replace(/[_*]./g, '')
		.replace(/AM\/PM|A\/P/gi, 'h')
		.replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
	// A duration such as [h]:mm counts hours beyond a day; it stays a number.
	if (/\[(h+|m+|s+)\]/i.test(letters) || /general|standard/i.test(letters)) return GENERAL;
	if (/[yd]/i.test(letters) || /m{3,}/i.test(letters)) return { kind: 'date' };
	if (/[hs]/i.test(letters)) return { kind: 'time' };
	return /^[^0#?]*m[^0#?]*$/i.test(letters) ? { kind: 'date' } : GENERAL;
}
