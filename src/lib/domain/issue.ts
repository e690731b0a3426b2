/** How much an issue matters: an `error` stops the work, a `warning` changes how a figure may be read. */
export type Severity = 'error' | 'warning' | 'info';

/**
 * Something about the data or the call that its owner should know. A code with its parameters, never a
 * sentence: sentences are made where a language is known (`server/sentences.ts`).
 */
export interface Issue {
	/** Stable kebab-case name, e.g. `rule-separated`; the message key is `issue_rule_separated`. */
	code: string;
	severity: Severity;
	/** Name of the file it is about, where there are several. */
	file?: string;
	/** 1-based line of the file where the trouble starts, if it has one. */
	line?: number;
	/** Name of the column, as the file spells it. */
	column?: string;
	/** What the sentence needs: names and numbers. */
	params: Record<string, string | number>;
}

/** @example issue('rule-aliased', 'warning', { rule: 'demo', with: 'trial' }).code // 'rule-aliased' */
export function issue(
	code: string,
	severity: Severity,
	params: Record<string, string | number> = {},
	where: { line?: number; column?: string; file?: string } = {}
): Issue {
	return { code, severity, ...where, params };
}
