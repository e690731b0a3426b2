import { DuckDBInstance } from '@duckdb/node-api';
import { quoteText } from './quote.ts';

export interface LockdownOptions {
	/** Folders whose files the engine may read and write. */
	directories: string[];
	/** Single files outside of them. */
	files?: string[];
	/** Where large sorts and joins spill. */
	spillDirectory: string;
	memoryLimitMb?: number;
	threads?: number;
}

/**
 * An in-memory instance that can reach nothing but the named folders: no extensions, no network, no other
 * paths, settings locked, times in UTC.
 *
 * The order matters: folders are refused once external access is off, and the time zone needs the instance.
 */
export async function createLocked(options: LockdownOptions): Promise<DuckDBInstance> {
	const instance = await DuckDBInstance.create(':memory:', createOptions(options));
	const connection = await instance.connect();
	try {
		await connection.run(`SET GLOBAL TimeZone = 'UTC'`);
		await connection.run(`SET allowed_directories = ${list(options.directories)}`);
		await connection.run(`SET allowed_paths = ${list(options.files ?? [])}`);
		await connection.run('SET enable_progress_bar = true');
		await connection.run('SET enable_progress_bar_print = false');
		await connection.run('SET progress_bar_time = 0');
		await connection.run('SET enable_external_access = false');
		await connection.run('SET lock_configuration = true');
		await checkLocked(instance);
		return instance;
	} catch (error) {
		instance.closeSync();
		throw error;
	} finally {
		connection.closeSync();
	}
}

function createOptions({ spillDirectory, memoryLimitMb, threads }: LockdownOptions) {
	return {
		autoinstall_known_extensions: 'false',
		autoload_known_extensions: 'false',
		allow_community_extensions: 'false',
		allow_persistent_secrets: 'false',
		preserve_insertion_order: 'true',
		temp_directory: spillDirectory,
		...(memoryLimitMb ? { memory_limit: `${Math.floor(memoryLimitMb)}MB` } : {}),
		...(threads ? { threads: String(threads) } : {})
	};
}

const LOCKED: Record<string, string> = {
	enable_external_access: 'false',
	lock_configuration: 'true',
	autoinstall_known_extensions: 'false',
	autoload_known_extensions: 'false',
	allow_community_extensions: 'false',
	TimeZone: 'UTC'
};

/** Read back on a connection of its own: some settings would hold for one connection only. */
async function checkLocked(instance: DuckDBInstance): Promise<void> {
	const connection = await instance.connect();
	for (const [name, wanted] of Object.entries(LOCKED)) {
		const result = await connection.runAndReadAll(`SELECT current_setting('${name}')::VARCHAR`);
		const found = result.getRows()[0][0];
		if (found !== wanted) throw new Error(`lockdown: ${name} is ${found}, not ${wanted}`);
	}
	connection.closeSync();
}

function list(paths: string[]): string {
	return `[${paths.map(quoteText).join(', ')}]`;
}
