import { readScorecard } from '#lib/server/usecases/models.ts';
import { sourceReport } from '#lib/server/usecases/source-report.ts';
import { fileReadingHelp } from '../file-reading-options.ts';
import { homeHelp } from '../home-option.ts';
import { sourcesCall } from '../sources-options.ts';
import { formulasText } from '../sources-formulas.ts';
import { sourcesJson } from '../sources-json.ts';
import { sourcesText } from '../sources-text.ts';

export const sourcesHelp = `Usage: leadgauge sources DATASET [OPTIONS]

Which sources bring leads that become customers, at what cost, and how sure that is: the figures of the page. DATASET is the
name or id of a dataset, or a file of leads.

  --by COL             column to compare the values of; default: the source
  --as READING         how they are read: value (default), kind (online and offline), or of addresses source, medium,
                       campaign (UTM tags) or page
  --age DAYS           days from creation within which stages must be reached; default: the largest of 30, 60, 90, 120, 180,
                       365 not above a quarter of the time the leads span
  --from DAY --to DAY  first and last day of creation (2026-01-31); they pick leads, and never cut what came later
  --filter COL:VALUE   only leads with this value (several of one column are alternatives); may be given several times
  --data-date DAY      nothing later counts as known; default: the newest date of the data
  --stages A~B~C       stages in this order; --order any|strict as for funnel
  --margin PERCENT     gross margin: without it there is no ROI
  --rates USD:0.92     what units of other currencies are worth; USD@2026-03:0.91 for one month; separated by commas
  --overhead yes|no    whether the full cost holds a share of the overhead (default yes)
  --months mature|all  money of the months all of whose leads have the age (default), or of all, "so far"
  --half-life DAYS     of time decay in attribution (default 7)
  --against before|year  the latest old months beside those before them, or a year earlier
  --call-cost AMOUNT --calls N  what a sales call costs and how many a lead gets (default 4)
  --scorecard FILE     today's card: average score, completeness
  --page N             of more than 40 sources, those that get intervals: 1 to 40 in the order of the ladder, and so on
  --mapping FILE       which column is which, for a file; without it the suggested mapping is taken
${homeHelp}
${fileReadingHelp}
  --json               prints one JSON object instead of tables

{by, as, ageDays, dataDate, currency, overall, all, sources: [{source, verdict, quadrant, figures: {leads, immature, mqlRate,
   sqlRate, customerRate, winRate, valuePerLead, scoreToday, scoreCalibrated, qualityRate, responseRate, engagement,
   processing, freeMail, optIn, incomplete}, rung: {raw, shrunk: {rate, lo, hi, pull, towards}, others}}],
 rankedBy, common, pairs: {compared, alike: [{first, second, p}], leftOut},
 money: {months, youngMonths, reconciliation, outside, withoutLeads, all, sources: [{source, sums, figures, intervals, payback,
   withoutCost, immature}]}, savings, attribution: {by, models: [{model, wins, revenueCents, credits}]}, months, trend, repeats, unknown}
 A rate is {wins, leads, rate, lo, hi}, 0..1, with its 95% interval. What is not known is null, and "unknown" says why.
 Money is in cents. How each figure is calculated:
${formulasText()}`;

/** Prints the sources of a dataset or a file. */
export async function sources(args: string[]): Promise<void> {
	if (args.includes('--help')) return console.log(sourcesHelp);
	const { settings, scorecardFile, json, work } = sourcesCall(args);
	const today = scorecardFile ? (await readScorecard(scorecardFile)).scorecard : null;
	await work(async (desk) => {
		const report = await sourceReport(desk, settings, { today, calibrated: null });
		console.log(json ? JSON.stringify(sourcesJson(report)) : sourcesText(report));
	});
}
