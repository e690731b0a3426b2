import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkFiles, checkPurity, checkRoot } from './architecture/check-files.ts';
import { checkImports, checkPages, type Sources } from './architecture/check-imports.ts';

const root = new URL('../', import.meta.url);

/** The sources below a folder by their path from the project's root. */
function read(folder: string): Sources {
	const names = readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' });
	const paths = names
		.map((name) => `${folder}${name.replaceAll('\\', '/')}`)
		.filter((path) => /\.(ts|js|svelte)$/.test(path) && !path.endsWith('.d.ts'))
		.filter((path) => !path.startsWith('src/lib/paraglide/'))
		.sort();
	return new Map(paths.map((path) => [path, readFileSync(new URL(path, root), 'utf8')]));
}

const src = read('src/');
const domain = (body: string, path = 'src/lib/domain/cells/x.ts') => new Map([[path, body]]);

describe('the rooms of src', () => {
	it('import only what the table allows', () => {
		expect(src.size).toBeGreaterThan(20);
		expect(checkImports(src)).toEqual([]);
	});

	it('send no engine, schema reader or Arrow to the page', () => {
		expect(checkPages(src)).toEqual([]);
	});

	it('keep clock, chance and machine out of domain', () => {
		expect(checkPurity(src)).toEqual([]);
	});

	it('hold no long files and no drawers', () => {
		expect(checkFiles(src)).toEqual([]);
	});

	it('leave the root to what tools demand', () => {
		const files = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile());
		expect(checkRoot(files.map((entry) => entry.name))).toEqual([]);
	});
});

describe('the check of imports', () => {
	const refused = (path: string, source: string) =>
		expect(checkImports(new Map([[path, source]])), `${path}: ${source}`).toHaveLength(1);
	const allowed = (path: string, source: string) =>
		expect(checkImports(new Map([[path, source]])), `${path}: ${source}`).toEqual([]);

	it('finds every way to import', () => {
		const path = 'src/lib/domain/cells/x.ts';
		refused(path, `import { x } from '#lib/server/x.ts';`);
		refused(path, `import '#lib/server/x.ts';`);
		refused(path, `import type { X } from '#lib/server/x.ts';`);
		refused(path, `export * from '../../server/x.ts';`);
		refused(path, `export type { X } from '#lib/server/x.ts';`);
		refused(path, `const x = await import('#lib/server/x.ts');`);
		refused(path, `let x: import('#lib/server/x.ts').X;`);
		refused(path, `new Worker(new URL('../../live/x.ts', import.meta.url));`);
		refused(path, 'await import(`#lib/server/${name}.ts`);');
		refused(path, `import fs from 'node:fs';`);
		allowed(path, `// import fs from 'node:fs';\nconst text = "import 'node:fs'";`);
	});

	it('reads components, their scripts and their markup', () => {
		const path = 'src/routes/x/+page.svelte';
		refused(path, `<script lang="ts">import { x } from '#lib/server/x.ts';</script>`);
		refused(path, `<script module lang="ts">import { x } from 'zod';</script><p>x</p>`);
		refused(path, `{#await import('@duckdb/node-api') then duck}{duck}{/await}`);
		allowed(
			path,
			`<script lang="ts">import X from '#lib/ui/X.svelte'; let n: number = 1;</script>`
		);
	});

	it('lets the arrows in domain run one way', () => {
		allowed('src/lib/domain/points/x.ts', `import { x } from '#lib/domain/logistic/x.ts';`);
		refused('src/lib/domain/logistic/x.ts', `import { x } from '#lib/domain/points/x.ts';`);
		allowed('src/lib/domain/query/x.ts', `import { x } from '../scorecard/x.ts';`);
		refused('src/lib/domain/scorecard/x.ts', `import { x } from '../query/x.ts';`);
		allowed('src/lib/domain/funnel/x.ts', `import { x } from '../units.ts';`);
		refused('src/lib/domain/funnel/x.ts', `import { x } from '../cells/x.ts';`);
		const result = `'#lib/domain/calibration/calibration.ts';`;
		allowed('src/lib/domain/points/x.ts', `import type { Verdict } from ${result}`);
		refused('src/lib/domain/points/x.ts', `import { calibrate } from ${result}`);
		refused('src/lib/domain/units.ts', `import { x } from './cells/x.ts';`);
		refused('src/lib/domain/invented/x.ts', `import { x } from '../units.ts';`);
	});

	it('keeps a package to the file that may have it', () => {
		const crossCheck = `import LogisticRegression from 'ml-logistic-regression';`;
		allowed('src/lib/domain/logistic/cross-check.ts', crossCheck);
		refused('src/lib/domain/logistic/fit-logistic.ts', crossCheck);
		allowed('src/lib/domain/scorecard/schema.ts', `import { z } from 'zod';`);
		refused('src/lib/domain/scorecard/scorecard.ts', `import { z } from 'zod';`);
		allowed('src/lib/server/usecases/x.ts', `import { z } from 'zod';`);
		refused('src/lib/server/usecases/x.ts', `import { Table } from 'apache-arrow';`);
		allowed('src/lib/wire/x.ts', `import { Table } from 'apache-arrow';`);
		allowed(
			'src/lib/domain/logistic/x.ts',
			`import chi from '@stdlib/stats-base-dists-chisquare-cdf';`
		);
	});

	it('lets only the server side of a route reach the server', () => {
		const source = `import { x } from '#lib/server/x.ts';`;
		allowed('src/routes/x/+page.server.ts', source);
		allowed('src/routes/x/+server.ts', source);
		allowed('src/hooks.server.ts', source);
		refused('src/routes/x/+page.ts', source);
		refused('src/routes/x/parts.ts', source);
		refused('src/lib/ui/x.ts', source);
		refused('src/lib/server/x.ts', `import { dev } from '$app/environment';`);
		refused('src/cli/x.ts', `import X from '#lib/ui/X.svelte';`);
	});

	it('lets charts know the shape of a table, not read one', () => {
		allowed('src/lib/charts/x.ts', `import type { Cells } from '#lib/wire/x.ts';`);
		refused('src/lib/charts/x.ts', `import { decode } from '#lib/wire/x.ts';`);
	});
});

describe('the check of pages', () => {
	const page = 'src/routes/+page.svelte';
	const through = (source: string) =>
		new Map([
			[page, `<script>import { x } from '#lib/live/x.ts';</script>`],
			['src/lib/live/x.ts', source],
			['src/lib/wire/y.ts', `import { Table } from 'apache-arrow';`]
		]);

	it('follows imports to what no browser may be sent', () => {
		expect(checkPages(through(`export * from '../wire/y.ts';`))).toEqual([
			`${page} brings apache-arrow into the page, by src/lib/wire/y.ts`
		]);
		expect(checkPages(through(`await import('../wire/y.ts');`))).toHaveLength(1);
	});

	it('stops at types and at workers', () => {
		expect(checkPages(through(`import type { T } from '../wire/y.ts';`))).toEqual([]);
		expect(checkPages(through(`new Worker(new URL('../wire/y.ts', import.meta.url));`))).toEqual(
			[]
		);
	});
});

describe('the check of files', () => {
	it('finds clock, chance and machine in domain, and nowhere else', () => {
		const impure = [
			'Date.now()',
			'new Date()',
			'Date()',
			'Math.random()',
			'const r = Math.random;',
			'globalThis.process.exit()',
			'performance.now()'
		];
		for (const source of impure) expect(checkPurity(domain(source)), source).toHaveLength(1);
		expect(checkPurity(domain('new Date(0); Date.UTC(2026, 1); Math.max(1, 2);'))).toEqual([]);
		expect(checkPurity(domain('// Math.random()\nconst s = "Date.now()";'))).toEqual([]);
		expect(checkPurity(domain('Date.now()', 'src/lib/server/x.ts'))).toEqual([]);
	});

	it('finds long files and drawers', () => {
		expect(checkFiles(domain('x\n'.repeat(400)))).toEqual([]);
		expect(checkFiles(domain('x\n'.repeat(401)))).toHaveLength(1);
		for (const path of [
			'src/lib/utils/x.ts',
			'src/lib/ui/helpers.ts',
			'src/lib/ui/types.svelte.ts'
		]) {
			expect(checkFiles(domain('', path)), path).toHaveLength(1);
		}
		expect(checkFiles(domain('', 'src/lib/domain/ingest/column-types.ts'))).toEqual([]);
	});

	it('finds what has no business at the root', () => {
		expect(checkRoot(['README.md', 'notes.txt'])).toHaveLength(1);
	});
});
