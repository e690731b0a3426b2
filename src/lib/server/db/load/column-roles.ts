import { isDated, isFlag, type Mapping } from '#lib/domain/mapping/mapping.ts';

/** The roles that a column of the leads plays in a mapping. */
export function columnRoles(name: string, mapping: Mapping): string[] {
	const { outcome, stages = [] } = mapping;
	const played: Record<string, string | null | undefined> = {
		id: mapping.id,
		createdAt: mapping.createdAt,
		source: mapping.source,
		value: mapping.value,
		order: mapping.order,
		account: mapping.account,
		workedAt: mapping.workedAt,
		acceptedAt: mapping.acceptedAt,
		email: mapping.email,
		owner: mapping.owner,
		rejectedReason: mapping.rejectedReason,
		optIn: mapping.optIn,
		score: mapping.score,
		scoreAt: mapping.scoreAt,
		...(isDated(outcome) ? { wonAt: outcome.wonAt, lostAt: outcome.lostAt } : {}),
		...(isFlag(outcome) ? { outcome: outcome.column, closedAt: outcome.at } : {})
	};
	const roles = Object.keys(played).filter((role) => played[role] === name);
	return stages.some(({ column }) => column === name) ? [...roles, 'stage'] : roles;
}
