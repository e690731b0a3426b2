import {
	criterionFinding,
	type CriterionAnswers,
	type CriterionFinding
} from '#lib/domain/evaluation/criterion-finding.ts';
import { frameworkCriteria } from '#lib/domain/scorecard/framework-criteria.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { cardSource } from '#lib/server/queries/card-source.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { readCriteria } from '#lib/server/queries/read-criteria.ts';
import { leadPlan, type LeadSettings } from './plan-leads.ts';

/** A criterion of a framework, how often it is answered, and whether the answer told winners from losers. */
export interface JudgedCriterion {
	label: string;
	framework: string;
	subject: string;
	/** Ids of its rules. */
	rules: string[];
	answers: CriterionAnswers;
	finding: CriterionFinding;
}

/** The criteria of a card's frameworks on the leads that count; none where the card has no framework. */
export async function judgeCriteria(
	engine: Engine,
	source: LeadsSource,
	scorecard: Scorecard,
	settings: LeadSettings
): Promise<JudgedCriterion[]> {
	const criteria = frameworkCriteria(scorecard);
	if (criteria.length === 0) return [];
	const { windowDays = scorecard.signalWindowDays } = settings;
	const groups = scorecard.groups.filter(({ kind }) => kind === 'framework');
	const leads = await cardSource(engine, source, { ...scorecard, groups }, windowDays);
	const plan = await leadPlan(engine, leads, scorecard, settings);
	const answers = await readCriteria(engine, leads, plan, criteria);
	return criteria.map(({ label, framework, subject, rules }, i) => ({
		label,
		framework,
		subject,
		rules: rules.map(({ id }) => id),
		answers: answers[i],
		finding: criterionFinding(answers[i])
	}));
}
