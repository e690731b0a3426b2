import { rectX, ruleX, ruleY, text } from '@observablehq/plot';
import type { ReportGate } from '#lib/domain/report/report-gate.ts';
import { frame, type Surface } from '#lib/charts/frame.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import { gatePairs, PANEL, reportGateFacts, type GatePair } from '#lib/charts/report-gate-facts.ts';
import { stacked } from '#lib/charts/stacked.ts';
import * as m from '#lib/paraglide/messages.js';

/** Two bars each for "same calls" and "same wins": amber for today's points, teal for the calibrated ones with their range. */
export function reportGate(gate: ReportGate, surface: Surface): SVGSVGElement {
	const { title } = reportGateFacts(gate, surface.locale);
	const panels = gatePairs(gate).map((pair) => panel(pair, title, surface));
	if (panels.length === 1) return panels[0];
	const whole = stacked(panels);
	for (const part of whole.children) {
		for (const name of ['role', 'aria-label']) part.removeAttribute(name);
	}
	return whole;
}

function panel(pair: GatePair, title: string, surface: Surface): SVGSVGElement {
	const { locale } = surface;
	const { count } = numbersIn(locale);
	const rows: Row[] = [
		{ y: 1, value: pair.today, name: 'today' },
		{ y: 0, value: pair.calibrated, name: 'calibrated' }
	];
	const highest = Math.max(1, pair.today, pair.range[1]);
	const axis = pair.kind === 'wins' ? m.report_gate_wins_axis : m.report_gate_calls_axis;
	const label = (name: 'today' | 'calibrated') =>
		(name === 'today' ? m.report_gate_today : m.report_gate_calibrated)({}, { locale });
	const ends = numbersIn(locale).interval(pair.range.map(Math.round) as [number, number], count);
	const valueText = ({ name, value }: Row) => (name === 'today' ? count(Math.round(value)) : ends);
	const mark = { stroke: colour('ink'), strokeWidth: 2 };
	return frame(
		{
			title,
			height: PANEL,
			x: { label: '', tick: count, domain: [0, highest * 1.04], ticks: 5 },
			y: { label: axis({}, { locale }), tick: () => '', domain: [0, 2], ticks: 0 },
			marks: [
				rectX(rows, {
					x: 'value',
					y1: 'y',
					y2: ({ y }: Row) => y + 0.42,
					fill: ({ name }: Row) => colour(name)
				}),
				ruleY([0.21], { x1: pair.range[0], x2: pair.range[1], ...mark }),
				ruleX(pair.range, { x: (end: number) => end, y1: 0.1, y2: 0.32, ...mark }),
				text(rows, {
					frameAnchor: 'left',
					y: ({ y }: Row) => y + 0.66,
					text: (row: Row) => `${label(row.name)}: ${valueText(row)}`,
					textAnchor: 'start',
					fill: colour('ink'),
					stroke: colour('paper'),
					strokeWidth: 4,
					fontSize: 12,
					fontWeight: 600
				})
			],
			plot: { marginLeft: 2, marginTop: 24, marginBottom: 26 }
		},
		surface
	);
}

interface Row {
	y: number;
	value: number;
	name: 'today' | 'calibrated';
}
