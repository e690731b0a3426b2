import type { PageLoad } from './$types';

/** The rules are drawn at once; the code of what lies below them comes after that of the first screen. */
export const load: PageLoad = async ({ data }) => {
	const [exclusions, features, grades, columns, others, save] = await Promise.all([
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
			Exclusions: exclusions.default,
			TouchFeatures: features.default,
			Grades: grades.default,
			StartFromColumns: columns.default,
			OtherCards: others.default,
			SaveCard: save.default
		}
	};
};
