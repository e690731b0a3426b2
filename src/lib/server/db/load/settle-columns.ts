import { fileConvention, readingByConvention } from '#lib/domain/ingest/file-convention.ts';
import type { WholeColumn } from './profile-columns.ts';
import type { SampledColumn } from './sample-columns.ts';

/**
 * Settles the columns that several readings fit by what the other columns of the file say. Where nothing tells,
 * the column stays text, with the readings somebody has to choose from in `others`, the likely one first.
 */
export function settleColumns(
	whole: WholeColumn[],
	sampled: SampledColumn[],
	delimiter: string
): WholeColumn[] {
	const convention = fileConvention(
		whole.map(({ index, reading, others, separated }) => ({
			reading,
			others,
			separated: separated ?? sampled[index].separated
		})),
		delimiter
	);
	return whole.map((column) => {
		if (column.others.length === 0) return column;
		const fitting = [column.likely, ...column.others];
		const meant = readingByConvention(fitting, convention);
		if (meant) return { ...column, likely: meant, reading: meant, others: [] };
		return { ...column, reading: 'text', others: fitting };
	});
}
