import type { WholePoints } from '#lib/domain/calibration/whole-points.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

export type GranularityFindings = Pick<WholePoints, 'granularity' | 'leads' | 'wins'>;

/** Less than this is lost: more values of points stop paying. */
const ENOUGH = 0.01;

export function granularityCurveFacts(found: GranularityFindings, locale: Locale): Facts {
	const numbers = numbersIn(locale);
	const label = (text: (inputs: object, options: { locale: Locale }) => string) =>
		text({}, { locale });
	return {
		title: titleOf(found, locale),
		note: m.chart_granularity_note(
			{ leads: numbers.count(found.leads), wins: numbers.count(found.wins) },
			{ locale }
		),
		table: {
			columns: [
				{ label: label(m.chart_granularity_reach), kind: 'points' },
				{ label: label(m.chart_granularity_share), kind: 'rate', digits: 3 },
				{ label: label(m.chart_granularity_gap), kind: 'decimal', digits: 2 }
			],
			rows: found.granularity.map(({ reach, gapShare, gap }) => [reach, gapShare, gap])
		},
		file: 'granularity'
	};
}

/** The smallest range that loses less than a hundredth, else the largest. */
function titleOf({ granularity }: GranularityFindings, locale: Locale): string {
	const measured = granularity.filter(({ gapShare }) => gapShare !== null);
	if (measured.length === 0) return m.chart_empty({}, { locale });
	const numbers = numbersIn(locale);
	const enough = measured.find(({ gapShare }) => gapShare! < ENOUGH);
	const { reach, gapShare } = enough ?? measured[measured.length - 1];
	const told = { reach: numbers.points(reach), share: lostShare(gapShare!, locale) };
	return enough
		? m.chart_granularity_title(told, { locale })
		: m.chart_granularity_title_all(told, { locale });
}

/** Two digits that say something: 7.4 %, 0.59 %, 0.009 %. */
export function lostShare(share: number, locale: Locale): string {
	const digits = share >= 0.01 ? 1 : share >= 0.001 ? 2 : 3;
	return numbersIn(locale).percent(share, digits);
}
