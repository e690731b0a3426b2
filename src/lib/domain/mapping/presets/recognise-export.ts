import { CRM_PRESETS } from './crm-presets.ts';
import type { Crm, CrmObject, CrmPreset } from './crm-preset.ts';
import { exportHeader } from './export-header.ts';

/** Whose export a file seems to be, and what that rests on. */
export interface RecognisedExport {
	crm: Crm;
	object: CrmObject;
	/** Share of the headers that tell this export from others which the file has, 0..1. */
	confidence: number;
	/** The headers found, as the file spells them, in its order. */
	found: string[];
	/** How many there are to find. */
	of: number;
}

/** A file has at least this many of the headers that tell. */
const FEWEST_FOUND = 3;
/** Two of them are such that hardly any other file has them; or one, with at least this share of all. */
const FEWEST_SIGNATURES = 2;
const SMALLEST_SHARE = 0.3;

/**
 * Which system wrote a file and what its rows are, by its headers in English or German alone; the export of which it has
 * the largest share of tell-tale headers, the larger number where two are equal. Null where no export is told by enough
 * of them, or where two are told equally well.
 *
 * @param names the columns of the file
 * @example recogniseExport(['Record ID', 'Create Date', 'Lifecycle Stage', 'Contact owner', 'Lead Status'])?.crm // 'hubspot'
 */
export function recogniseExport(names: readonly string[]): RecognisedExport | null {
	const candidates = CRM_PRESETS.flatMap((preset) => told(preset, names) ?? []);
	candidates.sort((a, b) => b.confidence - a.confidence || b.found.length - a.found.length);
	const [best, second] = candidates;
	if (!best) return null;
	const equal = second?.confidence === best.confidence && second.found.length === best.found.length;
	return equal ? null : best;
}

/** The preset of a recognised export. */
export function presetOf({ crm, object }: Pick<RecognisedExport, 'crm' | 'object'>): CrmPreset {
	const found = CRM_PRESETS.find((each) => each.crm === crm && each.object === object);
	if (!found) throw new Error(`presetOf: there is no preset of ${crm} ${object}`);
	return found;
}

function told(preset: CrmPreset, names: readonly string[]): RecognisedExport | null {
	const columns = new Map(names.map((name) => [exportHeader(name), name]));
	const columnOf = (spellings: string[]) =>
		spellings.map((each) => columns.get(exportHeader(each))).find((each) => each !== undefined);
	const signature = preset.signature.map(columnOf).filter((each) => each !== undefined);
	const usual = preset.usual.map(columnOf).filter((each) => each !== undefined);
	const found = new Set([...signature, ...usual]);
	const of = preset.signature.length + preset.usual.length;
	const confidence = (signature.length + usual.length) / of;
	const sure = signature.length >= FEWEST_SIGNATURES || confidence >= SMALLEST_SHARE;
	if (signature.length === 0 || found.size < FEWEST_FOUND || !sure) return null;
	return {
		crm: preset.crm,
		object: preset.object,
		confidence,
		found: names.filter((name) => found.has(name)),
		of
	};
}
