/** What changes a number and therefore stands in the address. */
export const stateKeys = [
	'dataset',
	'model',
	'horizon',
	'window',
	'split',
	'min',
	'max',
	'data-date',
	'fit',
	'card',
	'multiple',
	'max-changed',
	'within',
	'gate',
	'capacity',
	'precision',
	'value',
	'margin',
	'cost',
	'qualify-cost',
	'from',
	'to',
	'age',
	'by',
	'order',
	'stages',
	'steps',
	'rates',
	'call-cost',
	'calls'
] as const;

/** What picks the leads of the funnel, the sources and the report; `filter` may stand there several times. */
export const figureKeys = ['from', 'to', 'age', 'data-date'] as const satisfies StateKey[];

/** What says which leads count and which of them are the later ones. */
export const leadKeys = ['horizon', 'window', 'data-date', 'split'] as const satisfies StateKey[];

/** What changes the numbers of one page only: it stands in that page's links to itself and in no other's. */
const pageKeys: Record<string, readonly PageKey[]> = {
	'/compare': ['models', 'stamp'],
	'/compare/differences': ['models', 'stamp', 'column', 'score'],
	'/compare/differences/leads.csv': ['models', 'stamp', 'column', 'score'],
	'/funnel': ['view', 'compare', 'stage', 'staff', 'hours', 'zone'],
	'/sources': ['as', 'overhead', 'months', 'half-life', 'against', 'page', 'sort'],
	'/roi': ['threshold', 'budget-source', 'budget'],
	'/leads': ['set'],
	'/leads/leads.csv': ['set']
};

export type StateKey = (typeof stateKeys)[number];
export type PageKey =
	| 'models'
	| 'stamp'
	| 'column'
	| 'score'
	| 'set'
	| 'view'
	| 'compare'
	| 'stage'
	| 'staff'
	| 'hours'
	| 'zone'
	| 'threshold'
	| 'budget-source'
	| 'budget'
	| 'as'
	| 'overhead'
	| 'months'
	| 'half-life'
	| 'against'
	| 'page'
	| 'sort';
export type State = Partial<Record<StateKey | PageKey, string | number | null>> & {
	/** All filters, each `column:value`; left out: as they are. */
	filter?: readonly string[];
};

/**
 * A link to a page that keeps what is being looked at; `changes` sets a key, null takes it out.
 * @example href(new URL('http://x/?horizon=90&lang=de'), '/calibrate', { min: 0 }) // '/calibrate?horizon=90&min=0'
 */
export function href(url: URL, path: string, changes: State = {}): string {
	const query = new URLSearchParams();
	const set = (key: StateKey | PageKey, now: string | null) => {
		const value = key in changes ? changes[key] : now;
		if (value !== null && value !== undefined && value !== '') query.set(key, String(value));
	};
	for (const key of stateKeys) set(key, url.searchParams.get(key));
	for (const filter of changes.filter ?? filtersOf(url)) query.append('filter', filter);
	for (const key of pageKeys[path] ?? []) {
		const values = path === url.pathname ? url.searchParams.getAll(key) : [];
		set(key, values.filter(Boolean).join(','));
	}
	return query.size ? `${path}?${query}` : path;
}

/** What a form that sets some keys leaves as it is: names and values of its hidden fields. */
export function keptBeside(url: URL, keys: readonly (StateKey | PageKey)[]): [string, string][] {
	const without = Object.fromEntries(keys.map((key) => [key, null]));
	return [...new URL(href(url, url.pathname, without), url).searchParams];
}

/** The address with what the fields of a form say; several fields of a key become one text. */
export function submitted(
	url: URL,
	keys: readonly (StateKey | PageKey)[],
	values: FormData
): string {
	const given = (key: string) => values.getAll(key).map(String);
	const changes = keys.map((key) => [key, joined(key, given(key))]);
	const filter = [...new Set(given('filter').filter(Boolean))];
	return href(url, url.pathname, { ...Object.fromEntries(changes), filter });
}

/** Windows of steps stand for the stages by their place, so that an empty one counts. */
function joined(key: StateKey | PageKey, values: string[]): string {
	if (key === 'steps') return values.some(Boolean) ? values.join('~') : '';
	return values.filter(Boolean).join(key === 'stages' ? '~' : ',');
}

/** The filters an address sets, as they stand in it. */
export function filtersOf(url: URL): string[] {
	return [...new Set(url.searchParams.getAll('filter'))].filter(Boolean);
}

/** The same page with the same parameters in another language or in other colours. */
export function switchHref(url: URL, key: 'lang' | 'theme', value: string): string {
	const query = new URLSearchParams(url.searchParams);
	query.delete('lang');
	query.delete('theme');
	query.set(key, value);
	return `?${query}`;
}
