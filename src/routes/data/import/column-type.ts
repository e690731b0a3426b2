import type { ColumnType, Reading } from '#lib/domain/ingest/column-reading.ts';
import * as m from '#lib/paraglide/messages.js';

/** What a column holds, in a word. */
export function columnTypeWord(type: ColumnType): string {
	const words = {
		text: m.data_type_text,
		number: m.data_type_number,
		timestamp: m.data_type_timestamp
	};
	return words[type]();
}

/** How a column is read, with what a value looks like. */
export function readingWords(reading: Reading): string {
	return WORDS[reading]();
}

const WORDS: Record<Reading, () => string> = {
	text: m.format_reading_text,
	'point-number': m.format_reading_point_number,
	'comma-number': m.format_reading_comma_number,
	'grouped-number': m.format_reading_grouped_number,
	'iso-time': m.format_reading_iso_time,
	'offset-time': m.format_reading_offset_time,
	'german-time': m.format_reading_german_time,
	'day-first-time': m.format_reading_day_first_time,
	'month-first-time': m.format_reading_month_first_time,
	'comma-amount': m.format_reading_comma_amount,
	'point-amount': m.format_reading_point_amount,
	'comma-percent': m.format_reading_comma_percent,
	'point-percent': m.format_reading_point_percent,
	'yes-no': m.format_reading_yes_no
};
