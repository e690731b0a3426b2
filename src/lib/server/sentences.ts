import type { Issue } from '#lib/domain/issue.ts';
import type { NotMeasured } from '#lib/domain/units.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/paraglide/runtime.js';
import type { WorkbenchError } from './workbench-error.ts';

type Params = Record<string, string | number>;
type Sentence = (params: object, options: { locale: Locale }) => string;

const sentences = m as unknown as Record<string, Sentence | undefined>;

/** Message and hint of a failure in a language: `error_<code>` and, where there is one, `error_<code>_hint`. */
export function describeError(error: WorkbenchError, locale: Locale) {
	const params = withDetail(error.params, locale);
	return {
		message: say(`error_${error.code}`, params, locale) ?? error.message,
		hint: say(`error_${error.code}_hint`, params, locale)
	};
}

/** An issue as a sentence: `issue_<code>`, behind the name of its file where it is of one of several. */
export function sentence({ code, params, line, column, file }: Issue, locale: Locale): string {
	const where = { ...(line ? { line } : {}), ...(column ? { column } : {}) };
	const all = withDetail({ ...where, ...params }, locale);
	const said = say(`issue_${code}`, all, locale) ?? `${code} ${JSON.stringify(params)}`;
	return file === undefined ? said : `${file}: ${said}`;
}

/** Why a figure is not there, as a sentence: `not_measured_<reason>`. */
export function reasonSentence(
	{ reason, params }: Omit<NotMeasured, 'measured'>,
	locale: Locale
): string {
	return say(`not_measured_${reason}`, params, locale) ?? `${reason} ${JSON.stringify(params)}`;
}

/** Codes that name a reason carry its sentence as `detail`. */
function withDetail(params: Params, locale: Locale): Params {
	if (typeof params.reason !== 'string' || !sentences[keyOf(`not_measured_${params.reason}`)]) {
		return params;
	}
	return { ...params, detail: reasonSentence({ reason: params.reason, params }, locale) };
}

function say(key: string, params: Params, locale: Locale): string | undefined {
	return sentences[keyOf(key)]?.(written(params, locale), { locale });
}

function keyOf(code: string): string {
	return code.replaceAll('-', '_');
}

/**
 * Numbers as the language writes them; counts in full, measures to four significant digits. A name that ends in `Rate` is
 * a rate and becomes percent, one that ends in `Cents` is money and becomes whole units.
 */
function written(params: Params, locale: Locale): Params {
	const tag = locale === 'de' ? 'de-DE' : 'en-GB';
	const format = new Intl.NumberFormat(tag, { maximumSignificantDigits: 4 });
	const whole = new Intl.NumberFormat(tag);
	const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 });
	const digits = (name: string, value: number) => {
		if (name.endsWith('Rate')) return percent.format(value);
		if (name.endsWith('Cents')) return whole.format(Math.round(value / 100));
		return Number.isInteger(value) ? whole.format(value) : format.format(value);
	};
	const one = (name: string, value: string | number) =>
		typeof value === 'number' ? digits(name, value).replaceAll('-', '−') : value;
	const each = Object.entries(params).map(([name, value]) => [name, one(name, value)]);
	return Object.fromEntries(each);
}
