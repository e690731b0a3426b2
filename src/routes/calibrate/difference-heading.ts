import type { PairedDifference } from '#lib/domain/evaluation/paired-difference.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Format } from '#lib/ui/format.ts';

/** Calibrated points against today's in one sentence: which rank better, by how much, how sure. */
export function differenceHeading(
	{ difference, ci, p }: PairedDifference,
	leads: number,
	f: Format,
	on: 'all' | 'worked' = 'all'
): string {
	const words = {
		leads: f.count(leads),
		difference: f.signed(difference, 3),
		interval: f.interval(ci, (end) => f.decimal(end, 3))
	};
	const sentences =
		on === 'all'
			? [m.compare_heading_better, m.compare_heading_worse, m.compare_heading_same]
			: [m.compare_worked_heading, m.compare_worked_heading_worse, m.compare_worked_heading_same];
	const [better, worse, same] = sentences;
	if (p >= 0.05) return same(words);
	return difference > 0 ? better(words) : worse(words);
}
