import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
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
	/** Statements that run at the same time, each on a connection of its own. Default 3. */
	connections?: number;
	/** Whether statements tell how far they are. */
	progress?: boolean;
}

export interface LockedInstance {
	instance: DuckDBInstance;
	/** All the connections there will be: settings of a connection cannot be made once it is locked. */
	connections: DuckDBConnection[];
}

/**
 * An in-memory instance that can reach nothing but the named folders: no extensions, no network, no other
 * paths, settings locked, times in UTC.
 *
 * The order matters: folders are refused once external access is off, and the time zone needs the instance.
 */
export async function createLocked(options: LockdownOptions): Promise<LockedInstance> {
	const instance = await DuckDBInstance.create(':memory:', createOptions(options));
	try {
		const connections = await connect(instance, options);
		const [first] = connections;
		await first.run(`SET GLOBAL TimeZone = 'UTC'`);
		await first.run(`SET allowed_directories = ${list(options.directories)}`);
		await first.run(`SET allowed_paths = ${list(options.files ?? [])}`);
		await first.run('SET enable_external_access = false');
		await first.run('SET lock_configuration = true');
		for (const connection of connections) await checkLocked(connection);
		return { instance, connections };
	} catch (error) {
		instance.closeSync();
		throw error;
	}
}

async function connect(
	instance: DuckDBInstance,
	{ connections = 3, progress = false }: LockdownOptions
): Promise<DuckDBConnection[]> {
	const opened: DuckDBConnection[] = [];
	for (let i = 0; i < connections; i++) {
		const connection = await instance.connect();
		if (progress) {
			await connection.run('SET enable_progress_bar = true');
			await connection.run('SET enable_progress_bar_print = false');
			await connection.run('SET progress_bar_time = 0');
		}
		opened.push(connection);
	}
	return opened;
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

/** Reads back what holds: some settings would hold for one connection only. */
async function checkLocked(connection: DuckDBConnection): Promise<void> {
	const names = Object.keys(LOCKED);
	const settings = names.map((name) => `current_setting('${name}')::VARCHAR`);
	const result = await connection.runAndReadAll(`SELECT ${settings.join(', ')}`);
	result.getRows()[0].forEach((found, i) => {
		const wanted = LOCKED[names[i]];
		if (found !== wanted) throw new Error(`lockdown: ${names[i]} is ${found}, not ${wanted}`);
	});
}

function list(paths: string[]): string {
	return `[${paths.map(quoteText).join(', ')}]`;
}
