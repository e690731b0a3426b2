import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { unknownFields } from '#lib/domain/scorecard/unknown-fields.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

/** @throws WorkbenchError `rule-field-unknown` or `rule-field-near` for the first rule on a column the data does not have */
export function checkFields(source: LeadsSource, scorecard: Scorecard): void {
	const [first] = unknownFields(
		scorecard,
		source.columns.map((each) => each.name)
	);
	if (first)
		throw new WorkbenchError(
			first.params.near ? 'rule-field-near' : 'rule-field-unknown',
			first.params
		);
}
