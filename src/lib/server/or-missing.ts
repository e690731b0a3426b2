import { isWorkbenchError } from './workbench-error.ts';

/**
 * What is found, or null where it is not there. Only failures of these codes mean that; every other one is thrown on.
 *
 * @example await orMissing(findUpload(workspace, id), 'upload-not-found')
 */
export async function orMissing<T>(found: Promise<T>, ...codes: string[]): Promise<T | null> {
	try {
		return await found;
	} catch (error) {
		if (isWorkbenchError(error) && codes.includes(error.code)) return null;
		throw error;
	}
}
