import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fixture } from '../../reference/table.ts';

/** Three scores of made-up leads (a card with ties, a poor one, a probability), and what R says of them. */
export function generatedScores() {
	const leads = fixture('generated-leads.csv');
	const scores = fixture('generated-scores.csv');
	const cell = Uint32Array.from({ length: leads.rows }, (_, i) => i);
	const n = new Float64Array(leads.rows).fill(1);
	const k = leads.numbers('won');
	return {
		card: scores.numbers('card'),
		old: scores.numbers('old'),
		model: scores.numbers('model'),
		n,
		k,
		accounts: { cluster: leads.numbers('account'), cell, n, k }
	};
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- vectors and matrices by name
export function scoresOfR(): any {
	const file = resolve(import.meta.dirname, '../../fixtures/generated-scores.json');
	return JSON.parse(readFileSync(file, 'utf8'));
}
