/** What keeps an import from going on, in the language of the page. */
export interface Trouble {
	code: string;
	message: string;
	hint?: string;
	/** Where several things are wrong at once, each of them. */
	details: string[];
}
