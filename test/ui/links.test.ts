import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { href, keptBeside, stateKeys, submitted, switchHref, type State } from '#lib/ui/links.ts';

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

describe('a form', () => {
	const funnel = new URL(
		'http://127.0.0.1/funnel?filter=source%3Afair&filter=country%3ADE&age=90&view=flow&stages=lead~won&steps=~7&lang=de'
	);
	const filled = (...entries: [string, string][]) => {
		const values = new FormData();
		for (const [name, value] of entries) values.append(name, value);
		return values;
	};

	it('keeps what stands in the address beside its own fields, filters and keys of the page too', () => {
		expect(keptBeside(funnel, ['order', 'steps'])).toEqual([
			['age', '90'],
			['stages', 'lead~won'],
			['filter', 'source:fair'],
			['filter', 'country:DE'],
			['view', 'flow']
		]);
	});

	it('comes to the same address with a script as without one', () => {
		const fields: [string, string][] = [
			['order', 'strict'],
			['steps', ''],
			['steps', '14']
		];
		const kept = keptBeside(funnel, ['order', 'steps']);
		const sent = new URLSearchParams([...kept, ...fields]);
		const address = submitted(funnel, ['order', 'steps'], filled(...kept, ...fields));
		const read = new URL(address, funnel).searchParams;
		expect(read.get('steps')).toBe('~14');
		const rest = (query: URLSearchParams) =>
			[...query]
				.filter(([key]) => key !== 'steps')
				.map(String)
				.sort();
		expect(rest(read)).toEqual(rest(sent));
	});

	it('takes what was left empty out, and a key it has no field for', () => {
		const address = submitted(funnel, ['view', 'age'], filled(['age', '']));
		expect(address).not.toMatch(/[?&](age|view)=/);
		expect(submitted(funnel, ['steps'], filled(['steps', ''], ['steps', '']))).not.toContain(
			'steps'
		);
	});

	it('adds a filter to those it keeps', () => {
		const kept = keptBeside(funnel, ['age']);
		const entries = [...kept, ['filter', 'country:DE'], ['filter', ''], ['filter', 'country:AT']];
		const address = submitted(funnel, ['age'], filled(...(entries as [string, string][])));
		expect(new URL(address, funnel).searchParams.getAll('filter')).toEqual([
			'source:fair',
			'country:DE',
			'country:AT'
		]);
	});

	it('joins several values of a key', () => {
		const compare = new URL('http://127.0.0.1/compare?models=a');
		expect(submitted(compare, ['models'], filled(['models', 'b'], ['models', 'c']))).toBe(
			'/compare?models=b%2Cc'
		);
	});
});
