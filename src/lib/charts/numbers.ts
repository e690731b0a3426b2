export type Locale = 'en' | 'de';

/** Numbers as a reader of the language writes them: its separators, minus as U+2212, percent only here. */
export interface Numbers {
	/** 9,012 */
	count(value: number): string;
	/** 0.812 */
	decimal(value: number, digits?: number): string;
	/** 0.00012: the size of a small difference; below a millionth only that. */
	significant(value: number): string;
	/** 14 % of 0.14; one digit below 10 % unless told. */
	percent(rate: number, digits?: number): string;
	/** −10, 20 */
	points(value: number): string;
	/** +8, −10: a change. */
	signed(value: number, digits?: number): string;
	/** 6.1× */
	times(value: number): string;
	/** 0.79 to 0.83 */
	interval(range: readonly [number, number], format: (value: number) => string): string;
}

const made: Partial<Record<Locale, Numbers>> = {};

/** @example numbersIn('de').percent(0.143) // '14 %' */
export function numbersIn(locale: Locale): Numbers {
	return (made[locale] ??= make(locale));
}

/** The BCP 47 tag behind a language of the screens: British dates and Monday weeks for English. */
export function tagOf(locale: Locale): string {
	return locale === 'de' ? 'de-DE' : 'en-GB';
}

function make(locale: Locale): Numbers {
	const cache = new Map<string, Intl.NumberFormat>();
	const write = (value: number, options: Intl.NumberFormatOptions) => {
		const key = JSON.stringify(options);
		if (!cache.has(key)) cache.set(key, new Intl.NumberFormat(tagOf(locale), options));
		return cache.get(key)!.format(value).replaceAll('-', '−');
	};
	const fixed = (digits: number) => ({
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
		signDisplay: 'negative' as const
	});
	const between = locale === 'de' ? ' bis ' : ' to ';
	return {
		count: (value) => write(value, fixed(0)),
		decimal: (value, digits = 2) => write(value, fixed(digits)),
		significant: (value) =>
			value > 0 && value < 1e-6
				? `< ${write(1e-6, { maximumSignificantDigits: 1 })}`
				: write(value, { maximumSignificantDigits: 2 }),
		percent: (rate, digits = Math.abs(rate) < 0.0995 ? 1 : 0) =>
			write(rate, { style: 'percent', ...fixed(digits) }),
		points: (value) => write(value, { maximumFractionDigits: 1, signDisplay: 'negative' }),
		signed: (value, digits = 0) => write(value, { ...fixed(digits), signDisplay: 'exceptZero' }),
		times: (value) => `${write(value, fixed(value < 10 ? 1 : 0))}×`,
		interval: ([from, to], format) => `${format(from)}${between}${format(to)}`
	};
}
