import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { href, stateKeys } from '#lib/ui/links.ts';
import { resetHref } from '#lib/ui/reset-href.ts';

const at = (address: string) => new URL(address, 'http://localhost');

describe('a reset', () => {
	it('takes out filters and options, and keeps leads and rules', () => {
		expect(
			resetHref(at('/funnel?dataset=d&model=m&from=2026-01-01&filter=source:fair&filter=a:b'))
		).toBe('/funnel?dataset=d&model=m');
		expect(resetHref(at('/calibrate?horizon=60'))).toBe('/calibrate');
	});

	it('is not offered where there is nothing to take out', () => {
		expect(resetHref(at('/funnel'))).toBeNull();
		expect(resetHref(at('/funnel?dataset=d&model=m&from='))).toBeNull();
	});

	it('leaves nothing to reset, whatever was set', () => {
		const value = fc.string({ minLength: 1, maxLength: 12 });
		const set = fc.dictionary(fc.constantFrom(...stateKeys), value);
		fc.assert(
			fc.property(set, fc.array(value), (keys, filter) => {
				const reset = resetHref(at(href(at('/roi'), '/roi', { ...keys, filter })));
				if (reset === null) return;
				expect(resetHref(at(reset))).toBeNull();
				const left = [...at(reset).searchParams.keys()];
				expect(left.filter((key) => !['dataset', 'model'].includes(key))).toEqual([]);
			})
		);
	});
});
