import { posix } from 'node:path';
import { computed, readImports, type Import } from './read-imports.ts';
import { neverInThePage, packageOfOneFile, resultShape, rooms } from './rooms.ts';

/** Sources by their path from the project's root, e.g. `src/lib/domain/units.ts`. */
export type Sources = Map<string, string>;

/** One sentence for every import that a room of `src` may not have. */
export function checkImports(sources: Sources): string[] {
	return [...sources].flatMap(([path, source]) => [
		...readImports(path, source).flatMap((one) => {
			const why = forbidden(path, one);
			return why ? [`${path}: ${why}`] : [];
		})
	]);
}

/** One sentence for every way in which a page would bring along what no browser may be sent. */
export function checkPages(sources: Sources): string[] {
	const pages = [...sources.keys()].filter((path) =>
		/^src\/(routes\/.*\.svelte|hooks\.client\.)/.test(path)
	);
	return pages.flatMap((page) =>
		[...brought(page, sources)].map(
			([name, by]) => `${page} brings ${name} into the page, by ${by}`
		)
	);
}

/** The room of a file; nothing for what belongs to no room. */
export function roomOf(path: string): string | undefined {
	if (path.startsWith('src/lib/paraglide/')) return 'messages';
	if (path.endsWith('.css')) return 'styles';
	const domain = /^src\/lib\/domain\/(?:([^/]+)\/)?.+$/.exec(path);
	if (domain) return domain[1] ? `domain/${domain[1]}` : 'domain';
	if (/^src\/(routes\/.*(\.server\.ts|\+server\.ts)|hooks\.server\.ts)$/.test(path)) {
		return 'routes on the server';
	}
	if (/^src\/(routes\/|hooks\.)/.test(path)) return 'routes';
	return /^src\/(?:lib\/)?([^/]+)\//.exec(path)?.[1];
}

function forbidden(path: string, { specifier, typeOnly }: Import) {
	const name = roomOf(path);
	const room = name === undefined ? undefined : rooms[name];
	if (!room) return `stands in no room of the table (${name ?? 'none'})`;
	if (specifier === computed) return 'imports something whose name is only known when it runs';
	const target = resolve(path, specifier);
	if (target === undefined) return packageTrouble(path, specifier, room.packages);
	const other = roomOf(target);
	if (other === name || specifier.startsWith('./$types')) return;
	if (typeOnly && target === resultShape && path.startsWith('src/lib/domain/')) return;
	if (other === undefined) return `imports ${target}, which stands in no room`;
	if (room.rooms.includes(other) || (typeOnly && room.types?.includes(other))) return;
	return `the room ${name} may not import ${other} (${specifier})`;
}

function packageTrouble(path: string, specifier: string, allowed: string[]) {
	const one = packageOfOneFile[specifier];
	if (one === path) return;
	if (one && path.startsWith('src/lib/domain/')) return `only ${one} may import ${specifier}`;
	if (!allowed.some((pattern) => matches(specifier, pattern))) {
		return `the room ${roomOf(path)} may not import ${specifier}`;
	}
}

/** The file that is meant, or nothing for a package. */
function resolve(from: string, specifier: string) {
	const bare = specifier.replace(/\?.*$/, '');
	if (bare.startsWith('.')) return posix.join(posix.dirname(from), bare);
	const alias = /^(#lib|\$lib|#cli)\/(.*)$/.exec(bare);
	return alias ? `src/${alias[1].slice(1)}/${alias[2]}` : undefined;
}

function matches(specifier: string, pattern: string) {
	return pattern.endsWith('*')
		? specifier.startsWith(pattern.slice(0, -1))
		: specifier === pattern || specifier.startsWith(`${pattern}/`);
}

/** Packages that running a file brings along, each with the file that imports it. */
function brought(page: string, sources: Sources) {
	const packages = new Map<string, string>();
	const seen = new Set<string>();
	const follow = (path: string) => {
		const source = sources.get(path);
		if (source === undefined || seen.has(path)) return;
		seen.add(path);
		for (const { specifier, typeOnly, worker } of readImports(path, source)) {
			if (typeOnly || worker || specifier.includes('?worker')) continue;
			const target = resolve(path, specifier);
			if (target !== undefined) follow(target);
			else if (neverInThePage.some((p) => matches(specifier, p))) packages.set(specifier, path);
		}
	};
	follow(page);
	return packages;
}
