import type { AttributedWins } from '#lib/domain/roi/attribute-wins.ts';
import type { AttributionModel } from '#lib/domain/roi/attribution.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/** Wins credited to channels, by each model. */
export interface DrawnAttribution {
	models: AttributedWins[];
	halfLifeDays: number;
	/** Whether types of touches stand for channels, and the time of opportunities is known. */
	byType: boolean;
	opportunities: boolean;
}

/** A channel with what every model credits it with, in the order of the models. */
export interface CreditedChannel {
	channel: string;
	wins: number[];
	revenueCents: number[];
}

/** Channels that are drawn; the table holds all. */
const MOST_CHANNELS = 14;

export const channelHeight = 30;

/** All channels, the one with most wins over all models first. */
export function creditedChannels({ models }: DrawnAttribution): CreditedChannel[] {
	const channels = [
		...new Set(models.flatMap(({ credits }) => credits.map(({ source }) => source)))
	];
	const of = (model: AttributedWins, channel: string) =>
		model.credits.find(({ source }) => source === channel);
	const total = (wins: number[]) => wins.reduce((sum, each) => sum + each, 0);
	return channels
		.map((channel) => ({
			channel,
			wins: models.map((model) => of(model, channel)?.wins ?? 0),
			revenueCents: models.map((model) => of(model, channel)?.revenueCents ?? 0)
		}))
		.sort((a, b) => total(b.wins) - total(a.wins) || (a.channel < b.channel ? -1 : 1));
}

export function drawnChannels(drawn: DrawnAttribution): CreditedChannel[] {
	return creditedChannels(drawn).slice(0, MOST_CHANNELS);
}

export function attributionHeight(drawn: DrawnAttribution): number {
	return 116 + drawnChannels(drawn).length * channelHeight;
}

export function modelName(model: AttributionModel, locale: Locale): string {
	const name = {
		first: m.sources_model_first,
		last: m.sources_model_last,
		linear: m.sources_model_linear,
		'u-shaped': m.sources_model_u,
		'w-shaped': m.sources_model_w,
		'full-path': m.sources_model_full_path,
		'time-decay': m.sources_model_time_decay
	};
	return name[model]({}, { locale });
}

/** Attribution in words and numbers: what every model says, none of them the truth. */
export function attributionModelsFacts(drawn: DrawnAttribution, locale: Locale): Facts {
	const numbers = numbersIn(locale);
	const [first] = drawn.models;
	const days = numbers.count(drawn.halfLifeDays);
	const notes = [
		m.sources_attribution_note({ wins: numbers.count(first?.wins ?? 0), days }, { locale }),
		first && first.withoutTouch > 0
			? m.sources_attribution_without({ wins: numbers.count(first.withoutTouch) }, { locale })
			: '',
		drawn.byType ? m.sources_attribution_by_type({}, { locale }) : '',
		drawn.opportunities ? '' : m.sources_attribution_no_opportunity({}, { locale })
	];
	return {
		title: titleOf(drawn, locale),
		note: notes.filter(Boolean).join(' '),
		table: {
			columns: [
				{ label: m.sources_channel({}, { locale }), kind: 'text' },
				...drawn.models.map(({ model }) => ({
					label: modelName(model, locale),
					kind: 'decimal' as const,
					digits: 1,
					sum: true
				}))
			],
			rows: creditedChannels(drawn).map(({ channel, wins }) => [channel, ...wins])
		},
		file: 'attribution'
	};
}

/** The channel whose credit hangs most on the model. */
function titleOf(drawn: DrawnAttribution, locale: Locale): string {
	const numbers = numbersIn(locale);
	const at = (model: AttributionModel) => drawn.models.findIndex((each) => each.model === model);
	const [first, last] = [at('first'), at('last')];
	const moved = creditedChannels(drawn)
		.map(({ channel, wins }) => ({ channel, first: wins[first] ?? 0, last: wins[last] ?? 0 }))
		.sort((a, b) => Math.abs(b.last - b.first) - Math.abs(a.last - a.first))[0];
	if (!moved || Math.abs(moved.last - moved.first) < 0.5) {
		return m.sources_attribution_title_alike({}, { locale });
	}
	return m.sources_attribution_title(
		{
			channel: moved.channel,
			first: numbers.count(moved.first),
			last: numbers.count(moved.last)
		},
		{ locale }
	);
}
