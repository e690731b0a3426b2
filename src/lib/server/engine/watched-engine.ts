import type { Engine } from './engine.ts';

/**
 * An engine whose statements end with a signal, and are counted: for work of many statements that a reader can see and end.
 *
 * @param onStatement told after each statement how many are through
 */
export function watchedEngine(
	engine: Engine,
	signal: AbortSignal,
	onStatement: (done: number) => void
): Engine {
	let done = 0;
	const watched: Engine = {
		run: async (query, options = {}) => {
			const found = await engine.run(query, { ...options, signal });
			onStatement(++done);
			return found;
		},
		stream: (query, options = {}) => engine.stream(query, { ...options, signal }),
		interrupt: () => engine.interrupt(),
		close: () => engine.close()
	};
	bases.set(watched, baseOf(engine));
	return watched;
}

const bases = new WeakMap<Engine, Engine>();

/** The engine behind a watched one: what it keeps is kept for all who watch it. */
export function baseOf(engine: Engine): Engine {
	return bases.get(engine) ?? engine;
}
