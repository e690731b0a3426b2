/** Puts the cursor into the filter of the page; says whether there is one. */
export function focusFilter(): boolean {
	const room = document.querySelector<HTMLDetailsElement>('main details.filters');
	if (room) room.open = true;
	const field =
		room?.querySelector<HTMLElement>('[name="filter-column"]') ??
		room?.querySelector<HTMLElement>('input:not([type=hidden]), select') ??
		document.querySelector<HTMLElement>('main input[type=search]');
	field?.focus();
	return field !== null && field !== undefined;
}
