import type { PageLoad } from './$types';

/** The ladder is drawn at once; the code of what lies below it comes after that of the first screen. */
export const load: PageLoad = async ({ data }) => {
	const below = data.found ? (await import('./Below.svelte')).default : null;
	return { ...data, below };
};
