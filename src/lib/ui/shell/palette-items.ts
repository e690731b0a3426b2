import { filterText, readFilters } from '#lib/domain/query/filter-text.ts';
import * as m from '#lib/paraglide/messages.js';
import { filtersOf, href, switchHref } from '#lib/ui/links.ts';
import { resetHref } from '#lib/ui/reset-href.ts';
import type { Context } from './context.ts';
import type { FoundInData } from './found-in-data.ts';
import { lettered } from './page-letters.ts';
import { allPages } from './pages.ts';
import type { SavedViewLink } from './saved-view-link.ts';

export type PaletteGroup = 'pages' | 'views' | 'actions' | 'rules' | 'sources' | 'leads';

/** Something the palette leads to or does. */
export interface PaletteItem {
	/** Its own among all. */
	id: string;
	group: PaletteGroup;
	label: string;
	/** Said beside it, muted. */
	note?: string;
	/** Further words that find it. */
	words?: string;
	does: { go: string } | { load: string } | 'copy-link' | 'save-view' | 'shortcuts';
}

interface Standing {
	url: URL;
	context: Context | null;
	theme: string;
	locale: string;
}

/** What there is without asking the server. */
export function paletteItems(standing: Standing, views: SavedViewLink[]): PaletteItem[] {
	return [
		...pageItems(standing.url),
		...views.map(({ id, name, note, address }): PaletteItem => {
			return { id: `view-${id}`, group: 'views', label: name, note, does: { go: address } };
		}),
		...actionItems(standing),
		...ruleItems(standing)
	];
}

/** What the leads hold of a text. */
export function foundItems(url: URL, found: FoundInData): PaletteItem[] {
	const { leadField, sourceField } = found;
	const sources = sourceField === null ? [] : found.sources;
	const leads = leadField === null ? [] : found.leads;
	return [
		...sources.map(({ source }): PaletteItem => {
			const go = sourceHref(url, sourceField!, source);
			return { id: `source-${source}`, group: 'sources', label: source, does: { go } };
		}),
		...leads.map((lead): PaletteItem => {
			const alone = { set: 'all', from: null, to: null, filter: [filterText(leadField!, lead)] };
			const go = href(url, '/leads', alone);
			return { id: `lead-${lead}`, group: 'leads', label: lead, does: { go } };
		})
	];
}

function pageItems(url: URL): PaletteItem[] {
	const letters = new Map(lettered().map(({ path, letter }) => [path, letter]));
	return allPages.map(({ path, label }) => {
		const letter = letters.get(path);
		const note = letter ? `g ${letter}` : undefined;
		return {
			id: `page-${path}`,
			group: 'pages',
			label: label(),
			note,
			does: { go: href(url, path) }
		};
	});
}

function actionItems({ url, theme, locale }: Standing): PaletteItem[] {
	const action = (
		id: string,
		label: string,
		does: PaletteItem['does'],
		words = ''
	): PaletteItem => {
		return { id: `action-${id}`, group: 'actions', label, words, does };
	};
	const reset = resetHref(url);
	const languages = { en: m.palette_to_english(), de: m.palette_to_german() };
	const other = locale === 'de' ? 'en' : 'de';
	const themes = {
		light: m.palette_light(),
		dark: m.palette_dark(),
		system: m.palette_system()
	} as const;
	return [
		...(reset ? [action('reset', m.views_reset(), { go: reset })] : []),
		action('copy', m.shell_copy_link(), 'copy-link'),
		action('save', m.views_save_this(), 'save-view'),
		action('lang', languages[other], { load: switchHref(url, 'lang', other) }, 'Deutsch English'),
		...(['light', 'dark', 'system'] as const)
			.filter((each) => each !== theme)
			.map((each) => {
				const does = { load: switchHref(url, 'theme', each) };
				return action(each, themes[each], does, m.shell_theme());
			}),
		action('shortcuts', m.palette_shortcuts(), 'shortcuts')
	];
}

function ruleItems({ url, context }: Standing): PaletteItem[] {
	const groups = context?.scorecard?.groups ?? [];
	return groups.flatMap((group) =>
		group.rules.map(({ id, label }): PaletteItem => {
			const does = { go: `${href(url, '/rules')}#rule-${encodeURIComponent(id)}` };
			return { id: `rule-${id}`, group: 'rules', label, note: group.label, does };
		})
	);
}

const BY_SOURCE = ['/funnel', '/sources', '/roi'];

/** The page in use, or the one of the sources, with the leads of one source. */
function sourceHref(url: URL, field: string, source: string): string {
	const kept = filtersOf(url).filter((text) => {
		const read = readFilters([text]);
		return Array.isArray(read) && read.every((filter) => filter.field !== field);
	});
	const filter = [...kept, filterText(field, source)];
	const here = BY_SOURCE.find((path) => path === url.pathname);
	const there = ['/sources', '/funnel'].find((path) => allPages.some((page) => page.path === path));
	const path = here ?? there;
	return path ? href(url, path, { filter }) : href(url, '/leads', { set: 'all', filter });
}
