import type { FileRole } from '#lib/domain/mapping/dataset-mapping.ts';
import {
	suggestDatasetMapping,
	type SuggestedDataset
} from '#lib/domain/mapping/suggest-dataset-mapping.ts';
import { typeOf } from '#lib/domain/ingest/column-reading.ts';
import type { Inspection } from '#lib/server/jobs/inspect-leads.ts';

/**
 * Which of several inspected files is what, and which of their columns plays which role.
 *
 * @param roles what somebody has said that they are, in the same order; `undefined` leaves it open
 */
export function suggestDataset(
	inspections: Inspection[],
	roles: (FileRole | undefined)[] = []
): SuggestedDataset {
	return suggestDatasetMapping(
		inspections.map(({ name, columns, suggestion }, i) => ({
			name,
			// A column of dates is one, whichever of its orders somebody will choose.
			columns: columns.map((column) => {
				const [likely] = column.ambiguous;
				return likely ? { ...column, type: typeOf(likely) } : column;
			}),
			missing: suggestion.mapping.missing,
			role: roles[i]
		}))
	);
}
