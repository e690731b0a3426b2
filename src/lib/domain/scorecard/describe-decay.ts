import type { Decay } from './decay.ts';

/**
 * How points wear off, in plain words for files that cannot hold it.
 * @example describeDecay({ kind: 'linear', percent: 25, everyDays: 30 }) // 'losing 25 % every 30 days'
 */
export function describeDecay(decay: Decay): string {
	switch (decay.kind) {
		case 'linear':
			return `losing ${decay.percent} % every ${decay.everyDays} days`;
		case 'step':
			return decay.steps
				.map(({ afterDays, leftPercent }) => `${leftPercent} % from day ${afterDays} on`)
				.join(', ');
		case 'expiry':
			return `worth nothing from day ${decay.days} on`;
	}
}
