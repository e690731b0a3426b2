import type { RuleResult } from '#lib/domain/calibration/calibration.ts';
import type { ForestPicture, ForestPictureRow } from '#lib/charts/forest-picture.ts';
import { colour } from '#lib/charts/palette.ts';
import * as m from '#lib/paraglide/messages.js';
import { pointsAxis } from '#lib/ui/forest/axis.ts';
import { verdicts } from '#lib/ui/forest/verdict.ts';
import { format } from '#lib/ui/format.ts';

/** What the forest table shows, in its order, for a picture. */
export function forestPictureOf(
	sections: { group: string; rules: RuleResult[] }[],
	shrunk: boolean
): ForestPicture {
	const f = format();
	const teal = colour('calibrated');
	return {
		title: m.forest_caption(),
		axis: pointsAxis(sections.flatMap(({ rules }) => rules)),
		tick: f.points,
		columns: [
			m.forest_rule(),
			m.forest_change(),
			m.forest_leads(),
			m.forest_wins(),
			m.forest_lift(),
			m.forest_adjusted(),
			m.forest_verdict()
		],
		rows: sections.flatMap(({ group, rules }) => rules.map((rule) => rowOf(rule, group))),
		key: [
			{ label: m.forest_key_today(), colour: colour('today'), mark: 'bar' },
			{ label: m.forest_key_calibrated(), colour: teal, mark: 'dot' },
			...(shrunk
				? [{ label: m.forest_key_alone(), colour: teal, mark: 'line' as const, dash: '2 3' }]
				: [])
		]
	};
}

function rowOf(rule: RuleResult, group: string): ForestPictureRow {
	const f = format();
	const times = (lift: number | null) => (lift === null ? '–' : f.times(lift));
	const { sign, word, acts } = verdicts[rule.verdict];
	const points = rule.calibratedPoints === null ? '–' : f.points(rule.calibratedPoints);
	return {
		group,
		label: rule.label,
		today: rule.points,
		calibrated: rule.refused ? null : rule.pointsEstimate,
		interval: rule.atPrior ? null : rule.pointsCi,
		alone: rule.unshrunk?.pointsCi ?? null,
		cells: [
			`${f.points(rule.points)} → ${points}`,
			f.count(rule.leads),
			f.count(rule.wins),
			times(rule.lift),
			times(rule.adjustedLift),
			`${sign} ${word()}`
		],
		acts
	};
}
