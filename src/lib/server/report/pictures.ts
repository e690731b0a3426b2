import { JSDOM } from 'jsdom';
import type { Surface } from '#lib/charts/frame.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import { html, trusted, type Html } from './html.ts';

type Draw = (surface: Surface) => SVGSVGElement;

/** A little wider than an A4 page, which shows them smaller, and as wide as a telephone; CSS pixels. */
const WIDE = 760;
const NARROW = 300;

/** Draws pictures without a browser: each for paper and wide screens, and again for narrow ones. */
export class Pictures {
	readonly #document = new JSDOM('').window.document;
	readonly #locale: Locale;
	#drawn = 0;

	constructor(locale: Locale) {
		this.#locale = locale;
	}

	/** A picture with its finding above and its note below. */
	figure({ title, note }: { title: string; note: string }, draw: Draw): Html {
		const wide = this.#picture(draw, WIDE);
		const narrow = this.#picture(draw, NARROW);
		return html`<figure>
			<figcaption><h3>${title}</h3></figcaption>
			<div class="wide">${wide}</div>
			<div class="narrow">${narrow}</div>
			<p class="note">${note}</p>
		</figure>`;
	}

	#picture(draw: Draw, width: number): Html {
		const svg = draw({ document: this.#document, width, locale: this.#locale });
		return trusted(ownNames(compact(svg.outerHTML), `p${++this.#drawn}`));
	}
}

/** Names within a picture are those of the page: two pictures must not share one. */
function ownNames(svg: string, prefix: string): string {
	return svg
		.replaceAll(/ id="([^"]+)"/g, ` id="${prefix}-$1"`)
		.replaceAll(/url\(#([^)]+)\)/g, `url(#${prefix}-$1)`)
		.replaceAll(/ href="#([^"]+)"/g, ` href="#${prefix}-$1"`);
}

const PLACES = /(?<= )(?:d|points|transform|[xyr]|[xy][12]|c[xy]|d[xy]|width|height)="[^"]*"/g;

/** A hundredth of a pixel is nothing; names of a standard that a page knows anyway are left out. Words stay as they are. */
function compact(svg: string): string {
	const rounded = (number: string) => String(Math.round(Number(number) * 100) / 100);
	return svg
		.replaceAll(PLACES, (place) => place.replaceAll(/-?\d+\.\d{3,}/g, rounded))
		.replaceAll(/ xmlns(:xlink)?="[^"]*"/g, '')
		.replaceAll(/ pointer-events="[^"]*"/g, '');
}
