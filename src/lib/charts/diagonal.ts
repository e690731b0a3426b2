import { line } from '@observablehq/plot';
import { colour } from '#lib/charts/palette.ts';

/** The line on which both axes say the same. */
export function diagonal(domain: [number, number]) {
	return line(domain, {
		x: (d) => d,
		y: (d) => d,
		stroke: colour('edge'),
		strokeDasharray: '2 4'
	});
}
