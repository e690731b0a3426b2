/** The pages a reader can keep a view of, with those below them. */
const ROOTS = [
	'data',
	'rules',
	'calibrate',
	'compare',
	'export',
	'funnel',
	'sources',
	'roi',
	'leads'
];

/** @example isPagePath('/compare/differences') // true */
export function isPagePath(path: string): boolean {
	return path === '/' || ROOTS.includes(path.split('/')[1]);
}
