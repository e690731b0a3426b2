declare global {
	namespace App {
		interface Error {
			message: string;
			/** Short id under which the log holds the whole story. */
			id?: string;
			hint?: string;
		}
		interface Locals {
			locale: 'en' | 'de';
			theme: 'light' | 'dark' | 'system';
			/** Status of the answer when a page ended in a refusal rather than in a defect. */
			refusedWith?: number;
		}
	}
}

export {};
