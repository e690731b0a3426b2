import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Who may not import whom (design §4); `test/architecture.test.ts` checks the same from the other side. */
const closed = (files, ...patterns) => ({
	files,
	rules: { 'no-restricted-imports': ['error', { patterns }] }
});
const engine = { group: ['@duckdb/*'], message: 'Only src/lib/server touches the engine.' };
const node = { group: ['node:*'], message: 'Only the server rooms touch the machine.' };
const server = { group: ['#lib/server/*', '$lib/server/*'], message: 'Server only.' };
const svelteRooms = {
	group: ['svelte', 'svelte/*', '$app/*', '#lib/ui/*'],
	message: 'This room knows no Svelte.'
};
const arrow = { group: ['apache-arrow'], message: 'Only src/lib/wire uses Arrow.' };
const plot = { group: ['@observablehq/plot'], message: 'Only src/lib/charts uses Plot.' };

export default ts.config(
	{ ignores: ['build/', '.svelte-kit/', 'src/lib/paraglide/', 'test/output/', 'data/'] },
	js.configs.recommended,
	...ts.configs.recommended,
	...svelte.configs.recommended,
	prettier,
	...svelte.configs.prettier,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			'no-undef': 'off',
			eqeqeq: ['error', 'always'],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_$' }
			],
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig }
		}
	},
	closed(['src/lib/domain/**'], engine, node, server, svelteRooms, arrow, plot),
	closed(['src/lib/wire/**'], engine, node, server, svelteRooms, plot),
	closed(['src/lib/charts/**'], engine, node, server, svelteRooms, arrow),
	closed(['src/lib/live/**'], engine, node, server, svelteRooms, arrow, plot),
	closed(['src/lib/ui/**'], engine, node, server, arrow, plot),
	closed(['src/lib/server/**'], svelteRooms, plot),
	closed(['src/cli/**'], engine, svelteRooms, arrow)
);
