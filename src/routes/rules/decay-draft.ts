import type { Decay } from '#lib/domain/scorecard/decay.ts';
import { writeDecimal, type Locale } from './decimal-text.ts';

/** How points wear off, in fields; what the kind does not use waits for another one. */
export interface DecayDraft {
	/** Empty: they do not. */
	kind: '' | Decay['kind'];
	percent: string;
	everyDays: string;
	/** Days and what is left from then on: "30: 50; 90: 0". */
	steps: string;
	days: string;
	/** Field with the age in days; empty: every touch has its own. */
	age: string;
}

export const NO_DECAY: DecayDraft = {
	kind: '',
	percent: '25',
	everyDays: '30',
	steps: '30: 50; 90: 0',
	days: '90',
	age: ''
};

/** The fields that show a decay. */
export function decayDraft(decay: Decay | undefined, locale: Locale): DecayDraft {
	if (!decay) return { ...NO_DECAY };
	const { kind, age = '' } = decay;
	const text = (value: number) => writeDecimal(value, locale);
	switch (kind) {
		case 'linear':
			return {
				...NO_DECAY,
				kind,
				age,
				percent: text(decay.percent),
				everyDays: text(decay.everyDays)
			};
		case 'step': {
			const steps = decay.steps.map(
				({ afterDays, leftPercent }) => `${text(afterDays)}: ${text(leftPercent)}`
			);
			return { ...NO_DECAY, kind, age, steps: steps.join('; ') };
		}
		case 'expiry':
			return { ...NO_DECAY, kind, age, days: text(decay.days) };
	}
}
