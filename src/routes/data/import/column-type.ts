import type { ColumnType, Reading } from '#lib/domain/ingest/column-reading.ts';
import * as m from '#lib/paraglide/messages.js';

/** What a column holds, in a word; how the file writes it where that is not the usual way. */
export function columnTypeWord(type: ColumnType, reading?: Reading): string {
	if (reading === 'comma-number') return m.data_type_comma_number();
	if (reading === 'german-time') return m.data_type_german_time();
	const words = {
		text: m.data_type_text,
		number: m.data_type_number,
		timestamp: m.data_type_timestamp
	};
	return words[type]();
}
