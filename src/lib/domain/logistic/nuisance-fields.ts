import { MISSING, type Cells } from '#lib/domain/cells/cells.ts';
import { rulesOf, subjectOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';

/**
 * Fields whose missing state gets a nuisance term in a fit (statistics 7), fields of one rule joined: some rule of `rules` could not be
 * evaluated for some lead, and the leads with and without the value were both won and lost. A field whose missing
 * leads all had one outcome is left out of the terms (its weight would run off); its rules then count as not
 * fired for those leads.
 *
 * @param cells - training cells
 * @param rules - indexes of the rules that go into the fit, in order of the card
 * @returns fields in the order in which the card first names them
 * @example nuisanceFields(part(cells, 0), scorecard, [0, 1]) // ['industry']
 */
export function nuisanceFields(
	cells: Cells,
	scorecard: Scorecard,
	rules: readonly number[]
): string[] {
	const fields = new Set(rules.map((rule) => subjectOf(rulesOf(scorecard)[rule])));
	return [...fields].filter((field) => {
		const missing = missingOf(cells, scorecard, rules, field);
		return missing !== null && bothOutcomesOnBothSides(cells, missing);
	});
}

/**
 * 1 for each cell in which a rule on the field could not be evaluated; null where there is none.
 *
 * @example missingOf(cells, scorecard, [0], 'industry') // Float64Array [0, 1, 0]
 */
export function missingOf(
	cells: Cells,
	scorecard: Scorecard,
	rules: readonly number[],
	field: string
): Float64Array | null {
	const all = rulesOf(scorecard);
	const missing = new Float64Array(cells.length);
	let found = false;
	for (const rule of rules) {
		if (subjectOf(all[rule]) !== field) continue;
		const states = cells.states[rule];
		for (let c = 0; c < cells.length; c++) {
			if (states[c] !== MISSING) continue;
			missing[c] = 1;
			found = true;
		}
	}
	return found ? missing : null;
}

function bothOutcomesOnBothSides({ length, n, k }: Cells, missing: Float64Array): boolean {
	const won = [0, 0];
	const lost = [0, 0];
	for (let c = 0; c < length; c++) {
		won[missing[c]] += k[c];
		lost[missing[c]] += n[c] - k[c];
	}
	return won[0] > 0 && won[1] > 0 && lost[0] > 0 && lost[1] > 0;
}
