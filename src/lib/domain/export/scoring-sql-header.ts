import type { Spellings } from '#lib/domain/mapping/value-merges.ts';
import { describeDecay } from '#lib/domain/scorecard/describe-decay.ts';
import { describeFeature } from '#lib/domain/scorecard/describe-feature.ts';
import { decaysPerTouch } from '#lib/domain/scorecard/rule-levels.ts';
import { isStepped, rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { touchField } from '#lib/domain/scorecard/touch-feature.ts';
import { eventsLeftColumn } from './rule-points-sql.ts';

/**
 * What a reader of an exported query has to know, as comment lines: also what the query expects of its table.
 *
 * @param readAs - spellings of its columns that the query reads as another one
 */
export function scoringSqlHeader(scorecard: Scorecard, readAs: Spellings = {}): string {
	const lines = [
		`${scorecard.name}: points a lead gets, scored as Leadgauge scored it.`,
		`A rule that cannot be evaluated gives 0 points; excluded leads get NULL.`,
		...unscoredLines(scorecard),
		...spellingLines(readAs),
		...touchLines(scorecard)
	];
	return lines.map((line) => `-- ${line.replace(/[\r\n]+/g, ' ')}\n`).join('');
}

function unscoredLines({ nothingMatched }: Scorecard): string[] {
	return nothingMatched === 'no-score' ? ['Leads for whom no rule gives points get NULL too.'] : [];
}

/** The CRM itself may keep apart what the query reads as one. */
function spellingLines(readAs: Spellings): string[] {
	return Object.entries(readAs).map(([column, own]) => {
		const each = Object.entries(own).map(([from, to]) => `"${from}" as "${to}"`);
		return `Spellings of "${column}" that are read as one: ${each.join(', ')}.`;
	});
}

/** SQL over one table cannot hold the touches themselves: they have to be counted before. */
function touchLines(scorecard: Scorecard): string[] {
	const { features = [], signalWindowDays } = scorecard;
	if (features.length === 0) return [];
	return [
		'Touches are not in the table of leads. It needs these columns, counted from touches up to the decision time',
		`(creation + ${signalWindowDays} days), never from later ones:`,
		...features.map((feature) => `"${touchField(feature.id)}" = ${describeFeature(feature)}`),
		...rulesOf(scorecard)
			.filter(decaysPerTouch)
			.map((rule) => `"${eventsLeftColumn(rule)}" = ${leftOf(rule)}`)
	];
}

function leftOf(rule: ReturnType<typeof rulesOf>[number]): string {
	if (!isStepped(rule) || !rule.decay) return '';
	const { field, per, atMost, after = 0 } = rule.each;
	const counted = `every ${per === 1 ? '' : `${per}. `}touch of "${field}" from the ${after + per}. on, at most ${atMost} of them`;
	return `sum over ${counted}, each ${describeDecay(rule.decay)} by its age in whole days (1 = nothing lost)`;
}
