import { FREE_MAIL_DOMAINS } from '#lib/domain/ingest/free-mail.ts';

export { FREE_MAIL_DOMAINS };

/**
 * Whose domain an e-mail address, or a bare domain, has; null for a text without one.
 * @example emailKind('a@GMAIL.com') // 'freemail'
 */
export function emailKind(text: string): 'business' | 'freemail' | null {
	const domain = text
		.slice(text.lastIndexOf('@') + 1)
		.toLowerCase()
		.replace(/^ +| +$/g, '');
	if (FREE_MAIL_DOMAINS.includes(domain)) return 'freemail';
	return domain.includes('.') ? 'business' : null;
}
