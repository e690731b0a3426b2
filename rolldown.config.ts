import { defineConfig } from 'rolldown';

/** The command line and the entries of child processes, bundled beside the adapter's output. */
export default defineConfig({
	input: {
		main: 'src/cli/main.ts',
		child: 'src/lib/server/jobs/child.ts'
	},
	platform: 'node',
	external: [/^node:/, /^[@a-z](?!:)(?!.*\?)(?!ib\/)/],
	resolve: { tsconfigFilename: './tsconfig.json' },
	output: { dir: 'build/jobs', format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js', cleanDir: true }
});
