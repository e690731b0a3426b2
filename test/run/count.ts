export interface Count {
	passed: number;
	failed: number;
	skipped: number;
}

export const none: Count = { passed: 0, failed: 0, skipped: 0 };

export function addUp(counts: Count[]): Count {
	return counts.reduce(
		(sum, { passed, failed, skipped }) => ({
			passed: sum.passed + passed,
			failed: sum.failed + failed,
			skipped: sum.skipped + skipped
		}),
		none
	);
}

export function closingLine({ passed, failed, skipped }: Count): string {
	return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

/** What vitest's JSON report says of a run. */
export interface Report {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numTodoTests: number;
	testResults: { status: string; assertionResults: { status: string }[] }[];
}

/**
 * Counts a run of vitest. A file that failed without a failed test (it could not be loaded, or its
 * set-up failed) is a failure; so is a run of no tests, a missing report, and a run that ended badly
 * for a reason no test shows (an unhandled error).
 */
export function countReport(report: Report | null, exitCode: number | null): Count {
	if (!report) return { ...none, failed: 1 };
	const broken = report.testResults.filter(
		(file) =>
			file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')
	);
	const passed = report.numPassedTests;
	const failed = report.numFailedTests + broken.length;
	const skipped = report.numPendingTests + report.numTodoTests;
	const unexplained = failed === 0 && (exitCode !== 0 || passed === 0);
	return { passed, failed: unexplained ? 1 : failed, skipped };
}
