/**
 * A seeded source of uniform numbers in [0, 1): sfc32 (C. Doty-Humphrey, PractRand), seeded by splitmix32.
 * The same seed gives the same numbers on every machine; nothing in `domain` uses `Math.random`.
 *
 * @example const next = random(1); next() !== next() // true
 */
export function random(seed: number): () => number {
	const next32 = splitmix32(seed);
	let a = next32();
	let b = next32();
	let c = next32();
	let counter = 1;
	const next = () => {
		const sum = (((a + b) | 0) + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = ((c << 21) | (c >>> 11)) + sum;
		return (sum >>> 0) / 4294967296;
	};
	for (let i = 0; i < 12; i++) next();
	return next;
}

function splitmix32(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x9e3779b9) | 0;
		let z = state ^ (state >>> 16);
		z = Math.imul(z, 0x21f0aaad);
		z ^= z >>> 15;
		z = Math.imul(z, 0x735a2d97);
		return z ^ (z >>> 15);
	};
}
