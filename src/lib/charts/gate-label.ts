import type { Gate } from '#lib/domain/calibration/calibration.ts';
import type { GateName } from '#lib/domain/calibration/gate-choices.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/** MQL or SQL. */
export function gateLabel(gate: GateName, locale: Locale): string {
	return (gate === 'mql' ? m.chart_mql : m.chart_sql)({}, { locale });
}

/** How a gate was chosen, as words behind its name: "by capacity". */
export function gateRuleLabel(rule: Gate['rule'], locale: Locale): string {
	const label = {
		card: m.gates_rule_card,
		'same-volume': m.gates_rule_same_volume,
		capacity: m.gates_rule_capacity,
		cost: m.gates_rule_cost,
		precision: m.gates_rule_precision,
		joint: m.gates_rule_joint
	};
	return label[rule]({}, { locale });
}
