import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import { typeOf } from '#lib/domain/ingest/column-reading.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { WholeColumn } from './profile-columns.ts';

const MOST_VALUES = 20;

/** Every column with its most frequent values, counted in the table `sample`. */
export async function columnValues(
	engine: Engine,
	names: string[],
	whole: WholeColumn[]
): Promise<ColumnProfile[]> {
	const profiles: ColumnProfile[] = [];
	for (const { index, reading } of whole) {
		const counts = await engine.run(
			`SELECT count(*) AS row_count, count(c${index}) AS filled, count(DISTINCT c${index}) AS distinct_values FROM sample`
		);
		const values = await engine.run(
			`SELECT c${index} AS text, count(*) AS leads FROM sample WHERE c${index} IS NOT NULL
			GROUP BY c${index} ORDER BY leads DESC, text LIMIT ${MOST_VALUES}`
		);
		const leads = numbersOf(values, 'leads');
		const texts = textsOf(values, 'text') as string[];
		profiles.push({
			name: names[index],
			type: typeOf(reading),
			reading,
			rows: numbersOf(counts, 'row_count')[0],
			filled: numbersOf(counts, 'filled')[0],
			distinct: numbersOf(counts, 'distinct_values')[0],
			values: texts.map((text, i) => ({ text, leads: leads[i] }))
		});
	}
	return profiles;
}
