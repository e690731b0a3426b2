import { createReadStream } from 'node:fs';

/** Whether a text stands in the bytes of a file, in the letter case given or in lower case. */
export async function bytesHold(path: string, text: string): Promise<boolean> {
	const wanted = [...new Set([text, text.toLowerCase()])].map((each) => Buffer.from(each));
	const longest = Math.max(...wanted.map(({ length }) => length));
	if (longest === 0) return false;
	let rest = Buffer.alloc(0);
	for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) {
		const window = Buffer.concat([rest, piece as Buffer]);
		if (wanted.some((each) => window.includes(each))) return true;
		rest = window.subarray(Math.max(0, window.length - longest + 1));
	}
	return false;
}
