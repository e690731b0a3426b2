import { DuckDbEngine, type DuckDbOptions } from './duckdb.ts';
import type { Engine } from './engine.ts';

/**
 * The engine of this process. There is only ever one: two instances on one file lose commits silently, and
 * bundles or hot reload may load this module twice. It can be opened again once it is closed.
 *
 * @throws Error if it is open already
 */
export async function openEngine(options: DuckDbOptions): Promise<Engine> {
	if (holder[key]) throw new Error('openEngine: this process has an engine already');
	holder[key] = true;
	try {
		const engine = await DuckDbEngine.open(options);
		const close = engine.close.bind(engine);
		engine.close = async () => {
			await close();
			holder[key] = false;
		};
		return engine;
	} catch (error) {
		holder[key] = false;
		throw error;
	}
}

const key = Symbol.for('leadgauge.engine');
const holder = globalThis as typeof globalThis & { [key]?: boolean };
