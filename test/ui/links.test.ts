import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { href, stateKeys, switchHref, type State } from '#lib/ui/links.ts';

const url = (query: string) => new URL(`http://127.0.0.1/calibrate${query}`);

describe('a link', () => {
	it('keeps what is being looked at and nothing else', () => {
		expect(href(url('?dataset=a&horizon=90&lang=de&other=1'), '/export')).toBe(
			'/export?dataset=a&horizon=90'
		);
	});

	it('sets and takes out a key', () => {
		expect(href(url('?horizon=90'), '/calibrate', { horizon: null, min: 0 })).toBe(
			'/calibrate?min=0'
		);
		expect(href(url(''), '/', { horizon: '' })).toBe('/');
	});

	it('keeps the keys of a page on that page alone', () => {
		const compare = new URL('http://127.0.0.1/compare?models=a&models=b~fitted&stamp=&horizon=90');
		expect(href(compare, '/compare', { horizon: null })).toBe('/compare?models=a%2Cb%7Efitted');
		expect(href(compare, '/compare', { models: 'c' })).toBe('/compare?horizon=90&models=c');
		expect(href(compare, '/calibrate')).toBe('/calibrate?horizon=90');
		expect(href(url('?models=a'), '/compare')).toBe('/compare');
		expect(href(url(''), '/compare', { models: 'a,b' })).toBe('/compare?models=a%2Cb');
	});

	it('gives back any state it was given', () => {
		const state = fc.record(
			Object.fromEntries(stateKeys.map((key) => [key, fc.string({ minLength: 1 })])),
			{ requiredKeys: [] }
		);
		fc.assert(
			fc.property(state, (wanted) => {
				const link = href(url(''), '/calibrate', wanted as State);
				const read = new URL(link, 'http://127.0.0.1').searchParams;
				expect(Object.fromEntries(read)).toEqual({ ...wanted });
				expect(href(url(link.slice('/calibrate'.length)), '/calibrate')).toBe(link);
			})
		);
	});

	it('to another language keeps every parameter of the page', () => {
		expect(switchHref(url('?horizon=90&theme=dark&v=1'), 'lang', 'de')).toBe(
			'?horizon=90&v=1&lang=de'
		);
	});
});
