import { workbench } from '#lib/server/workbench.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ url, locals, cookies }) => {
	const bench = await workbench();
	return {
		locale: locals.locale,
		theme: locals.theme,
		seen: (cookies.get('leadgauge-steps') ?? '').split('.').filter(Boolean),
		context: await bench.context(url)
	};
};
