import type { Design } from '#lib/domain/logistic/design.ts';
import { subjectOf, rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { JudgedLead } from './judged-leads.ts';
import { ruleState } from './rule-state.ts';

/**
 * One column a rule that is neither separated nor without leads, one a field that is missing for some lead
 * (statistics 7); one row a lead.
 */
export function ruleDesign(leads: JudgedLead[], card: Scorecard): Design {
	const rules = rulesOf(card);
	const states = rules.map((rule) => leads.map((lead) => ruleState(rule, lead.row)));
	const won = leads.map((lead) => lead.won);
	const names: string[] = [];
	const columns: Float64Array[] = [];
	rules.forEach((rule, r) => {
		if (isSeparated(states[r], won)) return;
		names.push(rule.id);
		columns.push(Float64Array.from(states[r], (state) => state ?? 0));
	});
	for (const field of new Set(rules.map(subjectOf))) {
		const r = rules.findIndex((rule) => subjectOf(rule) === field);
		if (!states[r].includes(null)) continue;
		names.push(`no ${field}`);
		columns.push(Float64Array.from(states[r], (state) => (state === null ? 1 : 0)));
	}
	const n = new Float64Array(leads.length).fill(1);
	return { names, columns, n, k: Float64Array.from(won, Number) };
}

/** True where the rule fires for no lead or no win, or every win has it. */
export function isSeparated(states: (number | null)[], won: boolean[]): boolean {
	const wins = states.filter((_, i) => won[i]);
	return !wins.some((state) => state !== null && state > 0) || wins.every((state) => state !== 0);
}
