import type { LeadCounts, SplitSummary } from '#lib/domain/calibration/calibration.ts';
import type { Cell, Table } from '#lib/charts/table.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Format } from '#lib/ui/format.ts';

/** Where every loaded lead went: each stands in one line, and the lines add up. */
export function leadCountsTable({ excludedBecause, ...leads }: LeadCounts): Table {
	return {
		columns: [
			{ label: m.calibrate_counts_what(), kind: 'text' },
			{ label: m.calibrate_counts_n(), kind: 'count', sum: true },
			{ label: m.calibrate_counts_wins(), kind: 'count' }
		],
		rows: [
			[m.calibrate_counts_train(), leads.train, leads.trainWins],
			[m.calibrate_counts_test(), leads.test, leads.testWins],
			[m.calibrate_counts_immature(), leads.immature, null],
			...(
				[
					[m.calibrate_counts_exclusion(), excludedBecause.exclusion, leads.excludedWins],
					[m.calibrate_counts_decided_before(), excludedBecause.decidedBefore, null],
					[m.calibrate_counts_outcome_unknown(), excludedBecause.outcomeUnknown, null],
					[m.calibrate_counts_known_after_split(), excludedBecause.knownAfterSplit, null],
					[m.calibrate_counts_account(), excludedBecause.accountInTraining, null]
				] as Cell[][]
			).filter(([, n]) => n !== 0)
		]
	};
}

/** How earlier and later leads were told apart, as a sentence. */
export function splitSentence(
	{ kind, firstTestAt, shareTest, seed }: SplitSummary,
	f: Format
): string {
	const share = f.percent(shareTest, 0);
	if (kind === 'random') return m.calibrate_split_random({ share, seed });
	if (kind === 'order' || !firstTestAt) return m.calibrate_split_order({ share });
	return m.calibrate_split_time({ share, date: f.date(firstTestAt) });
}
