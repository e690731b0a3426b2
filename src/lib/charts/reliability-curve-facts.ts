import type { Evaluation } from '#lib/domain/calibration/calibration.ts';
import type { ConsistencyBand } from '#lib/domain/evaluation/consistency-band.ts';
import type { ReliabilityBlock } from '#lib/domain/evaluation/reliability.ts';
import { drawnScores, type DrawnScore, type DrawnScores } from '#lib/charts/drawn-scores.ts';
import type { Facts, Words } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { onLeads } from '#lib/charts/score-label.ts';
import * as m from '#lib/paraglide/messages.js';

/** The two cards whose reliability is drawn, the one with its band first. */
export const reliableScores = ['calibrated', 'current'] as const;

/** One step of a reliability curve with where it may lie by chance. */
export interface ReliabilityStep extends ReliabilityBlock {
	label: string;
	chance: [number, number];
}

/** The drawn steps of a score. */
export function reliabilitySteps({ label, of }: DrawnScore): ReliabilityStep[] {
	const { blocks, band } = of.reliability;
	return blocks.map((block) => ({ ...block, label, chance: chanceAt(band, block.predicted) }));
}

export function reliabilityCurveFacts(evaluation: Evaluation, locale: Locale): Facts {
	const drawn = drawnScores(evaluation, locale, reliableScores);
	const on = onLeads(evaluation, numbersIn(locale).count, locale);
	const words = {
		title: titleOf(drawn.scores[0], locale),
		note: m.chart_reliability_note({ on }, { locale })
	};
	return reliabilityFactsOf(drawn, words, locale);
}

/** The same for any scores, in words of their own. */
export function reliabilityFactsOf({ scores }: DrawnScores, words: Words, locale: Locale): Facts {
	const label = (text: (inputs: object, options: { locale: Locale }) => string) =>
		text({}, { locale });
	return {
		...words,
		table: {
			columns: [
				{ label: label(m.chart_score), kind: 'text' },
				{ label: label(m.chart_reliability_from), kind: 'rate', digits: 1 },
				{ label: label(m.chart_to_with), kind: 'rate', digits: 1 },
				{ label: label(m.chart_bands_x), kind: 'rate', digits: 1 },
				{ label: label(m.chart_bands_y), kind: 'rate', digits: 1 },
				{ label: label(m.chart_reliability_low), kind: 'rate', digits: 1 },
				{ label: label(m.chart_reliability_high), kind: 'rate', digits: 1 },
				{ label: label(m.chart_leads), kind: 'count' },
				{ label: label(m.chart_won), kind: 'count' }
			],
			rows: scores
				.flatMap(reliabilitySteps)
				.map((step) => [
					step.label,
					step.from,
					step.to,
					step.predicted,
					step.observed,
					...step.chance,
					step.leads,
					step.wins
				])
		},
		file: 'reliability'
	};
}

/** For how many leads the prediction holds within chance, 0..1; null without leads. */
export function shareWithinChance(score: DrawnScore): number | null {
	const steps = reliabilitySteps(score);
	const sum = (some: ReliabilityStep[]) => some.reduce((total, { leads }) => total + leads, 0);
	return sum(steps) === 0 ? null : sum(steps.filter(withinChance)) / sum(steps);
}

function titleOf(score: DrawnScore, locale: Locale): string {
	const share = shareWithinChance(score);
	if (share === null) return m.chart_empty({}, { locale });
	return m.chart_reliability_title({ share: numbersIn(locale).percent(share, 0) }, { locale });
}

function withinChance({ observed, chance: [lower, upper] }: ReliabilityStep): boolean {
	const speck = 1e-9;
	return observed >= lower - speck && observed <= upper + speck;
}

/** The band at a probability, straight between its points. */
function chanceAt(band: ConsistencyBand[], probability: number): [number, number] {
	const after = band.findIndex((point) => point.probability >= probability);
	if (after <= 0) {
		const edge = after === 0 ? band[0] : band[band.length - 1];
		return [edge.lower, edge.upper];
	}
	const [from, to] = [band[after - 1], band[after]];
	const share = (probability - from.probability) / (to.probability - from.probability);
	const between = (a: number, b: number) => a + share * (b - a);
	return [between(from.lower, to.lower), between(from.upper, to.upper)];
}
