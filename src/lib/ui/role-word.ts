import * as m from '#lib/paraglide/messages.js';

/** The role of a column in the language of the page; one without a word stands as it is. */
export function roleWord(role: string): string {
	return words[role]?.() ?? role;
}

const words: Record<string, (() => string) | undefined> = {
	id: m.data_role_id,
	createdAt: m.data_role_created_at,
	source: m.data_role_source,
	outcome: m.data_role_outcome,
	wonAt: m.data_role_won_at,
	lostAt: m.data_role_lost_at,
	value: m.data_role_value,
	order: m.data_role_order,
	account: m.data_role_account,
	workedAt: m.data_role_worked_at,
	acceptedAt: m.data_role_accepted_at,
	email: m.several_word_email,
	owner: m.several_word_owner,
	rejectedReason: m.several_word_rejected_reason,
	optIn: m.several_word_opt_in,
	score: m.several_word_score,
	scoreAt: m.several_word_score_at,
	closedAt: m.several_word_closed_at,
	stage: m.several_word_stage
};
