import type { Cap } from '#lib/domain/scorecard/scorecard.ts';

const CAP =
	/[\s,;:–-]*[([]?\s*(?:max(?:imum|imal|\.)?|cap|limit|höchstens|obergrenze|deckel(?:ung)?|up to|bis zu)\s*:?\s*(\d+)\s*(?:points?|pts?|punkte?|pkt\.?)?\s*[)\]]?\s*:?$/i;

/** A heading and the bound on its points it carries. @example readCap('Fit (max. 40 Punkte)') // { label: 'Fit', cap: { max: 40 } } */
export function readCap(heading: string): { label: string; cap?: Cap } {
	const found = CAP.exec(heading);
	if (!found || found.index === 0) return { label: heading.replace(/\s*:$/, '').trim() };
	return { label: heading.slice(0, found.index).trim(), cap: { max: Number(found[1]) } };
}
