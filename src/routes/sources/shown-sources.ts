import type { PageData } from './$types';

/** The sources as the page reads them, and what it was asked for. */
export interface ShownSources {
	found: NonNullable<PageData['found']>;
	settings: NonNullable<PageData['desk']>['settings'];
}
