import { readScorecard } from '#lib/server/usecases/models.ts';
import { funnelBelow } from '#lib/server/usecases/funnel-page.ts';
import { funnelView } from '#lib/server/usecases/funnel-view.ts';
import { fileReadingHelp } from '../file-reading-options.ts';
import { funnelCall, funnelOptionsHelp } from '../funnel-options.ts';
import { funnelText } from '../funnel-text.ts';
import { homeHelp } from '../home-option.ts';
import { knownJson } from '../known-json.ts';

export const funnelHelp = `Usage: leadgauge funnel DATASET [OPTIONS]

How many leads reach each stage, by the same figures as the page. DATASET is the name or id of a dataset, or a file of leads.

  --view cohort        leads created in the period, each with the same time (default)
         snapshot      where open leads stand at the data date; no rates
         flow          what happened in the period, whenever the leads were created; no rates
  --window DAYS        days from creation within which stages must be reached; default: the largest of 30, 60, 90, 120,
                       180, 365 not above a quarter of the time the leads span
${funnelOptionsHelp}
  --by COL             a funnel for each of the most common values of a column, the others together; default: the source
  --compare PERIOD     the period (--from and --to) against previous, before-previous, last-year or two-years; several times
  --stage S            stage of the cohort map; default: the last
  --hours clock|business  minutes of the clock, or those of Monday to Friday, 9 to 17, in --zone (default Europe/Berlin)
  --scorecard FILE     card whose bands or thresholds speed and deal size are told by
${homeHelp}
${fileReadingHelp}
  --json               prints one JSON object instead of tables

{frame: {stages, order, windowDays, stepWindowDays, from, to, filters, dataDate},
 view: {view, found: {leads, immature, beforeEntry, visitors, steps: [{stage, n, ofFirst, ofPrevious, daysFromEntry,
   daysFromPrevious, dropped, open, skipped, reversed}]}, leftOut},
 breakdown: {by, parts: [{value, values, named, selected, found, leftOut}]},
 periods: {periods, stages: [{stage, periods: [{period, immature, rate, difference}]}]},
 map: {stage, agesDays, rows: [{month, leads, cells: [{ageDays, maturity, rate, soFar}]}], earlierMonths},
 stays, rejections: {reasons: [{stage, reason, leads}]}, decisions, response, pipeline, pressure, bands, unknown: [{at, reason, message}]}
 A rate is {wins, leads, rate, lo, hi}, 0..1, with its 95% interval. What is not known is null, and "unknown" says why.
 Days are of 24 hours, counted from creation, rounded up; money is in cents.`;

/** Prints the funnel of a dataset or a file. */
export async function funnel(args: string[]): Promise<void> {
	if (args.includes('--help')) return console.log(funnelHelp);
	const { settings, funnel: asked, scorecardFile, json, work } = funnelCall(args);
	const card = scorecardFile ? (await readScorecard(scorecardFile)).scorecard : null;
	await work(async (desk) => {
		const view = await funnelView(desk, asked.view);
		const { depth, ...below } = await funnelBelow(desk, asked, card);
		if (json) {
			const { incidence: _, ...others } = depth;
			const { value, unknown } = knownJson({ frame: desk.frame, view, ...below, ...others });
			return console.log(JSON.stringify({ ...value, unknown }));
		}
		const wanted = { by: settings.by !== null, compare: asked.compare.length > 0 };
		console.log(funnelText(desk, view, below, wanted));
	});
}
