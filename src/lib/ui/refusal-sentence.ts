import type { Refusal } from '#lib/domain/calibration/calibration.ts';
import * as m from '#lib/paraglide/messages.js';
import { format } from '#lib/ui/format.ts';

/** Why a rule got no weight, as a sentence in the language of the page. */
export function refusalSentence({ reason, params }: Refusal): string {
	const leads = typeof params.leads === 'number' ? format().count(params.leads) : '';
	const others = String(params.with ?? '');
	switch (reason) {
		case 'no-wins-with':
			return m.refused_no_wins_with({ leads });
		case 'only-wins-with':
			return m.refused_only_wins_with({ leads });
		case 'no-wins-without':
			return m.refused_no_wins_without();
		case 'only-wins-without':
			return m.refused_only_wins_without();
		case 'aliased':
			return m.refused_aliased({ with: others });
		case 'separated-jointly':
			return others
				? m.refused_separated_jointly({ with: others })
				: m.refused_separated_jointly_alone();
		case 'never-fires':
			return m.refused_never_fires();
		case 'always-fires':
			return m.refused_always_fires();
		case 'not-evaluable':
			return m.refused_not_evaluable();
		default:
			return m.refused_other();
	}
}
