import {
	axisX,
	axisY,
	gridX,
	gridY,
	plot,
	pointer,
	pointerX,
	ruleY,
	text,
	tip
} from '@observablehq/plot';
import type { Markish, PlotOptions, ScaleOptions } from '@observablehq/plot';
import { drawKey, keyRows, rowHeight, type KeyItem } from '#lib/charts/key.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';

/** Where a chart is drawn: a document (of the browser, or of jsdom), a width in CSS pixels, a language. */
export interface Surface {
	document: Document;
	width: number;
	locale: Locale;
}

/** An axis: what is counted, in which unit, and how a tick is written in the language of the surface. */
export interface Axis {
	label: string;
	tick: (value: number) => string;
	domain: [number, number];
	/** About this many ticks; fewer on a narrow surface. */
	ticks?: number;
}

export interface FrameOptions {
	/** The finding; read out in place of the picture. */
	title: string;
	height: number;
	x: Axis;
	y: Axis;
	marks: Markish[];
	key?: KeyItem[];
	/** Further options of Plot. */
	plot?: PlotOptions;
}

const marginLeft = 44;

/**
 * Draws marks in the one frame all charts share: thin rules, ticks in the language of the reader, a key above,
 * colours that follow the theme. Leaves no style element (a strict content security policy refuses it) and no
 * English labels of Plot; the picture is one image with the finding as its name, its twin table holds the rest.
 */
export function frame(options: FrameOptions, surface: Surface): SVGSVGElement {
	const rows = keyRows(options.key ?? [], surface.width - 8);
	const keyHeight = rows.length * rowHeight;
	const svg = plot({
		document: surface.document,
		width: surface.width,
		height: options.height,
		marginTop: 30 + keyHeight,
		marginRight: 14,
		marginBottom: 44,
		marginLeft,
		style: { overflow: 'visible', fontFamily: 'inherit', fontSize: '12px' },
		...options.plot,
		x: scale(options.x),
		y: scale(options.y),
		marks: [...axes(options, surface), ...options.marks, ...labels(options)]
	}) as SVGSVGElement;
	drawKey(svg, rows);
	return asImage(svg, options.title);
}

/**
 * The text that follows the pointer: to the nearest point, or (`along`) to the nearest place on the x axis. The same
 * stands in the twin table.
 */
export function hint<T>(
	data: T[],
	x: (d: T) => number,
	y: (d: T) => number,
	title: (d: T) => string,
	along = false
): Markish {
	const look = { fill: colour('paper'), stroke: colour('ink'), pathFilter: 'none', fontSize: 12 };
	return tip(
		data,
		(along ? pointerX : pointer)({ x, y, title, ...look, lineHeight: 1.3, lineWidth: 24 })
	);
}

/** Makes a drawn SVG one labelled image: no style element, no role or label inside. */
export function asImage(svg: SVGSVGElement, title: string): SVGSVGElement {
	for (const style of svg.querySelectorAll('style')) style.remove();
	for (const node of svg.querySelectorAll('[aria-label], [aria-description], [role]')) {
		for (const name of ['aria-label', 'aria-description', 'role']) node.removeAttribute(name);
	}
	svg.setAttribute('role', 'img');
	svg.setAttribute('aria-label', title);
	for (const name of ['class', 'font-family', 'font-size']) svg.removeAttribute(name);
	return svg;
}

function scale({ domain }: Axis): ScaleOptions {
	return { type: 'linear', domain, label: null, grid: false, axis: null };
}

function axes({ x, y }: FrameOptions, { width }: Surface): Markish[] {
	const axis = { fill: colour('muted'), fontSize: 12, tickSize: 0, label: null };
	const grid = { stroke: colour('rule'), strokeOpacity: 1 };
	const ticksX = Math.max(2, Math.min(x.ticks ?? 8, Math.floor(width / 70)));
	const ticksY = y.ticks ?? 5;
	return [
		gridY({ ticks: ticksY, ...grid }),
		gridX({ ticks: ticksX, ...grid }),
		ruleY([y.domain[0]], { stroke: colour('ink') }),
		axisX({ ticks: ticksX, tickFormat: x.tick, ...axis }),
		axisY({ ticks: ticksY, tickFormat: y.tick, ...axis })
	];
}

/** What the axes count: above the upright one, below the end of the other. */
function labels({ x, y, plot: margins }: FrameOptions): Markish[] {
	const style = { fill: colour('muted'), fontSize: 12 };
	const left = margins?.marginLeft ?? marginLeft;
	return [
		text([y.label], { frameAnchor: 'top-left', dx: -left, dy: -20, textAnchor: 'start', ...style }),
		text([x.label], { frameAnchor: 'bottom-right', dy: 38, textAnchor: 'end', ...style })
	];
}
