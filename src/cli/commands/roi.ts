import { knownJson } from '../known-json.ts';
import { roiCall, roiOptionsHelp } from '../roi-options.ts';
import { roiText } from '../roi-text.ts';

export const roiHelp = `Usage: leadgauge roi DATASET [OPTIONS]

The ROI report: what went in, what came out, and what calibrated points would change, by the same figures as the page.
DATASET is the name or id of a dataset, or a file of leads.

${roiOptionsHelp}
  --json               prints one JSON object instead of tables

{dataset, asked: {from, to, filters, ageDays, dataDate, currency, rates, margin, callCents},
 leads: {selected, counted, immature, leftOut}, customerRate,
 money: {sums: {cost: {marketing, sales, tool}, overhead, leads, mqls, sqls, wins, customers, revenueCents},
   period: {from, to, months}, withoutCost, figures: {costPerLead, costPerMql, costPerSql, costPerWin, cacPaid, cacFull,
   roas, roi, roiFull}, intervals},
 funnel: {frame, view: {found: {leads, immature, steps: [{stage, n, ofFirst, ofPrevious, …}]}, leftOut}},
 sources: {by, count, better, worse, open, rungs: [{source, raw, shrunk, others, verdict, figures, intervals}], …},
 months: [{month, leads, wins, cost, revenue, mature}], costs: {booked, onLeads, onOtherLeads, withoutLeads, overhead},
 gate: {model, threshold, won, accepted, caught, perWeek, sameCalls: {leads, today, asObserved, asWorked, range},
   fewerCalls: {leads, wins, needed, range}, later, windowDays, horizonDays}, unknown: [{at, reason, message}]}
 A rate is {wins, leads, rate, lo, hi}, 0..1, with its 95% interval. What is not known is null, and "unknown" says why.
 Money is in cents of asked.currency; money and intervals are of the months that are old enough throughout ("mature").`;

/** Prints the ROI report of a dataset or a file. */
export async function roi(args: string[]): Promise<void> {
	if (args.includes('--help')) return console.log(roiHelp);
	const { json, work } = roiCall(args, 'roi');
	await work(async ({ report }) => {
		if (!json) return console.log(roiText(report));
		const { value, unknown } = knownJson(report);
		console.log(JSON.stringify({ ...value, unknown }));
	});
}
