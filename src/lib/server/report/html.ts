/** Text of a page that is safe to stand in it. */
export interface Html {
	readonly html: string;
}

type Part = Html | string | number | null | Part[];

/**
 * Builds a page: what is put in is escaped, unless it is `Html` itself; null is nothing.
 *
 * @example html`<p>${'a < b'}</p>`.html // '<p>a &lt; b</p>'
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
	const text = strings.reduce((all, string, i) => `${all}${written(parts[i - 1])}${string}`);
	return { html: text };
}

/** Text that is a piece of a page already, such as a drawn picture. */
export function trusted(text: string): Html {
	return { html: text };
}

function written(part: Part): string {
	if (part === null) return '';
	if (Array.isArray(part)) return part.map(written).join('');
	if (typeof part === 'object') return part.html;
	return String(part)
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
