import type { DataQuality } from '#lib/domain/ingest/data-quality.ts';
import { spellingVariants } from '#lib/domain/ingest/spelling-variants.ts';
import { personalKind } from '#lib/domain/mapping/personal-kind.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { countDuplicates } from '#lib/server/queries/count-duplicates.ts';
import { countFilled } from '#lib/server/queries/count-filled.ts';
import { countOrders } from '#lib/server/queries/count-orders.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { readWeeks } from '#lib/server/queries/read-weeks.ts';
import { topValues } from '#lib/server/queries/top-values.ts';

/** A column of more values is free text, in which spelling is nobody's business. */
const MOST_LEVELS = 200;
/** In larger data a column of few texts is stored as levels; the others need not be counted to know that they are many. */
const MOST_ROWS_COUNTED = 100_000;
/** With fewer leads a value on average it names persons rather than kinds. */
const LEADS_A_LEVEL = 3;

/** What a dataset holds and what looks wrong in it: counts alone, nothing is changed. */
export async function checkQuality(
	engine: Engine,
	source: LeadsSource,
	onStep: (share: number) => void = () => {}
): Promise<DataQuality> {
	const columns = await countFilled(engine, source);
	onStep(0.2);
	const duplicates = await countDuplicates(engine, source);
	onStep(0.4);
	const orders = await countOrders(engine, source);
	const weeks = await readWeeks(engine, source);
	onStep(0.5);
	const spellings = await readSpellings(engine, source);
	onStep(1);
	return { leads: source.rows, columns, duplicates, orders, weeks, spellings };
}

async function readSpellings(
	engine: Engine,
	source: LeadsSource
): Promise<DataQuality['spellings']> {
	const found: DataQuality['spellings'] = [];
	for (const { name, type, levels: few } of source.columns) {
		if (type !== 'text' || (!few && source.rows > MOST_ROWS_COUNTED)) continue;
		const values = await topValues(engine, source, name, MOST_LEVELS + 1);
		const filled = values.reduce((sum, { leads }) => sum + leads, 0);
		if (values.length > MOST_LEVELS || filled < LEADS_A_LEVEL * values.length) continue;
		const texts = values.map(({ value }) => String(value));
		if (name === source.mapping.id || personalKind(name, texts)) continue;
		const levels = values.map(({ value, leads }) => ({ value: String(value), leads }));
		found.push(...spellingVariants(levels).map((variants) => ({ column: name, ...variants })));
	}
	return found;
}
