import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findEncoding } from '#lib/server/db/convert/find-encoding.ts';
import { Allowance } from '#lib/server/db/convert/limits.ts';
import { openLeadFile } from '#lib/server/db/convert/open-lead-file.ts';
import { TranscodedText } from '#lib/server/db/convert/transcode-file.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'leadgauge-transcode-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Characters of Windows-1252 by their byte, as the standard lists them. */
const UPPER = [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'];

function signOf(byte: number): string {
	return byte >= 0x80 && byte < 0xa0 ? UPPER[byte - 0x80] : String.fromCharCode(byte);
}

async function turned(pieces: Uint8Array[]): Promise<string> {
	const to = join(folder, 'turned');
	const allowance = new Allowance({ name: 'leads.csv', packedBytes: 1, folder });
	const text = new TranscodedText(to, 'windows-1252', allowance);
	for (const piece of pieces) await text.write(piece);
	await text.end();
	return readFile(to, 'utf8');
}

// The five bytes without a sign have no agreed meaning; they are asked elsewhere.
const byte = fc
	.integer({ min: 1, max: 255 })
	.filter((value) => ![0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(value));

describe('a text of one byte a character', () => {
	it('becomes the same characters in UTF-8, however it is cut into pieces', async () => {
		const pieces = fc.array(fc.uint8Array({ maxLength: 40 }).map((piece) => piece));
		await fc.assert(
			fc.asyncProperty(pieces, fc.array(byte, { maxLength: 200 }), async (cuts, bytes) => {
				const lengths = cuts.map(({ length }) => length);
				const parts: Uint8Array[] = [];
				let at = 0;
				for (const length of [...lengths, bytes.length]) {
					parts.push(Uint8Array.from(bytes.slice(at, at + length)));
					at += length;
				}
				expect(await turned(parts)).toBe(bytes.map(signOf).join(''));
			}),
			{ numRuns: 60 }
		);
	});
	it('is opened in one pass whose fingerprint is that of the file, also behind the first piece', async () => {
		const path = join(folder, 'long.csv');
		const rows = ['id;won;city\n', ...Array.from({ length: 400_000 }, (_, i) => `L-${i};ja;Ulm\n`)];
		const bytes = Buffer.concat([
			Buffer.from(rows.join('')),
			Buffer.from('L-x;nein;K', 'latin1'),
			Buffer.of(0xf6),
			Buffer.from('ln '),
			Buffer.of(0x80),
			Buffer.from('\n')
		]);
		await writeFile(path, bytes);
		const file = await openLeadFile(path, 'long.csv', {
			folder,
			engine: () => Promise.reject(new Error('not needed')),
			onProgress: () => undefined
		});
		expect(file.found.encoding).toBe('windows-1252');
		expect(file.original).toEqual({
			bytes: bytes.length,
			sha256: createHash('sha256').update(bytes).digest('hex')
		});
		const text = await readFile(file.path, 'utf8');
		expect(text.endsWith('L-x;nein;Köln €\n')).toBe(true);
		expect(text.length).toBe(bytes.length);
	});
});

describe('the first line that is no UTF-8', () => {
	it.each([1, 2, 3, 4, 5, 7, 100_003])('is told in line %i', async (line) => {
		const path = join(folder, 'odd.csv');
		const before = 'ab;cd\n'.repeat(line - 1);
		await writeFile(path, Buffer.concat([Buffer.from(before), Buffer.of(0x61, 0xe4, 0x0a, 0xe4)]));
		const found = await findEncoding(path);
		expect(found).toMatchObject({ encoding: 'iso-8859-1', invalidLine: line });
	});
});
