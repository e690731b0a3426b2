import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../src/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const components = readdirSync(root, { recursive: true, encoding: 'utf8' })
	.map((path) => path.replaceAll('\\', '/'))
	.filter((path) => path.endsWith('.svelte'));

/** Code that draws, as it is fetched: `import('#lib/charts/….ts')`. */
const drawn = (source: string) =>
	[...source.matchAll(/import\(\s*'#lib\/charts\/([a-z-]+)\.ts'/g)].map(([, name]) => name);

describe('a picture', () => {
	const drawing = components.filter((path) => drawn(read(path)).length > 0);

	it('is drawn on more than one page', () => {
		expect(drawing.length).toBeGreaterThan(4);
	});

	it.each(drawing)('of %s can be saved as SVG, PNG and CSV', (path) => {
		const [, part] = /<(Chart|FileButtons)\b/.exec(read(path)) ?? [];
		expect(read(path)).toContain(`import ${part} from '#lib/ui/${part}.svelte'`);
		if (part === 'Chart') expect(read('lib/ui/Chart.svelte')).toMatch(/<FileButtons\b/);
	});

	it('is drawn by no component itself', () => {
		const own = components.filter((path) => /@observablehq\/plot/.test(read(path)));
		expect(own).toEqual([]);
	});

	it('is saved with exactly its table, in the language of the page', () => {
		expect(read('lib/ui/FileButtons.svelte')).toMatch(/toCsv\(said\.table, locale\)/);
		expect(read('lib/ui/Chart.svelte')).toMatch(/facts=\{\(\) => facts\}/);
		expect(read('lib/ui/Chart.svelte')).toMatch(/<DataTable table=\{facts\.table\}/);
	});
});
