import * as m from '#lib/paraglide/messages.js';
import type { Problem } from './card-of.ts';

/** What to do about a field, as a sentence. */
export function problemText(problem: Problem | undefined): string | undefined {
	return problem && sentences[problem]();
}

const sentences: Record<Problem, () => string> = {
	whole: m.rules_problem_whole,
	number: m.rules_problem_number,
	missing: m.rules_problem_missing,
	order: m.rules_problem_order,
	id: m.rules_problem_id,
	'id-twice': m.rules_problem_id_twice,
	'above-zero': m.rules_problem_above_zero,
	steps: m.rules_problem_steps,
	window: m.rules_problem_window,
	horizon: m.rules_problem_horizon,
	long: m.rules_problem_long,
	days: m.semantics_problem_days,
	percent: m.semantics_problem_percent,
	'decay-steps': m.semantics_problem_steps,
	grades: m.semantics_problem_grades,
	bands: m.semantics_problem_bands
};
