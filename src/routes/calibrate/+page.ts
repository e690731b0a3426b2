import type { PageLoad } from './$types';

/** The long page is drawn at once; the code of what lies below the rules comes after that of the first screen. */
export const load: PageLoad = async ({ data }) => {
	const [points, comparison, thresholds, honesty, frameworks] = await Promise.all([
		import('./WholePoints.svelte'),
		import('./Comparison.svelte'),
		import('./Thresholds.svelte'),
		import('./Honesty.svelte'),
		data.criteria.length > 0 ? import('./Frameworks.svelte') : null
	]);
	return {
		...data,
		parts: {
			WholePoints: points.default,
			Comparison: comparison.default,
			Thresholds: thresholds.default,
			Honesty: honesty.default,
			Frameworks: frameworks?.default ?? null
		}
	};
};
