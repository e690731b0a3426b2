import { fieldsOf, rulesOf, type Rule } from '#lib/domain/scorecard/scorecard.ts';
import { touchId } from '#lib/domain/scorecard/touch-feature.ts';
import { cardSource } from '#lib/server/queries/card-source.ts';
import { countRules, type RuleCount } from '#lib/server/queries/count-rules.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { settingsFromUrl } from '#lib/server/settings-from-url.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { Workbench } from '#lib/server/workbench.ts';
import { scorecardFromText } from './models.ts';
import { leadPlan } from './plan-leads.ts';

/** Counts for a card that is being edited; a rule on a column that is not there has none. */
export interface EditedCounts {
	leads: number;
	wins: number;
	rules: (RuleCount | null)[];
}

/**
 * Leads and wins behind each rule of a card, among the leads that count.
 *
 * @param text - the card as JSON
 * @throws WorkbenchError those of `scorecardFromText`, `no-dataset`, or for an exclusion on an unknown column
 */
export async function countEditedRules(
	bench: Workbench,
	url: URL,
	text: string
): Promise<EditedCounts> {
	const { scorecard } = scorecardFromText(text, 'scorecard');
	const { dataset } = await bench.context(url);
	if (!dataset) throw new WorkbenchError('no-dataset');
	const { source } = await bench.source(dataset.id);
	const { engine } = bench.workspace;
	const settings = settingsFromUrl(url.searchParams);
	const { windowDays = scorecard.signalWindowDays } = settings;
	const known = rulesOf(scorecard).map((rule) => isEvaluable(rule, source));
	const rules = rulesOf(scorecard).filter((_, r) => known[r]);
	const asked = { ...scorecard, groups: [{ ...scorecard.groups[0], rules }] };
	const leads = await cardSource(engine, source, asked, windowDays);
	const plan = await leadPlan(engine, leads, scorecard, settings);
	const counted = await countRules(engine, leads, plan, rules);
	let next = 0;
	return { ...counted, rules: known.map((is) => (is ? counted.rules[next++] : null)) };
}

function isEvaluable(rule: Rule, { columns, touches, mapping }: LeadsSource): boolean {
	const asksTouches = touches !== undefined && mapping.createdAt !== null;
	return fieldsOf(rule).every((field) =>
		touchId(field) === null ? columns.some(({ name }) => name === field) : asksTouches
	);
}
