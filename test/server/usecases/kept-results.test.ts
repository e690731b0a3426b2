import { describe, expect, it } from 'vitest';
import { followed, KeptResults } from '#lib/server/usecases/kept-results.ts';

const never = () => new Promise<number>(() => {});

describe('kept results', () => {
	it('work the same name out once', async () => {
		const kept = new KeptResults<number>(2);
		let made = 0;
		const make = async () => ++made;
		expect(await kept.get('a', make).made).toBe(1);
		expect(await kept.get('a', make).made).toBe(1);
		expect(kept.get('a', make)).toMatchObject({ state: 'done', share: 1 });
	});

	it('forget what was not used for longest, but never what is still running', async () => {
		const kept = new KeptResults<number>(2);
		let made = 0;
		const make = async () => ++made;
		kept.get('running', never);
		await kept.get('a', make).made;
		await kept.get('b', make).made;
		await kept.get('c', make).made;
		expect(kept.get('running', never).state).toBe('running');
		await kept.get('a', make).made;
		expect(made).toBe(4);
	});

	it('hand a failure out once and then try again', async () => {
		const kept = new KeptResults<number>(2);
		let tries = 0;
		const make = async () => {
			if (++tries === 1) throw new Error('no');
			return tries;
		};
		const first = kept.get('a', make);
		await expect(first.made).rejects.toThrow('no');
		expect(kept.get('a', make).state).toBe('failed');
		expect(await kept.get('a', make).made).toBe(2);
	});

	it('tell how far they are and end when they are cancelled', async () => {
		const kept = new KeptResults<number>(2);
		const one = kept.get('a', (signal, onShare) => {
			onShare(0.5);
			return new Promise((_, reject) =>
				signal.addEventListener('abort', () => reject(new Error('ended')))
			);
		});
		await Promise.resolve();
		await Promise.resolve();
		expect(one.share).toBe(0.5);
		one.cancel();
		await expect(one.made).rejects.toThrow('ended');
	});
});

describe('work that was cancelled', () => {
	it('is begun anew when it is asked for again', async () => {
		const kept = new KeptResults<number>(2);
		const first = kept.get(
			'a',
			(signal) =>
				new Promise((_, reject) =>
					signal.addEventListener('abort', () => reject(new Error('ended')))
				)
		);
		await Promise.resolve();
		first.cancel();
		await expect(first.made).rejects.toThrow('ended');
		expect(await kept.get('a', async () => 7).made).toBe(7);
	});

	it('stays where it had come to its end before', async () => {
		const kept = new KeptResults<number>(2);
		const done = kept.get('a', async () => 7);
		await done.made;
		done.cancel();
		expect(await kept.get('a', async () => 8).made).toBe(7);
	});
});

describe('work that is followed', () => {
	it('tells how far it is, and ends for all when who waits for it ends it', async () => {
		const kept = new KeptResults<number>(2);
		const shares: number[] = [];
		const abort = new AbortController();
		const work = kept.get(
			'a',
			(signal, onShare) =>
				new Promise((_, reject) => {
					onShare(0.4);
					signal.addEventListener('abort', () => reject(new Error('ended')));
				})
		);
		const told = new Promise<void>((resolve) => {
			const onShare = (share: number) => {
				shares.push(share);
				resolve();
			};
			followed(work, { signal: abort.signal, onShare }).catch(() => {});
		});
		await told;
		expect(shares[0]).toBe(0.4);
		abort.abort();
		await expect(work.made).rejects.toThrow('ended');
	});

	it('hands its result over', async () => {
		const work = new KeptResults<number>(1).get('a', async () => 7);
		const watch = { signal: new AbortController().signal, onShare: () => {} };
		expect(await followed(work, watch)).toBe(7);
	});
});
