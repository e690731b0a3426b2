import { colour, type ColourName } from '#lib/charts/palette.ts';

type Attributes = Record<string, string | number>;

/** Draws a picture of bars and words whose marks lead to the leads behind them. */
export class FunnelPen {
	readonly svg: SVGSVGElement;
	readonly #name: string;
	readonly #hatches = new Set<string>();
	#into: Element;

	/**
	 * @param name - of the picture, unlike any other on a page
	 * @param links - whether marks are links: then the picture is a group of them, else one image
	 */
	constructor(
		document: Document,
		name: string,
		size: { width: number; height: number },
		title: string,
		links: boolean
	) {
		this.#name = name;
		const { width, height } = size;
		this.svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
		this.#into = this.svg;
		set(this.svg, {
			width,
			height,
			viewBox: `0 0 ${width} ${height}`,
			fill: 'currentColor',
			'text-anchor': 'start',
			style: 'overflow: visible; font-family: inherit; font-size: 12px',
			role: links ? 'group' : 'img',
			'aria-label': title
		});
	}

	rect(x: number, y: number, width: number, height: number, more: Attributes = {}): void {
		this.#add('rect', { x, y, width: Math.max(0, width), height, ...more });
	}

	line(x1: number, y1: number, x2: number, y2: number, more: Attributes = {}): void {
		this.#add('line', { x1, y1, x2, y2, stroke: colour('ink'), ...more });
	}

	dot(cx: number, cy: number, r: number, more: Attributes = {}): void {
		this.#add('circle', { cx, cy, r, ...more });
	}

	path(d: string, more: Attributes = {}): void {
		this.#add('path', { d, fill: 'none', ...more });
	}

	text(x: number, y: number, text: string, more: Attributes = {}): void {
		this.#add('text', { x, y, ...more }).textContent = text;
	}

	/** What is drawn within leads somewhere; without an address it is only drawn. */
	link(href: string | null, label: string, draw: () => void): void {
		const around = this.#into;
		this.#into = href
			? this.#add('a', { href, 'aria-label': label, style: 'text-decoration: none' })
			: this.#add('g', {});
		const title = this.#add('title', {});
		title.textContent = label;
		draw();
		this.#into = around;
	}

	/** A fill of stripes on paper. */
	hatch(name: ColourName): string {
		const id = `${this.#name}-hatch-${name}`;
		if (!this.#hatches.has(id)) {
			this.#hatches.add(id);
			const definitions = make(this.svg, 'defs', {});
			const size = { width: 6, height: 6 };
			const pattern = make(definitions, 'pattern', {
				id,
				...size,
				patternUnits: 'userSpaceOnUse',
				patternTransform: 'rotate(45)'
			});
			make(pattern, 'rect', { ...size, fill: colour('paper') });
			make(pattern, 'rect', { width: 2, height: 6, fill: colour(name) });
			this.svg.prepend(definitions);
		}
		return `url(#${id})`;
	}

	#add(name: string, attributes: Attributes): SVGElement {
		return make(this.#into, name, attributes);
	}
}

function make(parent: Element, name: string, attributes: Attributes): SVGElement {
	const node = parent.ownerDocument.createElementNS('http://www.w3.org/2000/svg', name);
	set(node, attributes);
	parent.append(node);
	return node as SVGElement;
}

function set(node: Element, attributes: Attributes): void {
	for (const [key, value] of Object.entries(attributes)) {
		const rounded = typeof value === 'number' ? Math.round(value * 100) / 100 : value;
		node.setAttribute(key, String(rounded));
	}
}
