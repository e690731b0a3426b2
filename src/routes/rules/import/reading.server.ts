import type { FieldChoice } from '#lib/domain/scorecard-import/card-from-rules.ts';
import { fieldsOfRules } from '#lib/domain/scorecard-import/fields-of-rules.ts';
import { POINTS_PER_THIRD, readRules } from '#lib/domain/scorecard-import/read-rules.ts';
import type { RulesRead } from '#lib/domain/scorecard-import/rules-read.ts';
import { templateRules } from '#lib/domain/scorecard-import/templates.ts';
import { listTemplates } from '#lib/server/usecases/templates.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { m } from '#lib/paraglide/messages.js';

/** What a person has pasted or chosen, and said about it so far. */
export interface Wanted {
	text: string;
	/** Id of a template; empty where rules are pasted. */
	template: string;
	name: string;
	pointsPerThird: number;
	/** By field; null before anybody has chosen. */
	choices: Map<string, FieldChoice | null> | null;
}

type Locale = App.Locals['locale'];

/** The most a text of rules may hold. */
export const MOST_CHARACTERS = 900_000;

/** What a form asks for, and the rules in it. @throws WorkbenchError `rules-too-long`, `template-unknown` */
export async function readingOf(
	form: FormData,
	locale: Locale
): Promise<{ read: RulesRead; wanted: Wanted }> {
	const [text, template] = [textOf(form, 'text'), textOf(form, 'template')];
	const third = Number(textOf(form, 'third') || POINTS_PER_THIRD);
	const pointsPerThird =
		Number.isInteger(third) && third > 0 && third <= 1000 ? third : POINTS_PER_THIRD;
	const read = await rulesOf({ text, template, pointsPerThird }, locale);
	const fields = fieldsOfRules(read);
	const chosen = fields.map((_, f) => form.get(`column-${f}`));
	const choices = chosen.some((each) => each !== null)
		? new Map(fields.map((field, f) => [field, choiceOf(String(chosen[f] ?? ''))]))
		: null;
	return { read, wanted: { text, template, name: textOf(form, 'name'), pointsPerThird, choices } };
}

/** The rules of a text or of a template. @throws WorkbenchError `rules-too-long`, `template-unknown` */
export async function rulesOf(
	{ text, template, pointsPerThird }: Pick<Wanted, 'text' | 'template' | 'pointsPerThird'>,
	locale: Locale
): Promise<RulesRead> {
	if (template) {
		const found = (await listTemplates()).find(({ id }) => id === template);
		if (!found) throw new WorkbenchError('template-unknown', { template });
		return templateRules(found.template, locale);
	}
	if (text.length > MOST_CHARACTERS) {
		throw new WorkbenchError('rules-too-long', { most: MOST_CHARACTERS });
	}
	const options = { locale };
	return readRules(text, {
		pointsPerThird,
		decimals: locale === 'de' ? 'comma' : 'point',
		groupNames: {
			fit: m.rules_kind_fit({}, options),
			engagement: m.rules_kind_engagement({}, options),
			negative: m.rules_kind_negative({}, options),
			framework: m.rules_kind_framework({}, options)
		}
	});
}

/** A choice as a form writes it, and back. */
export function choiceText(choice: FieldChoice | null): string {
	if (!choice) return '';
	return 'column' in choice ? `column:${choice.column}` : `touches:${choice.touches}`;
}

function choiceOf(text: string): FieldChoice | null {
	const [, kind, name] = /^(column|touches):(.+)$/s.exec(text) ?? [];
	if (!name) return null;
	return kind === 'column' ? { column: name } : { touches: name };
}

function textOf(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}
