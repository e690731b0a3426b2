import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Term } from '#lib/domain/logistic/design-from-terms.ts';
import { fixture } from '../../reference/table.ts';

/** Made-up leads of 80 accounts, and what R says of them (test/fixtures/generated-leads.R). */
export function generatedLeads() {
	const table = fixture('generated-leads.csv');
	const industry = table.text('industry');
	const levels = [...new Set(industry)];
	const number = (name: string): Term => ({ kind: 'number', name, values: table.numbers(name) });
	const terms: Term[] = [
		{
			kind: 'category',
			name: 'industry',
			level: industry.map((each) => levels.indexOf(each)),
			levels
		},
		...['employees', 'visits', 'demo', 'year'].map(number)
	];
	const n = new Float64Array(table.rows).fill(1);
	return { terms, n, k: table.numbers('won'), account: table.numbers('account') };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- vectors and matrices by name
export function resultsOfR(): any {
	const file = resolve(import.meta.dirname, '../../fixtures/generated-leads.json');
	return JSON.parse(readFileSync(file, 'utf8'));
}
