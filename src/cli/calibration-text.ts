import type { Calibration, RuleResult } from '#lib/domain/calibration/calibration.ts';
import type { Issue } from '#lib/domain/issue.ts';
import { cardVerdictSentence } from '#lib/charts/card-verdict-sentence.ts';
import { fitSentences, separatedSentence } from '#lib/charts/fit-sentences.ts';
import { sentence } from '#lib/server/sentences.ts';
import { comparisonText } from './comparison-text.ts';
import { gatesText } from './gates-text.ts';
import { honestyText } from './honesty-text.ts';
import { wholePointsText } from './whole-points-text.ts';

/** What `calibrate` shows in a terminal: verdict, rule table, whole points, comparison, what was left out. */
export function calibrationText(
	calibration: Calibration,
	rejected: number,
	importIssues: Issue[]
): string {
	const verdict = cardVerdictSentence(calibration, 'en');
	return [
		verdict.headline,
		...verdict.details,
		'',
		ruleTable(calibration.rules),
		...methodOf(calibration),
		'',
		...wholePointsText(calibration),
		'',
		...comparisonText(calibration),
		'',
		...gatesText(calibration),
		'',
		...honestyText(calibration),
		'',
		leftOut(calibration, rejected),
		...[...importIssues, ...calibration.issues].map((each) => `- ${sentence(each, 'en')}`)
	].join('\n');
}

function ruleTable(rules: RuleResult[]): string {
	const header = ['rule', 'today', 'calibrated', '95 % interval', 'leads', 'wins', 'verdict'];
	const rows = rules.map((rule) => [
		rule.label,
		String(rule.points),
		rule.calibratedPoints === null ? '–' : String(rule.calibratedPoints),
		interval(rule),
		String(rule.leads),
		String(rule.wins),
		rule.verdict
	]);
	return table([header, ...rows]);
}

function interval({ pointsCi, shrunk, atPrior }: RuleResult): string {
	if (!pointsCi) return '–';
	const word = atPrior ? ' (leads alone)' : shrunk ? ' (shrunk)' : '';
	return `${pointsCi[0].toFixed(1)} to ${pointsCi[1].toFixed(1)}${word}`;
}

function methodOf(calibration: Calibration): string[] {
	const separated = separatedSentence(calibration, 'en');
	const byFirth = calibration.fit.measured && calibration.fit.method === 'firth';
	const how = fitSentences(calibration, 'en').join(' ');
	const hint = separated && !byFirth ? [`${separated} --fit firth fits them too.`] : [];
	return [how, ...hint].filter(Boolean);
}

function leftOut({ leads, cells }: Calibration, rejected: number): string {
	const { immature, excluded, train, test } = leads;
	return `${leads.leads} leads (${rejected} rows rejected): ${train} to learn from, ${test} later ones to test on, ${immature} immature, ${excluded} left out; ${cells} cells.`;
}

function table(rows: string[][]): string {
	const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => row[c].length)));
	const line = (row: string[]) =>
		row.map((text, c) => (c === 0 ? text.padEnd(widths[c]) : text.padStart(widths[c]))).join('  ');
	return rows.map(line).join('\n');
}
