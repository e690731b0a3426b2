/** A room of `src` and what it may import besides itself. */
export interface Room {
	rooms: string[];
	packages: string[];
	/** Rooms of which only types may be imported. */
	types?: string[];
}

/** Inside `domain` the arrows run one way: each part may import those before it. */
const chain = [
	'intervals',
	'ingest',
	'mapping',
	'scorecard',
	'cells',
	'logistic',
	'points',
	'evaluation',
	'thresholds',
	'calibration',
	'comparison',
	'export'
];

/** Parts beside the chain, and what they stand on. */
const beside: Record<string, string[]> = {
	query: ['mapping', 'scorecard', 'cells', 'intervals', 'funnel', 'roi'],
	sample: ['mapping', 'scorecard', 'cells'],
	binning: ['mapping', 'scorecard', 'cells'],
	'scorecard-import': ['ingest', 'mapping', 'scorecard', 'binning'],
	leakage: ['intervals', 'mapping', 'scorecard', 'logistic', 'evaluation'],
	funnel: ['intervals'],
	sources: ['intervals'],
	roi: ['intervals'],
	report: ['intervals', 'mapping', 'calibration', 'funnel', 'sources', 'roi'],
	drift: ['intervals']
};

/** Parts of the chain that may also use one beside it. */
const across: Record<string, string[]> = { calibration: ['query'], export: ['query'] };

/** The shape of the result that every step fills in a part of: any part may name its types. */
export const resultShape = 'src/lib/domain/calibration/calibration.ts';

/** `domain` itself holds what every part may use: issues, units, random numbers. */
const arithmetic = ['simple-statistics', '@stdlib/*', 'ml-matrix'];

const domainParts = Object.fromEntries([
	...chain.map((part, i) => [part, [...chain.slice(0, i), ...(across[part] ?? [])]] as const),
	...Object.entries(beside)
]);

const domain: Record<string, Room> = {
	domain: { rooms: [], packages: arithmetic },
	...Object.fromEntries(
		Object.entries(domainParts).map(([part, others]) => [
			`domain/${part}`,
			{ rooms: ['domain', ...others.map((other) => `domain/${other}`)], packages: arithmetic }
		])
	)
};

const allOfDomain = Object.keys(domain);
const svelte = ['svelte', 'svelte/*', '$app/*'];

export const rooms: Record<string, Room> = {
	...domain,
	messages: { rooms: [], packages: [] },
	styles: { rooms: [], packages: [] },
	wire: { rooms: allOfDomain, packages: ['apache-arrow'] },
	charts: {
		rooms: [...allOfDomain, 'messages'],
		types: ['wire'],
		packages: ['@observablehq/plot', 'd3-*']
	},
	live: { rooms: [...allOfDomain, 'wire'], packages: [] },
	server: {
		rooms: [...allOfDomain, 'wire', 'charts', 'messages'],
		packages: ['@duckdb/node-api', 'zod', 'iconv-lite', 'yauzl', 'saxes', 'jsdom', 'node:*']
	},
	ui: {
		rooms: [...allOfDomain, 'wire', 'charts', 'live', 'messages', 'styles'],
		packages: [...svelte, 'bits-ui', '@fontsource-variable/*']
	},
	routes: {
		rooms: [...allOfDomain, 'ui', 'charts', 'live', 'messages', 'styles'],
		packages: [...svelte, '@sveltejs/kit', '@fontsource-variable/*']
	},
	'routes on the server': {
		rooms: [...allOfDomain, 'server', 'routes', 'ui', 'charts', 'live', 'messages'],
		packages: [...svelte, '@sveltejs/kit', 'node:*']
	},
	cli: { rooms: [...allOfDomain, 'server', 'charts', 'wire'], packages: ['node:*'] }
};

/** Packages a room has for one file only. */
export const packageOfOneFile: Record<string, string> = {
	'ml-logistic-regression': 'src/lib/domain/logistic/cross-check.ts',
	zod: 'src/lib/domain/scorecard/schema.ts'
};

/** What no browser may be sent, other than in the bundle of a worker. */
export const neverInThePage = [
	'zod',
	'@duckdb/*',
	'apache-arrow',
	'node:*',
	'jsdom',
	'iconv-lite',
	'yauzl',
	'saxes'
];

/** The files that tools demand at the root; everything else has a room. */
export const rootFiles = [
	'.editorconfig',
	'.gitattributes',
	'.gitignore',
	'.npmrc',
	'.nvmrc',
	'.prettierignore',
	'.prettierrc',
	'CHANGELOG.md',
	'LICENSE',
	'README.md',
	'SECURITY.md',
	'eslint.config.js',
	'package-lock.json',
	'package.json',
	'rolldown.config.ts',
	'svelte.config.js',
	'tsconfig.json',
	'vite.config.ts',
	'vitest.config.ts'
];

export const longestFile = 400;
export const drawers = ['utils', 'util', 'helpers', 'helper', 'common', 'types', 'misc', 'shared'];
