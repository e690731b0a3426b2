import { createHash, createHmac } from 'node:crypto';
import { FREE_MAIL_DOMAINS } from '#lib/domain/ingest/free-mail.ts';
import { quoteText } from '#lib/server/engine/quote.ts';

/** Bytes of the key that pseudonyms are made with. */
export const KEY_BYTES = 32;
const BLOCK_BYTES = 64;
const HASH_DIGITS = 24;
const BLANKS = ` ' || chr(9) || chr(10) || chr(13) || chr(160) || '`;

/**
 * A text as pseudonyms and joins compare it: composed, without blanks around it; an e-mail address in lower case, whose
 * letters mean the same. NULL stays NULL, a text of blanks becomes one.
 */
export function plainText(text: string): string {
	const trimmed = `trim(nfc_normalize(${text}), '${BLANKS}')`;
	return `nullif(CASE WHEN contains(${text}, '@') THEN lower(${trimmed}) ELSE ${trimmed} END, '')`;
}

/** The same outside of the engine. */
export function plainTextOf(text: string): string {
	const trimmed = text.normalize('NFC').replace(/^[ \t\n\r\u00a0]+|[ \t\n\r\u00a0]+$/g, '');
	return text.includes('@') ? trimmed.toLowerCase() : trimmed;
}

/**
 * The pseudonym of a text as an SQL expression: a keyed hash (HMAC-SHA-256) of `plainText`. Of an e-mail address the
 * kind stays readable: a free mailbox keeps its domain, a company domain becomes a hash of its own, so that colleagues
 * still share it. `@` and a domain that cannot exist make it an address to every rule.
 */
export function pseudonym(text: string, key: Buffer): string {
	const plain = plainText(text);
	const domain = `split_part(${plain}, '@', -1)`;
	const free = FREE_MAIL_DOMAINS.map(quoteText).join(', ');
	const hashed = `'p_' || left(${hmac(plain, key)}, ${HASH_DIGITS})`;
	const company = `'d-' || left(${hmac(domain, key)}, ${HASH_DIGITS}) || '.invalid'`;
	return `(CASE WHEN contains(${plain}, '@')
		THEN ${hashed} || '@' || CASE WHEN ${domain} IN (${free}) THEN ${domain} ELSE ${company} END
		ELSE ${hashed} END)`;
}

/** The same outside of the engine: whoever knows the address and has the key finds the lead. */
export function pseudonymOf(text: string, key: Buffer): string {
	const plain = plainTextOf(text);
	const digits = (of: string) =>
		createHmac('sha256', key).update(of).digest('hex').slice(0, HASH_DIGITS);
	const hashed = `p_${digits(plain)}`;
	if (!plain.includes('@')) return hashed;
	const domain = plain.split('@').at(-1) ?? '';
	return `${hashed}@${FREE_MAIL_DOMAINS.includes(domain) ? domain : `d-${digits(domain)}.invalid`}`;
}

/** Tells keys apart without giving one away. */
export function keyFingerprint(key: Buffer): string {
	return createHash('sha256')
		.update('leadgauge pseudonym key')
		.update(key)
		.digest('hex')
		.slice(0, 16);
}

function hmac(text: string, key: Buffer): string {
	const block = Buffer.alloc(BLOCK_BYTES);
	key.copy(block);
	const padded = (mask: number) => blob(block.map((byte) => byte ^ mask));
	return `sha256(${padded(0x5c)} || unhex(sha256(${padded(0x36)} || encode(${text}))))`;
}

function blob(bytes: Uint8Array): string {
	const digits = Array.from(
		bytes,
		(byte) => `\\x${byte.toString(16).padStart(2, '0').toUpperCase()}`
	);
	return `'${digits.join('')}'::BLOB`;
}
