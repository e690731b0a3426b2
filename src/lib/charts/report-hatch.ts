import { colour, type ColourName } from '#lib/charts/palette.ts';

/** Adds the hatch that means "so far" in these colours; a mark asks for it by `fill: url(#report-hatch-<colour>)`. */
export function hatched(svg: SVGSVGElement, colours: ColourName[]): SVGSVGElement {
	const make = (name: string, attributes: Record<string, string>) => {
		const node = svg.ownerDocument.createElementNS('http://www.w3.org/2000/svg', name);
		for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
		return node;
	};
	const definitions = make('defs', {});
	for (const name of colours) {
		const size = { width: '6', height: '6' };
		const pattern = make('pattern', {
			id: `report-hatch-${name}`,
			...size,
			patternUnits: 'userSpaceOnUse',
			patternTransform: 'rotate(45)'
		});
		pattern.append(
			make('rect', { ...size, fill: colour('paper') }),
			make('rect', { width: '2', height: '6', fill: colour(name) })
		);
		definitions.append(pattern);
	}
	svg.prepend(definitions);
	return svg;
}
