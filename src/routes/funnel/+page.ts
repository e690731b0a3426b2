import type { PageLoad } from './$types';

/** The code of what lies below the first screen comes after that of the first screen. */
export const load: PageLoad = async ({ data }) => {
	const { default: Below } = await import('./Below.svelte');
	return { ...data, Below };
};
