import { aliasedTerms } from './aliased-terms.ts';
import { checkDesign } from './check-design.ts';
import { INTERCEPT, type Design } from './design.ts';
import { leadTotals } from './lead-totals.ts';
import { scaleDesign } from './scale-design.ts';
import { selectTerms } from './select-terms.ts';
import { SeparationSearch, type Towards } from './separation-search.ts';

/** A coefficient that has no finite estimate, and where it runs off to. */
export interface RunningTerm {
	/** Index into `design.columns`; -1 for the intercept. */
	term: number;
	name: string;
	/** `either`: the outcome says nothing about its sign. */
	towards: Towards;
}

/** Whether some weighted sum of the terms parts won from lost leads. */
export type Separation =
	| { separated: false }
	| {
			separated: true;
			/** `complete`: no lead stands on the border; `quasi`: some do, and they can still be fitted. */
			kind: 'complete' | 'quasi';
			/** Every coefficient without a finite estimate, in order of the design. */
			terms: RunningTerm[];
			/** Coefficients, intercept first, along which the likelihood rises without end. */
			direction: Float64Array;
			/** Leads that are parted: won ones above the border, lost ones below. */
			leads: number;
			/** 1 for each cell on the border: the rest of the likelihood depends on these alone. */
			border: Uint8Array;
	  };

/**
 * Certificate of separation (Albert & Anderson 1984), before any fit: a direction of the coefficients in which no won
 * lead falls and no lost lead rises, while some do. Maximum likelihood is finite if and only if there is none. Cells with
 * both outcomes, and the leads no such direction moves, form the border; a coefficient has a finite estimate if and only
 * if the border identifies it, so *all* terms without one are found (as Konis 2007 does by linear programmes).
 *
 * Instead of a simplex it projects onto the cone of such directions (`projectOntoCone`), drops the leads that are parted,
 * and repeats until nothing can be parted; each round lowers the rank of what is left. Columns are centred and scaled to
 * this end. Terms that repeat earlier ones (`aliasedTerms`) are left aside.
 *
 * Leads of one outcome only count as complete separation by the intercept.
 *
 * @throws Error `separationCertificate: ...` for a design that `fitLogistic` would refuse
 * @example separationCertificate(design) // { separated: true, kind: 'quasi', terms: [{ name: 'NV', towards: 'up', … }], … }
 */
export function separationCertificate(design: Design): Separation {
	checkDesign(design, 'separationCertificate');
	if (leadTotals(design).leads === 0) throw new Error('separationCertificate: no leads');
	const scaled = scaleDesign({ ...design, offset: undefined });
	const kept = independentTerms(scaled.design);
	const search = new SeparationSearch(
		selectTerms(scaled.design, kept),
		kept.map((term) => scaled.scale[term])
	);
	const direction = search.partAll();
	if (!direction) return { separated: false };
	const border = search.border;
	const running = search.running(direction).map(({ coefficient, towards }): RunningTerm => {
		const term = coefficient === 0 ? -1 : kept[coefficient - 1];
		return { term, name: term === -1 ? INTERCEPT : design.names[term], towards };
	});
	const onBorder = design.n.reduce((sum, leads, c) => sum + leads * border[c], 0);
	return {
		separated: true,
		kind: onBorder > 0 ? 'quasi' : 'complete',
		terms: running,
		direction: spread(direction, kept, design.columns.length),
		leads: leadTotals(design).leads - onBorder,
		border
	};
}

function independentTerms(design: Design): number[] {
	const dependent = new Set(aliasedTerms(design).map(({ term }) => term));
	return [...design.columns.keys()].filter((term) => !dependent.has(term));
}

function spread(direction: Float64Array, kept: number[], terms: number): Float64Array {
	const all = new Float64Array(terms + 1);
	all[0] = direction[0];
	kept.forEach((term, j) => (all[term + 1] = direction[j + 1]));
	return all;
}
