import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, cookies }) => ({
	locale: locals.locale ?? 'en',
	theme: locals.theme ?? 'system',
	seen: (cookies.get('leadgauge-steps') ?? '').split('.').filter(Boolean)
});
