import { MONEY_TERMS, QUALITY_TERMS } from '#lib/domain/sources/figure-terms.ts';
import { figureFormula } from '#lib/charts/source-figure-words.ts';

/** How each figure is calculated, one line a figure. */
export function formulasText(): string {
	return [...QUALITY_TERMS, ...MONEY_TERMS]
		.map(({ figure }) => `  ${figure.padEnd(16)} ${figureFormula(figure, 'en')}`)
		.join('\n');
}
