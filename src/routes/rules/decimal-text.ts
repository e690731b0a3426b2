export type Locale = 'en' | 'de';

/**
 * The number a person typed, with the separators of their language; null where it is none. A point in German
 * groups thousands, so 1.5 is not a German number.
 */
export function readDecimal(text: string, locale: Locale): number | null {
	const [group, point] = locale === 'de' ? ['\\.', ','] : [',', '\\.'];
	const shape = new RegExp(
		`^[+-]?(\\d+|\\d{1,3}(${group}\\d{3})+)(${point}\\d+)?(e[+-]?\\d+)?$`,
		'i'
	);
	const plain = text.trim().replace('−', '-');
	if (!shape.test(plain)) return null;
	const bare = plain.replaceAll(locale === 'de' ? '.' : ',', '');
	const value = Number(locale === 'de' ? bare.replace(',', '.') : bare);
	return Number.isFinite(value) ? value : null;
}

/** A number as it stands in a field: no grouping, minus as U+2212, every digit. */
export function writeDecimal(value: number, locale: Locale): string {
	const text = String(value).replace('-', '−').replace('e−', 'e-');
	return locale === 'de' ? text.replace('.', ',') : text;
}
