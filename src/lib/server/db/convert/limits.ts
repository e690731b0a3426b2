import { statfsSync } from 'node:fs';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

/** What a file may become when it is unpacked. */
export const MOST_UNPACKED_BYTES = 8 * 2 ** 30;
/** How many times larger it may become; small files may grow as they like. */
const MOST_TIMES = 200;
const ALWAYS_FINE_BYTES = 64 * 2 ** 20;
const SPARE_BYTES = 2 ** 30;
const CHECK_ROOM_EVERY = 64 * 2 ** 20;

/** Watches how much a conversion writes. */
export class Allowance {
	#written = 0;
	#checked = 0;

	constructor(
		readonly options: {
			/** As the person knows the file. */
			name: string;
			/** Bytes of the file that is unpacked. */
			packedBytes: number;
			/** Where is written to. */
			folder: string;
			mostBytes?: number;
		}
	) {}

	/** @throws WorkbenchError file-unpacks-too-large, disk-full */
	take(bytes: number): void {
		this.#written += bytes;
		this.checkSize(this.#written);
		if (this.#written - this.#checked < CHECK_ROOM_EVERY) return;
		this.#checked = this.#written;
		const { bavail, bsize } = statfsSync(this.options.folder);
		if (bavail * bsize < SPARE_BYTES) throw new WorkbenchError('disk-full');
	}

	/** @throws WorkbenchError file-unpacks-too-large where so many bytes are more than the file may become */
	checkSize(bytes: number): void {
		const { name, packedBytes, mostBytes = MOST_UNPACKED_BYTES } = this.options;
		const most = Math.min(mostBytes, Math.max(ALWAYS_FINE_BYTES, MOST_TIMES * packedBytes));
		if (bytes <= most) return;
		const megabytes = Math.round(most / 2 ** 20);
		throw new WorkbenchError('file-unpacks-too-large', { name, megabytes });
	}
}
