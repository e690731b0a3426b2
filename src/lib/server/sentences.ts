import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/paraglide/runtime.js';
import type { WorkbenchError } from './workbench-error.ts';

type Sentence = (params: object, options: { locale: Locale }) => string;

/** Message and hint of a failure in a language: `error_<code>` and, where there is one, `error_<code>_hint`. */
export function describeError(error: WorkbenchError, locale: Locale) {
	const key = `error_${error.code.replaceAll('-', '_')}`;
	const sentences = m as unknown as Record<string, Sentence | undefined>;
	const message = sentences[key]?.(error.params, { locale }) ?? error.message;
	const hint = sentences[`${key}_hint`]?.(error.params, { locale });
	return { message, hint };
}
