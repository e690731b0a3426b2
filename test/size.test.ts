import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const root = new URL('../', import.meta.url);
const client = new URL('build/client/', root);
const generated = '.svelte-kit/generated/client-optimized/';
const built = existsSync(new URL('build/index.js', root));

interface Chunk {
	file: string;
	imports?: string[];
	dynamicImports?: string[];
	css?: string[];
	assets?: string[];
}

const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const manifest: Record<string, Chunk> = built
	? JSON.parse(read('.svelte-kit/output/client/.vite/manifest.json'))
	: {};

/** The numbers of the components that make up a page, its layouts included, by route. */
function pages(): Map<string, number[]> {
	const dictionary = /export const dictionary = (\{[\s\S]*?\});/.exec(
		read(`${generated}app.js`)
	)![1];
	const routes: Record<string, [number, number[]?]> = new Function(`return ${dictionary}`)();
	// A leaf below zero has a load function on the server: Kit keeps it as ~number.
	const real = (leaf: number) => (leaf < 0 ? ~leaf : leaf);
	return new Map(
		Object.entries(routes).map(([route, [leaf, layouts]]) => [
			route,
			[0, ...(layouts ?? []).filter((layout) => typeof layout === 'number'), real(leaf)]
		])
	);
}

/** The chunks that a page's HTML names, so that they are fetched at once. */
function preloaded(nodes: number[]): Set<string> {
	const start = Object.keys(manifest).find((key) => key.endsWith('runtime/client/entry.js'))!;
	const entries = [
		start,
		`${generated}app.js`,
		...nodes.map((node) => `${generated}nodes/${node}.js`)
	];
	return reach(entries, ({ imports = [] }) => imports);
}

/** Those, and the chunks the page fetches when they are wanted; other pages are not its own. */
function withLazy(nodes: number[]): Set<string> {
	const first = preloaded(nodes);
	const own = (key: string) => !key.startsWith(generated) && !key.includes('error-template');
	return reach([...first], ({ imports = [], dynamicImports = [] }) => [
		...imports,
		...dynamicImports.filter(own)
	]);
}

function reach(start: string[], next: (chunk: Chunk) => string[]) {
	const seen = new Set<string>();
	const visit = (key: string) => {
		if (seen.has(key)) return;
		seen.add(key);
		expect(manifest, key).toHaveProperty([key]);
		next(manifest[key]).forEach(visit);
	};
	start.forEach(visit);
	return seen;
}

/** Files of these chunks: scripts, styles, and the fonts the layout preloads. */
function filesOf(chunks: Set<string>) {
	const all = [...chunks].map((key) => manifest[key]);
	return new Set(
		all.flatMap(({ file, css = [], assets = [] }) => [
			file,
			...css,
			...assets.filter((asset) => asset.endsWith('.woff2') && isPreloadedFont(asset))
		])
	);
}

/** A font that a script asks for by name is preloaded; one that only a style names is fetched when used. */
function isPreloadedFont(asset: string) {
	const name = asset.split('/').at(-1)!;
	return scripts().some((script) => text(script).includes(name));
}

function workersOf(files: Set<string>) {
	const workers = scripts().filter((file) => file.includes('/workers/'));
	return workers.filter((worker) => {
		const name = worker.split('/').at(-1)!;
		return [...files, ...workers].some((file) => file.endsWith('.js') && text(file).includes(name));
	});
}

const text = (file: string) => readFileSync(new URL(file, client), 'utf8');
const scripts = () =>
	readdirSync(client, { recursive: true, encoding: 'utf8' })
		.map((file) => file.replaceAll('\\', '/'))
		.filter((file) => file.endsWith('.js'));

/** Bytes over the wire; a font is compressed already. */
function kilobytes(files: Iterable<string>) {
	const bytes = [...files].map((file) => {
		const content = readFileSync(new URL(file, client));
		return file.endsWith('.woff2') ? content.length : gzipSync(content, { level: 9 }).length;
	});
	return bytes.reduce((sum, each) => sum + each, 0) / 1000;
}

describe.skipIf(!built)('the weight of a page of the build in build/', () => {
	const all = built ? [...pages()] : [];

	it('is known for every page', () => {
		expect(all.map(([route]) => route)).toContain('/');
	});

	it.each(all)('%s: at most 110 kB at once', (_, nodes) => {
		expect(kilobytes(filesOf(preloaded(nodes)))).toBeLessThanOrEqual(110);
	});

	it.each(all)('%s: at most 270 kB with charts and workers', (_, nodes) => {
		const files = filesOf(withLazy(nodes));
		expect(kilobytes(new Set([...files, ...workersOf(files)]))).toBeLessThanOrEqual(270);
	});

	it('holds no engine and no schema reader, and Arrow in workers only', () => {
		// Strings of these libraries that survive minifying.
		const marks = { zod: '_zod', duckdb: 'duckdb_', arrow: 'ARROW1', jsdom: 'jsdom' };
		expect(scripts().length).toBeGreaterThan(5);
		for (const file of scripts()) {
			const found = Object.entries(marks).filter(([, mark]) => text(file).includes(mark));
			const allowed = file.includes('/workers/') ? ['arrow'] : [];
			expect(
				found.map(([name]) => name).filter((name) => !allowed.includes(name)),
				file
			).toEqual([]);
		}
	});
});
