/** Endings of files that can be read; what else stands in a folder is left alone. */
const READABLE = /\.(csv|txt|tsv|tab|xlsx|xlsm|json|ndjson|jsonl|parquet)(\.gz)?$/i;

/**
 * The files of a folder that can be read, in the order of their names; hidden ones and those of other kinds are left.
 *
 * @example readableFiles([new File([], 'a.csv'), new File([], 'notes.md')]).map(({ name }) => name) // ['a.csv']
 */
export function readableFiles(files: File[]): File[] {
	return files
		.filter(({ name }) => READABLE.test(name) && !name.startsWith('.'))
		.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** What was dropped: files as they are, and of folders everything in them that can be read. */
export async function droppedFiles(transfer: DataTransfer | null): Promise<File[]> {
	// Entries are gone once this turn has ended.
	const entries = [...(transfer?.items ?? [])].map((item) => item.webkitGetAsEntry());
	const files = [...(transfer?.files ?? [])];
	if (!entries.some((entry) => entry?.isDirectory)) return files;
	const found = await Promise.all(entries.map((entry) => (entry ? filesIn(entry) : [])));
	return readableFiles(found.flat());
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
	if (entry.isFile) {
		return [
			await new Promise<File>((resolve, reject) =>
				(entry as FileSystemFileEntry).file(resolve, reject)
			)
		];
	}
	const reader = (entry as FileSystemDirectoryEntry).createReader();
	const files: File[] = [];
	// A folder is handed out a hundred entries at a time.
	for (;;) {
		const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
			reader.readEntries(resolve, reject)
		);
		if (some.length === 0) return files;
		for (const each of some) files.push(...(await filesIn(each)));
	}
}
