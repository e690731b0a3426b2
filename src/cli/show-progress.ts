import type { Progress } from '#lib/server/db/load/progress.ts';

/** Shows how far long work is, on a terminal only: one line that is rewritten and taken away at the end. */
export function showProgress(stream: NodeJS.WriteStream) {
	let shown = false;
	return {
		show({ stage, share }: Progress): void {
			if (!stream.isTTY) return;
			shown = true;
			stream.write(`\r${stage} ${Math.round(share * 100)} %   `);
		},
		end(): void {
			if (shown) stream.write('\r\x1b[K');
		}
	};
}
