import type { ExcelFormat } from './excel-format.ts';

const DAY_MS = 86_400_000;
/** Day 0 of the two calendars a workbook may count in. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** Day 60 of the 1900 calendar is the 29th of February that never was; earlier days are one off. */
const FALSE_LEAP_DAY = 60;
/** The last day a workbook knows: 9999-12-31. */
const LAST_DAY = 2_958_466;

/**
 * The text of a number in a workbook: dates and times in ISO form, other numbers with their shortest exact digits.
 *
 * @param digits the number as the workbook writes it
 * @example excelNumber('45352.5', { kind: 'date' }, false) // '2024-03-01 12:00:00'
 */
export function excelNumber(digits: string, format: ExcelFormat, from1904: boolean): string {
	const value = Number(digits);
	if (digits.trim() === '' || !Number.isFinite(value)) return digits;
	if (format.kind === 'date') return dateText(value, from1904) ?? shortest(digits, value);
	if (format.kind === 'time') return timeOrDate(value, from1904) ?? shortest(digits, value);
	if (format.kind === 'padded' && Number.isInteger(value) && value >= 0) {
		return shortest(digits, value).padStart(format.digits, '0');
	}
	return shortest(digits, value);
}

/** A workbook writes 0.1 as 0.10000000000000001; whole numbers beyond 2^53 keep what is written. */
function shortest(digits: string, value: number): string {
	return Number.isInteger(value) && !Number.isSafeInteger(value) ? digits : String(value);
}

function dateText(serial: number, from1904: boolean): string | null {
	if (serial < 0 || serial >= LAST_DAY) return null;
	const late = !from1904 && serial < FALSE_LEAP_DAY ? 1 : 0;
	const ms = Math.round((serial + late) * DAY_MS);
	const iso = new Date((from1904 ? EPOCH_1904 : EPOCH_1900) + ms).toISOString();
	if (ms % DAY_MS === 0) return iso.slice(0, 10);
	return `${iso.slice(0, 10)} ${clock(iso)}`;
}

function timeOrDate(serial: number, from1904: boolean): string | null {
	if (serial >= 1) return dateText(serial, from1904);
	if (serial < 0) return null;
	return clock(new Date(Math.round(serial * DAY_MS)).toISOString());
}

function clock(iso: string): string {
	return iso.endsWith('.000Z') ? iso.slice(11, 19) : iso.slice(11, 23);
}

/**
 * The position of a cell's column, counted from 0; -1 where the reference is none.
 *
 * @example columnOf('AB12') // 27
 */
export function columnOf(reference: string): number {
	let column = 0;
	for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '') {
		column = column * 26 + letter.charCodeAt(0) - 64;
	}
	return column - 1;
}

/** Control characters stand in a workbook as `_x000D_`. */
export function unescapeCell(text: string): string {
	if (!text.includes('_x')) return text;
	return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
}
