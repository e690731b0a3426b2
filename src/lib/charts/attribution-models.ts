import { dot, ruleY, text } from '@observablehq/plot';
import {
	attributionHeight,
	attributionModelsFacts,
	drawnChannels,
	modelName,
	type DrawnAttribution
} from '#lib/charts/attribution-models-facts.ts';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import * as m from '#lib/paraglide/messages.js';

interface Credit {
	y: number;
	channel: string;
	model: string;
	wins: number;
	kind: 'first' | 'last' | 'between';
}

const NARROW = 520;

/** What each model credits a channel with: the longer the line, the more the answer hangs on the model. */
export function attributionModels(drawn: DrawnAttribution, surface: Surface): SVGSVGElement {
	const { locale, width } = surface;
	const numbers = numbersIn(locale);
	const channels = drawnChannels(drawn);
	const rows = channels.map((each, i) => ({ ...each, y: channels.length - i }));
	const credits = rows.flatMap(({ y, channel, wins }) =>
		drawn.models.map(({ model }, i): Credit => {
			const kind = model === 'first' || model === 'last' ? model : 'between';
			return { y, channel, model: modelName(model, locale), wins: wins[i], kind };
		})
	);
	const of = (kind: Credit['kind']) => credits.filter((each) => each.kind === kind);
	const narrow = width < NARROW;
	const marginLeft = narrow ? 108 : Math.min(190, Math.round(width * 0.24));
	const place = { x: 'wins', y: 'y' };
	return frame(
		{
			title: attributionModelsFacts(drawn, locale).title,
			height: attributionHeight(drawn),
			x: {
				label: m.sources_credited_wins({}, { locale }),
				tick: numbers.count,
				domain: [0, Math.max(1, ...credits.map(({ wins }) => wins)) * 1.04],
				ticks: 6
			},
			y: { label: '', tick: () => '', domain: [0.3, Math.max(1, rows.length) + 0.7], ticks: 0 },
			key: [
				{ label: m.sources_model_first({}, { locale }), colour: colour('first'), mark: 'square' },
				{ label: m.sources_model_last({}, { locale }), colour: colour('second'), mark: 'dot' },
				{ label: m.sources_model_others({}, { locale }), colour: colour('edge'), mark: 'line' }
			],
			marks: [
				ruleY(rows, {
					y: 'y',
					x1: (d: (typeof rows)[number]) => Math.min(...d.wins),
					x2: (d: (typeof rows)[number]) => Math.max(...d.wins),
					stroke: colour('edge'),
					strokeWidth: 1.5
				}),
				dot(of('between'), { ...place, r: 2.5, fill: colour('edge') }),
				dot(of('last'), { ...place, r: 4.5, fill: colour('second') }),
				dot(of('first'), {
					...place,
					r: 4.5,
					symbol: 'square',
					fill: colour('paper'),
					stroke: colour('first'),
					strokeWidth: 2
				}),
				text(rows, {
					frameAnchor: 'left',
					y: 'y',
					dx: -marginLeft,
					text: ({ channel }: (typeof rows)[number]) =>
						shortened(channel, Math.floor((marginLeft - 4) / 6.8)),
					textAnchor: 'start',
					fill: colour('ink'),
					fontSize: 12
				}),
				hint(
					credits,
					({ wins }) => wins,
					({ y }) => y,
					({ channel, model, wins }) =>
						m.sources_attribution_hint(
							{ channel, model, wins: numbers.decimal(wins, 1) },
							{ locale }
						)
				)
			],
			plot: { marginLeft }
		},
		surface
	);
}

function shortened(name: string, most: number): string {
	return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}
