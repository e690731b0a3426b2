import { headerWords } from '../header-words.ts';

/**
 * A header of an export so that its field name and its label are the same where only spelling differs. A dash between
 * object and field keeps its meaning (`Deal - Owner` is not `Deal Owner`), as do brackets in front (`(Do Not Modify) Lead`
 * is not `Lead`); what an export adds behind a slash (`stage_id/id`) does not.
 *
 * @example exportHeader('CreatedDate') === exportHeader('Created Date') // true
 */
export function exportHeader(name: string): string {
	const plain = name.trim().replace(/\/(\.?id|name|display_name)$/i, '');
	return plain
		.split(/\s+[-–]\s+/)
		.map(headerWords)
		.join(' - ');
}
