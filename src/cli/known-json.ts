import type { NotMeasured } from '#lib/domain/units.ts';
import { reasonSentence } from '#lib/server/sentences.ts';

/** A figure that is not there. */
export interface Unknown {
	/** Where it would stand, such as `view.steps[2].daysFromEntry`. */
	at: string;
	reason: string;
	message: string;
}

/**
 * Figures as `--json` prints them: a measured one as it is, one that is not measured as null, and beside them a list that says
 * why, in the order of the figures.
 *
 * @example knownJson({ p90: { measured: true, days: 4 } }).value // { p90: { days: 4 } }
 */
export function knownJson(figures: object): { value: object; unknown: Unknown[] } {
	const unknown: Unknown[] = [];
	const known = (value: unknown, at: string): unknown => {
		if (Array.isArray(value)) return value.map((each, i) => known(each, `${at}[${i}]`));
		if (typeof value !== 'object' || value === null) return value;
		if ('measured' in value && value.measured === false) {
			const { reason, params } = value as NotMeasured;
			unknown.push({ at, reason, message: reasonSentence({ reason, params }, 'en') });
			return null;
		}
		const entries = Object.entries(value).filter(([name]) => name !== 'measured');
		return Object.fromEntries(
			entries.map(([name, each]) => [name, known(each, at ? `${at}.${name}` : name)])
		);
	};
	return { value: known(figures, '') as object, unknown };
}
