import type { DatasetMapping } from '#lib/domain/mapping/dataset-mapping.ts';
import type { Unit } from '#lib/domain/mapping/mapping.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { personalColumns } from './personal-columns.server.ts';

const UNITS: Unit[] = ['lead', 'person', 'account'];

/**
 * A mapping with what was chosen on the check page: `unit`, the numbers of spellings to be merged as `merge`, and
 * `pseudonyms` for all columns that say who a person is.
 */
export function withChoices(
	mapping: DatasetMapping,
	manifest: DatasetManifest,
	form: FormData
): DatasetMapping {
	const unit = UNITS.find((each) => each === form.get('unit')) ?? 'lead';
	const numbers = form.getAll('merge').map(Number);
	const { applied = [], offered = [] } = manifest.spellings ?? {};
	const merges: NonNullable<DatasetMapping['leads']['merges']> = {};
	[...applied, ...offered].forEach(({ column, from, to }, i) => {
		if (numbers.includes(i)) merges[column] = { ...merges[column], [from]: to };
	});
	const hidden = form.has('pseudonyms') ? personalColumns(manifest) : [];
	return {
		...mapping,
		leads: {
			...mapping.leads,
			unit: unit === 'lead' ? undefined : unit,
			merges: Object.keys(merges).length > 0 ? merges : undefined,
			pseudonymise: hidden.length > 0 ? hidden : undefined
		}
	};
}
