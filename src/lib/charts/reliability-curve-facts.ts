import type { Evaluation } from '#lib/domain/calibration/calibration.ts';
import type { ConsistencyBand } from '#lib/domain/evaluation/consistency-band.ts';
import type { ReliabilityBlock } from '#lib/domain/evaluation/reliability.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { onLeads, scoreLabel } from '#lib/charts/score-label.ts';
import * as m from '#lib/paraglide/messages.js';

/** The two cards whose reliability is drawn. */
export const reliableScores = ['current', 'calibrated'] as const;

/** One step of a reliability curve with where it may lie by chance. */
export interface ReliabilityStep extends ReliabilityBlock {
	score: (typeof reliableScores)[number];
	chance: [number, number];
}

/** The drawn steps of both cards. */
export function reliabilitySteps(evaluation: Evaluation): ReliabilityStep[] {
	return reliableScores.flatMap((score) => {
		const { blocks, band } = evaluation[score].reliability;
		return blocks.map((block) => ({ ...block, score, chance: chanceAt(band, block.predicted) }));
	});
}

export function reliabilityCurveFacts(evaluation: Evaluation, locale: Locale): Facts {
	const numbers = numbersIn(locale);
	const steps = reliabilitySteps(evaluation);
	const label = (text: (inputs: object, options: { locale: Locale }) => string) =>
		text({}, { locale });
	return {
		title: titleOf(
			steps.filter(({ score }) => score === 'calibrated'),
			locale
		),
		note: m.chart_reliability_note({ on: onLeads(evaluation, numbers.count, locale) }, { locale }),
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
			rows: steps.map((step) => [
				scoreLabel(step.score, locale),
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

/** Says for how many leads the prediction holds within chance. */
function titleOf(steps: ReliabilityStep[], locale: Locale): string {
	const sum = (some: ReliabilityStep[]) => some.reduce((total, { leads }) => total + leads, 0);
	if (sum(steps) === 0) return m.chart_empty({}, { locale });
	const share = sum(steps.filter(withinChance)) / sum(steps);
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
