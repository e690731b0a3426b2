import { defineConfig } from 'rolldown';

/** The command line and the entries of child processes and of the calculating thread, bundled beside the adapter's output. */
export default defineConfig({
	input: {
		main: 'src/cli/main.ts',
		child: 'src/lib/server/jobs/child.ts',
		'calculator-thread': 'src/lib/server/jobs/calculator-thread.ts'
	},
	platform: 'node',
	// Packages stay where npm put them: some bring binaries along.
	external: [/^node:/, /^@?[a-z][\w.-]*(\/|$)(?!.*\.ts$)/],
	output: {
		dir: 'build/jobs',
		format: 'esm',
		entryFileNames: '[name].js',
		chunkFileNames: 'chunks/[name]-[hash].js',
		cleanDir: true
	}
});
