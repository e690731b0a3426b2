import { gateRuleLabel } from '#lib/charts/gate-label.ts';
import * as m from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { format } from '#lib/ui/format.ts';
import type { StateKey } from '#lib/ui/links.ts';

export interface Chip {
	key: StateKey;
	text: string;
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

/** The options the address sets, each of which a reader can take back. */
export function chipsOf(url: URL): Chip[] {
	return texts.flatMap(([key, text]) => {
		const value = url.searchParams.get(key);
		return value ? [{ key, text: text(value) }] : [];
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
