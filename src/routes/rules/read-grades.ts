import { readDecimal } from './decimal-text.ts';
import type { AxisDraft, BandDraft, MatrixDraft } from './draft.ts';
import type { FieldReader } from './field-reader.ts';

/** Letter and number beside the total. @param groupIds - of the card */
export function readMatrix(
	fields: FieldReader,
	groupIds: ReadonlySet<string>,
	{ letter, fit, engagement }: MatrixDraft
) {
	return {
		letter,
		fit: axisIn(fields, groupIds, fit, 'matrix.fit'),
		engagement: axisIn(fields, groupIds, engagement, 'matrix.engagement')
	};
}

function axisIn(
	fields: FieldReader,
	groupIds: ReadonlySet<string>,
	{ groups, from }: AxisDraft,
	path: string
) {
	const bounds = from
		.split(';')
		.filter((each) => each.trim())
		.map((each) => readDecimal(each, fields.reading.locale));
	const falls = bounds.every(
		(bound, i) => bound !== null && (i === 0 || bound < (bounds[i - 1] ?? -Infinity))
	);
	if (!falls || bounds.length > 25) fields.found(`${path}.from`, 'grades');
	const kept = groups.filter((id) => groupIds.has(id));
	if (kept.length === 0) fields.found(`${path}.groups`, 'missing');
	return { groups: kept, from: bounds };
}

/** Names for ranges of the total; nothing where there are none. */
export function readBands(fields: FieldReader, bands: BandDraft[]) {
	if (bands.length === 0) return {};
	const read = bands.map(({ label, from }, b) => ({
		label: fields.text(label, `bands[${b}].label`, 200),
		from: from.trim() ? fields.number(from, `bands[${b}].from`) : null
	}));
	read.forEach(({ from }, b) => {
		const before = b === 0 ? null : read[b - 1].from;
		const rises = b === 0 || (from !== null && Number(from) > Number(before ?? -Infinity));
		if (!rises) fields.found(`bands[${b}].from`, 'bands');
	});
	return { bands: read };
}
