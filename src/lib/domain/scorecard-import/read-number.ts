/** What stands before the fraction of a number: `comma` 1.234,5, `point` 1,234.5. */
export type Decimals = 'comma' | 'point';

const SHAPES: Record<Decimals, RegExp> = {
	point: /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?(e[+-]?\d+)?$/,
	comma: /^[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/
};

/**
 * A number as a person writes it, or null: digits may be grouped by thousands, by blanks or apostrophes too, and a currency may
 * stand before or behind.
 *
 * @param decimals - what point and comma mean; a text that fits only the other meaning is read by that
 * @example readNumber('1.000,5 €', 'comma') // 1000.5
 */
export function readNumber(text: string, decimals: Decimals): number | null {
	const plain = text
		.trim()
		.replace(/[−–]/g, '-')
		.replace(/^(EUR|USD|CHF|GBP|[€$£])\s*|\s*(EUR|USD|CHF|GBP|[€$£])$/gi, '')
		.replace(/(\d)[\s'’](?=\d{3}(\D|$))/g, '$1');
	const other: Decimals = decimals === 'comma' ? 'point' : 'comma';
	const as = SHAPES[decimals].test(plain) ? decimals : SHAPES[other].test(plain) ? other : null;
	if (as === null) return null;
	const value = Number(
		as === 'comma' ? plain.replaceAll('.', '').replace(',', '.') : plain.replaceAll(',', '')
	);
	return Number.isFinite(value) ? value : null;
}

/** A number as `readNumber` reads it back under the same meaning. @example writeNumber(1.5, 'comma') // '1,5' */
export function writeNumber(value: number, decimals: Decimals): string {
	const text = String(value);
	return decimals === 'comma' && !text.includes('e') ? text.replace('.', ',') : text;
}

/** Whether a text is one number under one meaning and another under the other: 1.000, 2,500. */
export function isDoubtfulNumber(text: string): boolean {
	return /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(text.trim());
}

/**
 * What point and comma mean in these texts, on the evidence of all of them; null where none tells.
 * @example decimalsIn(['1.234,5', '2.000']) // 'comma'
 */
export function decimalsIn(texts: readonly string[]): Decimals | null {
	let votes = 0;
	for (const text of texts) {
		const [comma, point] = [SHAPES.comma, SHAPES.point].map((shape) => shape.test(text.trim()));
		if (!/[.,]/.test(text) || comma === point) continue;
		votes += comma ? 1 : -1;
	}
	return votes === 0 ? null : votes > 0 ? 'comma' : 'point';
}
