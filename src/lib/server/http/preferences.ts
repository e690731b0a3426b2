import { cookieName, isLocale, type Locale } from '#lib/paraglide/runtime.js';

export type Theme = 'light' | 'dark' | 'system';

/** Browsers keep a cookie for 400 days at most. */
export const preferenceMaxAgeSeconds = 400 * 86_400;
export const languageCookie = cookieName;
export const themeCookie = 'theme';

const themes: readonly unknown[] = ['light', 'dark', 'system'] satisfies Theme[];

/** The theme a cookie or a parameter names; what the system prefers where it names none. */
export function parseTheme(value: string | null | undefined): Theme {
	return themes.includes(value) ? (value as Theme) : 'system';
}

/**
 * What `?lang=` and `?theme=` ask for: the cookies to set, and the same address without the two.
 * Nothing where neither is there; a value that is not known sets no cookie.
 */
export function readPreferences(url: URL): { cookies: [string, string][]; address: string } | null {
	const lang = url.searchParams.get('lang');
	const theme = url.searchParams.get('theme');
	if (lang === null && theme === null) return null;
	const rest = new URL(url);
	rest.searchParams.delete('lang');
	rest.searchParams.delete('theme');
	const cookies: [string, string][] = [];
	if (isLocale(lang)) cookies.push([languageCookie, lang satisfies Locale]);
	if (themes.includes(theme)) cookies.push([themeCookie, theme as Theme]);
	return { cookies, address: rest.href };
}
