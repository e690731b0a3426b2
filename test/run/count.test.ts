import { describe, expect, it } from 'vitest';
import { addUp, closingLine, countReport, none, type Report } from './count.ts';

const empty: Report = {
	numPassedTests: 0,
	numFailedTests: 0,
	numPendingTests: 0,
	numTodoTests: 0,
	testResults: []
};

describe('the count of a run', () => {
	it('takes over what passed, failed and was left out', () => {
		const report = {
			...empty,
			numPassedTests: 5,
			numFailedTests: 2,
			numPendingTests: 1,
			numTodoTests: 1
		};
		expect(countReport(report, 1)).toEqual({ passed: 5, failed: 2, skipped: 2 });
	});

	it('counts a file that could not be loaded as a failure', () => {
		const testResults = [
			{ status: 'failed', assertionResults: [] },
			{ status: 'failed', assertionResults: [{ status: 'failed' }] },
			{ status: 'passed', assertionResults: [{ status: 'passed' }] }
		];
		const report = { ...empty, numPassedTests: 1, numFailedTests: 1, testResults };
		expect(countReport(report, 1)).toEqual({ passed: 1, failed: 2, skipped: 0 });
	});

	it('has failed when there is no report, no test, or an error that no test shows', () => {
		expect(countReport(null, 0).failed).toBe(1);
		expect(countReport(empty, 0).failed).toBe(1);
		expect(countReport({ ...empty, numPendingTests: 3 }, 0).failed).toBe(1);
		expect(countReport({ ...empty, numPassedTests: 3 }, 1)).toEqual({
			passed: 3,
			failed: 1,
			skipped: 0
		});
		expect(countReport({ ...empty, numPassedTests: 3 }, null).failed).toBe(1);
	});

	it('adds up to one plain line', () => {
		const counts = [
			{ ...none, passed: 1 },
			{ ...none, failed: 1 },
			{ passed: 40, failed: 0, skipped: 0 }
		];
		expect(closingLine(addUp(counts))).toBe('41 passed, 1 failed');
		expect(closingLine(addUp([...counts, { ...none, skipped: 2 }]))).toBe(
			'41 passed, 1 failed, 2 skipped'
		);
	});
});
