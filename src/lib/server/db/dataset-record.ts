import { join } from 'node:path';
import type { AuditEntry } from './audit-log.ts';
import { manifestOf } from './manifest-of.ts';
import { readOrNull } from './read-or-null.ts';
import type { Workspace } from './workspace.ts';
import { writeDurably } from './write-durably.ts';

export type Place = Pick<Workspace, 'paths' | 'audit'>;

/**
 * What is kept beside a dataset in a file of its own: what somebody has said about it since it was imported. The dataset
 * itself stays as it is.
 */
export class DatasetRecord<T> {
	readonly #file: string;
	readonly #empty: T;
	/** Changes of each dataset that have not ended yet. */
	readonly #turns = new Map<string, Promise<void>>();

	/**
	 * @param file - its name in the folder of the dataset
	 * @param empty - the record of a dataset about which nothing was said
	 */
	constructor(file: string, empty: T) {
		this.#file = file;
		this.#empty = empty;
	}

	/** @throws WorkbenchError dataset-not-found */
	async read({ paths }: Pick<Place, 'paths'>, dataset: string): Promise<T> {
		await manifestOf({ paths }, dataset);
		const text = await readOrNull(this.#pathOf(paths, dataset));
		return text === null ? this.#empty : (JSON.parse(text) as T);
	}

	/**
	 * Changes the record of a dataset, one change after the other; where it changes anything it is written durably, then
	 * noted in the audit log.
	 *
	 * @param change - of the record as it stands when its turn has come
	 * @param note - what the audit log is to say; nothing where it is left out
	 * @throws WorkbenchError dataset-not-found
	 */
	change(
		place: Place,
		dataset: string,
		change: (record: T) => T,
		note?: Omit<AuditEntry, 'dataset'>
	): Promise<T> {
		const turn = (this.#turns.get(dataset) ?? Promise.resolve()).then(async () => {
			const before = await this.read(place, dataset);
			const after = change(before);
			if (JSON.stringify(after) === JSON.stringify(before)) return before;
			const path = this.#pathOf(place.paths, dataset);
			await writeDurably(path, `${JSON.stringify(after, null, '\t')}\n`);
			if (note) await place.audit.append({ ...note, dataset });
			return after;
		});
		const settled = turn.then(
			() => {},
			() => {}
		);
		this.#turns.set(dataset, settled);
		void settled.then(() => {
			if (this.#turns.get(dataset) === settled) this.#turns.delete(dataset);
		});
		return turn;
	}

	#pathOf({ datasets }: Workspace['paths'], dataset: string): string {
		return join(datasets, dataset, this.#file);
	}
}
