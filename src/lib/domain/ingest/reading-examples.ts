import type { Reading } from './column-reading.ts';

/** How a reading is shown to people: what a value looks like under it. Empty for what the file says as it is. */
export const READING_EXAMPLES: Record<Reading, string> = {
	text: '',
	'point-number': '1234.5',
	'comma-number': '1.234,5',
	'grouped-number': '1,234.5',
	'iso-time': 'yyyy-mm-dd',
	'offset-time': 'yyyy-mm-ddThh:mm+01:00',
	'german-time': 'dd.mm.yyyy',
	'day-first-time': 'dd/mm/yyyy',
	'month-first-time': 'mm/dd/yyyy',
	'comma-amount': '1.234,50 €',
	'point-amount': '$1,234.50',
	'comma-percent': '12,5 %',
	'point-percent': '12.5%',
	'yes-no': 'yes/no'
};
