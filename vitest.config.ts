import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Seeded and in a time zone that is neither UTC nor whole hours away from it.
process.env.TZ = 'Asia/Kathmandu';

const domain = ['test/{domain,charts,wire,live,ui}/**/*.test.ts'];

export default defineConfig({
	test: {
		// Every core: nobody edits while these run.
		maxWorkers: availableParallelism(),
		projects: [
			{
				test: {
					// These rooms keep nothing between two calls: their tests share what they load, which takes longer than they do.
					name: 'domain',
					include: domain,
					isolate: false,
					testTimeout: 60_000
				}
			},
			{
				test: {
					name: 'unit',
					include: ['test/**/*.test.ts'],
					exclude: ['test/e2e/**', ...domain],
					testTimeout: 60_000,
					hookTimeout: 60_000
				}
			},
			{
				test: {
					name: 'e2e',
					include: ['test/e2e/**/*.test.ts'],
					globalSetup: ['test/e2e/setup.ts'],
					fileParallelism: false,
					// A page on a busy machine may take its time.
					expect: { poll: { timeout: 30_000 } },
					testTimeout: 120_000,
					hookTimeout: 300_000
				}
			}
		]
	}
});
