import { readFilters } from '#lib/domain/query/filter-text.ts';
import { gateRuleLabel } from '#lib/charts/gate-label.ts';
import * as m from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { format } from '#lib/ui/format.ts';
import { filtersOf, type State, type StateKey } from '#lib/ui/links.ts';
import { figurePages } from '#lib/ui/shell/pages.ts';

export interface Chip {
	/** What it says; also its key. */
	text: string;
	/** The address without it. */
	without: State;
}

const texts: [StateKey, (value: string) => string][] = [
	['data-date', (date) => m.shell_data_date_set({ date: day(date) })],
	['horizon', (days) => m.shell_horizon({ days })],
	['window', (days) => m.shell_window({ days })],
	['split', (kind) => (kind === 'random' ? m.shell_split_random() : m.shell_split_time())],
	['min', (min) => m.shell_min({ min: min.replace('-', '−') })],
	['max', (max) => m.shell_max({ max: max.replace('-', '−') })],
	['fit', fitText],
	['card', cardText],
	['multiple', (step) => m.points_chip_multiple({ step })],
	['max-changed', (most) => m.points_chip_changes({ count: Number(most), countText: most })],
	['within', (percent) => m.points_chip_within({ percent: amount(percent) })],
	['gate', (rule) => m.shell_gate({ rule: ruleText(rule) })],
	['capacity', (leads) => m.shell_capacity({ leads: amount(leads) })],
	['value', (value) => m.shell_value({ amount: amount(value) })],
	['margin', (percent) => m.shell_margin({ percent: amount(percent) })],
	['cost', (cost) => m.shell_cost({ amount: amount(cost) })],
	['qualify-cost', (cost) => m.shell_qualify_cost({ amount: amount(cost) })],
	['precision', (percent) => m.shell_precision({ percent: amount(percent) })]
];

/** What picks the leads of the funnel, the sources and the report. */
const figureTexts: typeof texts = [
	['from', (date) => m.figures_chip_from({ date: day(date) })],
	['to', (date) => m.figures_chip_to({ date: day(date) })],
	['age', (days) => m.figures_chip_age({ days })],
	['order', (order) => (order === 'strict' ? m.funnel_chip_order() : order)],
	['stages', m.funnel_chip_stages],
	['steps', m.funnel_chip_steps]
];

/** The options the address sets, each of which a reader can take back; those of the page alone that go by them. */
export function chipsOf(url: URL): Chip[] {
	const picks = figurePages.some((path) => url.pathname.startsWith(path));
	const shown = picks ? [...figureTexts, ...texts] : texts;
	const chips = shown.flatMap(([key, text]) => {
		const value = url.searchParams.get(key);
		return value ? [{ text: text(value), without: { [key]: null } }] : [];
	});
	return picks ? [...chips, ...filterChips(filtersOf(url))] : chips;
}

function filterChips(filters: string[]): Chip[] {
	return filters.flatMap((each, i) => {
		const read = readFilters([each]);
		if (!Array.isArray(read)) return [];
		const [{ field, values }] = read;
		const value = values[0] || m.figures_no_value();
		const filter = filters.filter((_, other) => other !== i);
		return [{ text: m.figures_chip_filter({ field, value }), without: { filter } }];
	});
}

function fitText(method: string): string {
	if (method === 'maximum-likelihood') return m.shell_fit_maximum_likelihood();
	if (method === 'ridge') return m.shell_fit_ridge();
	return method === 'firth' ? m.shell_fit_firth() : m.shell_fit_auto();
}

function cardText(card: string): string {
	if (card === 'best') return m.options_card_best();
	if (card === 'rounded') return m.options_card_rounded();
	return card === 'fewest' ? m.options_card_fewest() : card;
}

const rules = ['same-volume', 'capacity', 'cost', 'precision', 'joint'] as const;

function ruleText(rule: string): string {
	const known = rules.find((each) => each === rule);
	return known ? gateRuleLabel(known, getLocale()) : rule;
}

/** A number as the reader writes it; what is none stands as it was given. */
function amount(text: string): string {
	const value = Number(text.replace(',', '.'));
	return Number.isFinite(value) && text.trim() ? format().points(value) : text;
}

function day(date: string): string {
	return Number.isNaN(Date.parse(date)) ? date : format().date(date);
}
