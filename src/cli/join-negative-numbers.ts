/**
 * `--min -5` as a person writes it; `parseArgs` wants `--min=-5`.
 *
 * @example joinNegativeNumbers(['--min', '-5']) // ['--min=-5']
 */
export function joinNegativeNumbers(args: string[]): string[] {
	const joined: string[] = [];
	for (const arg of args) {
		const before = joined.at(-1);
		if (/^-\d/.test(arg) && before?.startsWith('--') && !before.includes('=')) {
			joined[joined.length - 1] = `${before}=${arg}`;
		} else joined.push(arg);
	}
	return joined;
}
