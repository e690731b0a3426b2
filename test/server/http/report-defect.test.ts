import { afterEach, describe, expect, it, vi } from 'vitest';
import { reportDefect, withoutPersonalValues } from '#lib/server/http/report-defect.ts';

afterEach(() => vi.restoreAllMocks());

function logged(error: unknown) {
	const log = vi.spyOn(console, 'error').mockImplementation(() => {});
	const id = reportDefect(error, { method: 'POST', route: '/datasets/[id]' });
	return { id, text: log.mock.calls.flat().join('\n') };
}

describe('a defect in the log', () => {
	it('stands under the id the screen shows, with stack and causes', () => {
		const cause = new TypeError('points is undefined');
		const { id, text } = logged(new Error('rules: no points', { cause }));
		expect(id).toMatch(/^[0-9a-f]{8}$/);
		expect(text).toContain(`${id} POST /datasets/[id]`);
		expect(text).toContain('rules: no points');
		expect(text).toContain('caused by TypeError: points is undefined');
		expect(text).toContain('report-defect.test.ts');
	});

	it('may be anything that can be thrown', () => {
		expect(logged('just text').text).toContain('just text');
		expect(logged(undefined).text).toContain('undefined');
	});

	it('names nobody from a user’s file', () => {
		const messages = [
			`Conversion Error: Could not convert string 'anna@example.com' to INT32`,
			'Invalid Input Error: Error when casting "Anna Müller" in line 7',
			'Duplicate key "id: anna.mueller+x@mail.example.de"',
			'CSV Error on Line: 3\nOriginal Line: 17;Anna Müller;anna@example.com\nExpected 4 columns',
			'no lead for anna@example.com, +49 170 1234567'
		];
		for (const message of messages) {
			const { text } = logged(new Error(message));
			expect(text).not.toMatch(/anna|müller|1234567/i);
		}
	});

	it('keeps what tells where it happened', () => {
		const line = `    at fit (/srv/leadgauge/src/lib/domain/logistic/fit-logistic.ts:120:17)`;
		expect(withoutPersonalValues(line)).toBe(line);
	});
});
