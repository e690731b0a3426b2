import { allPages, type Page } from '#lib/ui/shell/pages.ts';

const LETTERS: Record<string, string> = {
	'/': 'o',
	'/data': 'd',
	'/rules': 'r',
	'/calibrate': 'c',
	'/compare': 'v',
	'/export': 'e',
	'/funnel': 'f',
	'/sources': 's',
	'/roi': 'i'
};

/** Pages with the letter that goes to them after `g`. */
export function lettered(): (Page & { letter: string })[] {
	return allPages.flatMap((page) => {
		return page.path in LETTERS ? [{ ...page, letter: LETTERS[page.path] }] : [];
	});
}
