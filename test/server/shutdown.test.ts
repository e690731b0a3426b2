import { describe, expect, it, vi } from 'vitest';
import { interruptWork, onShutdown, shutdown } from '#lib/server/shutdown.ts';

describe('shutdown', () => {
	it('interrupts all work first and closes in the reverse order of registration', async () => {
		const log: string[] = [];
		onShutdown({
			name: 'a',
			interrupt: () => void log.push('interrupt a'),
			close: () => void log.push('close a')
		});
		onShutdown({ name: 'b', close: async () => void log.push('close b') });
		await interruptWork();
		await shutdown();
		expect(log).toEqual(['interrupt a', 'close b', 'close a']);
	});

	it('closes each thing once, however often it is asked', async () => {
		let closed = 0;
		onShutdown({ name: 'once', close: () => void closed++ });
		await Promise.all([shutdown(), shutdown()]);
		await shutdown();
		expect(closed).toBe(1);
	});

	it('goes on to the others when one closer fails, and says which one', async () => {
		const said = vi.spyOn(console, 'error').mockImplementation(() => {});
		let closed = false;
		onShutdown({ name: 'sound', close: () => void (closed = true) });
		onShutdown({
			name: 'broken',
			close: () => {
				throw new Error('no');
			}
		});
		await shutdown();
		expect(closed).toBe(true);
		expect(said.mock.calls[0][0]).toContain('broken');
		said.mockRestore();
	});

	it('leaves out what was taken back', async () => {
		let closed = false;
		onShutdown({ name: 'gone', close: () => void (closed = true) })();
		await shutdown();
		expect(closed).toBe(false);
	});
});
