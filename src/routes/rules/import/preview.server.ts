import type { Issue } from '#lib/domain/issue.ts';
import { allRules, type RulesRead } from '#lib/domain/scorecard-import/rules-read.ts';
import { sentence } from '#lib/server/sentences.ts';
import { previewRules, type RulesPreview } from '#lib/server/usecases/preview-rules.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { Workbench } from '#lib/server/workbench.ts';
import { m } from '#lib/paraglide/messages.js';
import { choiceText, type Wanted } from './reading.server.ts';
import type { ShownPreview } from './shown-preview.ts';

type Locale = App.Locals['locale'];

/** Rules that were read, as the page shows them before anything is saved. @throws WorkbenchError `no-dataset`, those of `previewRules` */
export async function previewOf(
	bench: Workbench,
	url: URL,
	read: RulesRead,
	wanted: Wanted,
	locale: Locale
) {
	const { dataset, options } = await bench.context(url);
	if (!dataset) throw new WorkbenchError('no-dataset');
	const name = wanted.name.trim() || read.name || m.pasted_new_name({}, { locale });
	const preview = await previewRules(bench, url, dataset.id, read, {
		name: name.slice(0, 200),
		choices: wanted.choices,
		signalWindowDays: options.windowDays,
		horizonDays: options.horizonDays
	});
	return { preview, shown: shownOf(read, wanted, preview, name, locale) };
}

/** What goes to the page: no column values, no match that nobody sees. */
function shownOf(
	read: RulesRead,
	{ text, template, pointsPerThird, choices }: Wanted,
	{ fields, made, counts }: RulesPreview,
	name: string,
	locale: Locale
): ShownPreview {
	const issues = [...read.issues, ...made.issues];
	const isLaw = ({ code }: Issue) => code === 'rule-protected-ground';
	const said = (some: Issue[]) => some.map((each) => note(each, locale));
	return {
		text,
		template,
		name,
		dialect: read.dialect,
		pointsPerThird,
		graded: read.issues.some(({ code }) => code === 'grades-as-points'),
		read: allRules(read).length,
		fields: fields.map(({ field, rules, choice, suggested, match }) => ({
			field,
			rules,
			choice: choiceText(choice),
			confidence: match.confidence,
			because:
				choices !== null && choiceText(choice) !== choiceText(suggested)
					? ('chosen' as const)
					: match.because
		})),
		card: made.scorecard,
		lines: Object.fromEntries(made.lines),
		counts,
		unread: read.unread.map(({ line, text: written, issue }) => ({
			line,
			text: written,
			why: sentence(issue, locale),
			harmless: issue.severity === 'info'
		})),
		law: said(issues.filter(isLaw)),
		notes: said(issues.filter((each) => !isLaw(each)))
	};
}

function note(each: Issue, locale: Locale) {
	return { severity: each.severity, text: sentence(each, locale) };
}
