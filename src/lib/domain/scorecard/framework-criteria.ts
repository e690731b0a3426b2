import { fieldsOf, subjectOf, type Rule, type Scorecard } from './scorecard.ts';
import { touchId } from './touch-feature.ts';

/** A question of a framework such as BANT: the rules of one group that look at the same field. */
export interface FrameworkCriterion {
	/** Label of its rule; of several, what their labels begin with. */
	label: string;
	/** The framework it belongs to, as the group is called. */
	framework: string;
	/** What it looks at; several fields joined by " + ". */
	subject: string;
	rules: Rule[];
}

/**
 * The criteria of all groups that are frameworks, in order of the card; what is counted from touches is no question of sales.
 * @example frameworkCriteria(bant).map(({ label }) => label) // ['Budget', 'Authority', 'Need', 'Timeline']
 */
export function frameworkCriteria({ groups }: Scorecard): FrameworkCriterion[] {
	return groups
		.filter(({ kind }) => kind === 'framework')
		.flatMap(({ label: framework, rules: all }) => {
			const rules = all.filter((rule) => fieldsOf(rule).every((field) => touchId(field) === null));
			const subjects = [...new Set(rules.map(subjectOf))];
			return subjects.map((subject) => {
				const own = rules.filter((rule) => subjectOf(rule) === subject);
				return { label: nameOf(own), framework, subject, rules: own };
			});
		});
}

function nameOf(rules: Rule[]): string {
	const [first, ...others] = rules.map(({ label }) => label);
	if (others.length === 0) return first;
	let length = 0;
	while (length < first.length && others.every((label) => label[length] === first[length]))
		length++;
	const shared = first.slice(0, length).replace(/[\s:–-]+$/, '');
	return shared.length >= 2 ? shared : subjectOf(rules[0]);
}
