const STORED = 'leadgauge-single-keys';

/** Whether `?`, `/` and `g` are shortcuts; whoever dictates or presses keys by accident turns them off. */
export function singleKeysOn(): boolean {
	return stored() !== 'off';
}

export function turnSingleKeys(on: boolean): void {
	try {
		if (on) localStorage.removeItem(STORED);
		else localStorage.setItem(STORED, 'off');
	} catch {
		// A browser that keeps nothing goes on with the usual keys.
	}
}

function stored(): string | null {
	try {
		return localStorage.getItem(STORED);
	} catch {
		return null;
	}
}
