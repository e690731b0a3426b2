const ADDRESS = /[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[a-z]{2,}/i;
const TELEPHONE = /^\s*(\+\d[\d\s()/.-]{6,}|\(?0\d{1,5}\)?[\s/-]\d[\d\s/-]{4,})\s*$/;

/**
 * Whether a text holds an e-mail address, or is a telephone number written with its country or area apart. A bare number
 * is none: it may be an amount or an id.
 *
 * @example holdsPersonal('Re: ada@example.com') // true
 */
export function holdsPersonal(text: string): boolean {
	return ADDRESS.test(text) || TELEPHONE.test(text);
}
