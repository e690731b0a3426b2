import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { unknownFields } from '#lib/domain/scorecard/unknown-fields.ts';
import * as m from '#lib/paraglide/messages.js';
import { format } from '#lib/ui/format.ts';

/** What there is to know first about a card on these leads, as a sentence. */
export function headlineOf(
	card: Scorecard,
	found: {
		columns: string[];
		counts: { leads: number; rules: ({ leads: number } | null)[] } | null;
		/** Whether leads can be told mature. */
		dated: boolean;
	}
): string {
	const f = format();
	const all = rulesOf(card).length;
	const rules = f.count(all);
	if (all === 0) return m.rules_headline_none();
	const unknown = unknownFields(card, found.columns).length;
	if (unknown > 0) return m.rules_headline_unknown({ unknown, unknownText: f.count(unknown) });
	const groups = card.groups.length;
	const size = { rulesCount: all, rules, groupsCount: groups, groups: f.count(groups) };
	if (!found.counts) return m.rules_headline_size(size);
	const fires = found.counts.rules.map((rule) => rule?.leads ?? 0);
	const text = f.count(found.counts.leads);
	const leads = found.dated
		? m.rules_mature_leads({ leads: text })
		: m.rules_all_leads({ leads: text });
	const never = fires.filter((count) => count === 0).length;
	if (never > 0) return m.rules_headline_never({ never, neverText: f.count(never), rules, leads });
	const [least, most] = [Math.min(...fires), Math.max(...fires)].map(f.count);
	if (all === 1) return m.rules_headline_one({ leads, most });
	return m.rules_headline({ ...size, leads, least, most });
}
