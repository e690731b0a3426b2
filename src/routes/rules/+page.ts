import type { PageLoad } from './$types';

/** The rules are drawn at once; the code of what opens in them and lies below comes after that of the first screen. */
export const load: PageLoad = async ({ data }) => {
	const [group, rule, exclusions, features, grades, columns, others, save] = await Promise.all([
		import('./GroupPanel.svelte'),
		import('./RulePanel.svelte'),
		import('./Exclusions.svelte'),
		import('./TouchFeatures.svelte'),
		import('./Grades.svelte'),
		import('./StartFromColumns.svelte'),
		import('./OtherCards.svelte'),
		import('./SaveCard.svelte')
	]);
	return {
		...data,
		parts: {
			GroupPanel: group.default,
			RulePanel: rule.default,
			Exclusions: exclusions.default,
			TouchFeatures: features.default,
			Grades: grades.default,
			StartFromColumns: columns.default,
			OtherCards: others.default,
			SaveCard: save.default
		}
	};
};
