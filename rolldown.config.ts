import { existsSync } from 'node:fs';
import { defineConfig } from 'rolldown';

/** The command line and the entry of child processes, bundled beside the adapter's output. */
const input = {
	main: 'src/cli/main.ts',
	child: 'src/lib/server/jobs/child.ts'
};

export default defineConfig({
	input: Object.fromEntries(Object.entries(input).filter(([, path]) => existsSync(path))),
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
