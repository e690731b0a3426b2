import { describe, expect, it } from 'vitest';
import { html as page, trusted } from '#lib/server/report/html.ts';

describe('html', () => {
	it('escapes what is put into it, in text and in attributes', () => {
		const name = `<script>"&'`;
		expect(page`<p title="${name}">${name}</p>`.html).toBe(
			`<p title="&lt;script&gt;&quot;&amp;'">&lt;script&gt;&quot;&amp;'</p>`
		);
	});

	it('takes pieces and lists of pieces as they are, and nothing for null', () => {
		const items = ['a', 'b<'].map((text) => page`<li>${text}</li>`);
		expect(page`<ul>${items}${null}${trusted('<hr>')}</ul>${3}`.html).toBe(
			'<ul><li>a</li><li>b&lt;</li><hr></ul>3'
		);
	});
});
