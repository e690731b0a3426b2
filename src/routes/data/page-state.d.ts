declare global {
	namespace App {
		interface PageState {
			/** What was done on the way here, to be said once. */
			said?: {
				what: 'imported' | 'deleted' | 'discarded' | 'cancelled';
				name: string;
				leads?: number;
				/** Several files, of which `name` lists the names. */
				several?: boolean;
			};
		}
	}
}

export {};
