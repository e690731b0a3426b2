import { ATTRIBUTION_MODELS, type AttributionModel } from '#lib/domain/roi/attribution.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/** Parts a win is shared in: credits are whole numbers of them, so that sums are the same on any number of threads. */
export const PARTS_OF_WIN = 1e9;

/** Names of the columns with a model's parts of wins and cents. */
export function creditColumns(model: AttributionModel): { parts: string; cents: string } {
	const word = model.replace('-', '_');
	return { parts: `parts_${word}`, cents: `cents_${word}` };
}

/**
 * What each win gives each channel by every model, see `attributionCredits`; a row a win and channel, one with channel NULL
 * for a win without a touch. Columns: lead, channel, for each model parts (of `PARTS_OF_WIN`) and cents, value (cents, NULL where
 * it is not known), channels (how many the win has) and is_first (whether it is the first row of the win). What rounding leaves
 * of a win goes to its last touch, so that both add up. It asks nothing of a selection: one table serves all of them.
 *
 * @param journeys - `sourceJourneysQuery`
 */
export function winCreditsQuery(journeys: Sql, halfLifeDays: number): Sql {
	const credits = ATTRIBUTION_MODELS.map(
		(model) => sql`${creditOf(model)} AS ${raw(wordOf(model))}`
	);
	const rounded = ATTRIBUTION_MODELS.flatMap((model) => {
		const credit = wordOf(model);
		return [
			raw(`CAST(floor(${credit} * ${PARTS_OF_WIN}) AS BIGINT) AS p_${credit}`),
			raw(`CAST(floor(${credit} * COALESCE(value, 0)) AS BIGINT) AS c_${credit}`)
		];
	});
	const names = ATTRIBUTION_MODELS.flatMap((model) => {
		const { parts, cents } = creditColumns(model);
		const credit = wordOf(model);
		return [
			{ name: parts, of: `p_${credit}`, all: String(PARTS_OF_WIN), type: 'INTEGER' },
			{
				name: cents,
				of: `c_${credit}`,
				all: 'CAST(COALESCE(MAX(value), 0) AS BIGINT)',
				type: 'BIGINT'
			}
		];
	});
	const pieces = (piece: (each: (typeof names)[number]) => string) =>
		join(
			names.map((each) => raw(`${piece(each)} AS ${each.name}`)),
			', '
		);
	return sql`WITH ways AS (${journeys}), rounded AS (SELECT lead, channel, nth = touches AS is_last, value, ${join(rounded, ', ')}
	FROM (SELECT *, ${join(credits, ', ')} FROM ${placed(raw('ways'), halfLifeDays)} AS placed_touches) AS credited)
SELECT lead, channel, value, ${pieces(({ name, type }) => `CAST(${name} AS ${type})`)},
	CAST(COUNT(channel) OVER (PARTITION BY lead) AS INTEGER) AS channels, ROW_NUMBER() OVER (PARTITION BY lead ORDER BY channel) = 1 AS is_first
FROM (SELECT lead, channel, MAX(value) AS value, ${pieces(({ name }) => `SUM(${name})`)}
	FROM (SELECT lead, channel, value, ${pieces(({ of }) => of)} FROM rounded
		UNION ALL SELECT lead, MAX(CASE WHEN is_last THEN channel END), MAX(value), ${pieces(({ of, all }) => `${all} - SUM(${of})`)}
		FROM rounded GROUP BY lead
		UNION ALL SELECT lead, NULL, value, ${pieces(() => '0')} FROM ways WHERE channel IS NULL) AS whole_wins
	GROUP BY lead, channel) AS by_channel`;
}

/**
 * Wins and value of the selected leads credited to channels; a row a channel, one with channel NULL for wins without a touch.
 * Columns: channel, for each model parts and cents, and of the wins whose first row it is: wins, touched (those with a touch),
 * revenue (cents of these), unvalued (of these, without a known value) and mixed (of these, with touches of several channels).
 *
 * @param credits - `winCreditsQuery`
 * @param leads - the selected ones, by `row_number`
 */
export function sourceCreditsQuery(credits: Sql, leads: Sql): Sql {
	const sum = (value: string, name: string) =>
		raw(`CAST(COALESCE(SUM(${value}), 0) AS DOUBLE) AS ${name}`);
	const names = ATTRIBUTION_MODELS.flatMap((model) => Object.values(creditColumns(model)));
	const touched = 'is_first AND channels > 0';
	return sql`SELECT channel, ${join(
		[
			...names.map((name) => sum(name, name)),
			sum('CASE WHEN is_first THEN 1 ELSE 0 END', 'wins'),
			sum(`CASE WHEN ${touched} THEN 1 ELSE 0 END`, 'touched'),
			sum(`CASE WHEN ${touched} THEN value ELSE 0 END`, 'revenue'),
			sum(`CASE WHEN ${touched} AND value IS NULL THEN 1 ELSE 0 END`, 'unvalued'),
			sum('CASE WHEN is_first AND channels > 1 THEN 1 ELSE 0 END', 'mixed')
		],
		', '
	)}
FROM ${credits} AS credits WHERE lead IN (SELECT row_number FROM ${leads} AS selected_leads) GROUP BY channel ORDER BY channel`;
}

function wordOf(model: AttributionModel): string {
	return model.replace('-', '_');
}

/**
 * Touches with their place among those of the win (`nth` of `touches`), the place of the touch that led to the lead and to the
 * opportunity (0 where none did), and the weight of time.
 */
function placed(journeys: Sql, halfLifeDays: number): Sql {
	return sql`(SELECT *, POWER(2.0, (last_days - days) / ${raw(String(halfLifeDays))}) AS decay,
	SUM(POWER(2.0, (last_days - days) / ${raw(String(halfLifeDays))})) OVER (PARTITION BY lead) AS all_decay
	FROM (SELECT lead, value, channel, days, ROW_NUMBER() OVER (PARTITION BY lead ORDER BY days DESC, channel) AS nth,
		COUNT(*) OVER (PARTITION BY lead) AS touches, SUM(to_lead) OVER (PARTITION BY lead) AS lead_nth,
		SUM(to_opportunity) OVER (PARTITION BY lead) AS opportunity_nth, MIN(days) OVER (PARTITION BY lead) AS last_days
		FROM ${journeys} AS touches WHERE channel IS NOT NULL) AS counted)`;
}

function creditOf(model: AttributionModel): Sql {
	switch (model) {
		case 'first':
			return raw('CASE WHEN nth = 1 THEN 1.0 ELSE 0.0 END');
		case 'last':
			return raw('CASE WHEN nth = touches THEN 1.0 ELSE 0.0 END');
		case 'linear':
			return raw('1.0 / touches');
		case 'u-shaped':
			return byPlace(['1', 'lead_nth'], 40, 20);
		case 'w-shaped':
			return byPlace(['1', 'lead_nth', 'opportunity_nth'], 30, 10);
		case 'full-path':
			return byPlace(['1', 'lead_nth', 'opportunity_nth', 'touches'], 22.5, 10);
		case 'time-decay':
			return raw('decay / all_decay');
	}
}

/** `each` to every milestone that is known, and `rest` shared by the touches that are none. */
function byPlace(milestones: string[], each: number, rest: number): Sql {
	const known = milestones.map((place) => `CASE WHEN ${place} > 0 THEN 1 ELSE 0 END`).join(' + ');
	const distinct = milestones
		.map((place, i) => {
			const before = milestones.slice(0, i).map((other) => ` AND ${place} <> ${other}`);
			return `CASE WHEN ${place} > 0${before.join('')} THEN 1 ELSE 0 END`;
		})
		.join(' + ');
	const here = milestones.map((place) => `CASE WHEN nth = ${place} THEN 1 ELSE 0 END`).join(' + ');
	const others = `(touches - (${distinct}))`;
	const all = `((${known}) * ${each} + CASE WHEN ${others} > 0 THEN ${rest} ELSE 0 END)`;
	return raw(
		`(CASE WHEN (${here}) > 0 THEN (${here}) * ${each}.0 ELSE ${rest}.0 / ${others} END) / ${all}`.replaceAll(
			'22.5.0',
			'22.5'
		)
	);
}
