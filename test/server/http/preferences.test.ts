import { describe, expect, it } from 'vitest';
import { parseTheme, readPreferences } from '#lib/server/http/preferences.ts';

const read = (path: string) => readPreferences(new URL(`http://127.0.0.1:4173${path}`));

describe('preferences in the address', () => {
	it('become cookies, and the address is the same without them', () => {
		expect(read('/rules?lang=de&horizon=90&theme=dark#top')).toEqual({
			cookies: [
				['PARAGLIDE_LOCALE', 'de'],
				['theme', 'dark']
			],
			address: 'http://127.0.0.1:4173/rules?horizon=90#top'
		});
	});

	it('set nothing when they are not known', () => {
		expect(read('/?lang=xx&theme=pink')).toEqual({
			cookies: [],
			address: 'http://127.0.0.1:4173/'
		});
		expect(read('/?lang=')?.cookies).toEqual([]);
	});

	it('are mostly not there', () => {
		expect(read('/?horizon=90')).toBeNull();
	});

	it('stay on this site, whatever the path looks like', () => {
		expect(read('//evil.example/?lang=de')?.address).toBe('http://127.0.0.1:4173//evil.example/');
	});
});

describe('the theme', () => {
	it.each([
		['light', 'light'],
		['dark', 'dark'],
		['system', 'system'],
		['"><script>', 'system'],
		['', 'system'],
		[undefined, 'system']
	])('named %j is %s', (value, theme) => {
		expect(parseTheme(value)).toBe(theme);
	});
});
