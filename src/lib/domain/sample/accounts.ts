import type { Draw } from './draw.ts';

/** A made-up company. Colleagues share it. */
export interface Account {
	/** Its domain, under the reserved top level `.example`; null where the lead named no company. */
	name: string | null;
	industry: string;
	industryKnown: boolean;
	employees: number;
	employeesKnown: boolean;
	country: string;
	/** Minute in which its newest deal was or will be won. */
	dealAt: number | null;
}

/** Share of leads with a company that join an account of the past weeks. */
const COLLEAGUES = 0.15;

const INDUSTRIES = [
	['manufacturing', 21],
	['logistics', 13],
	['wholesale', 12],
	['software', 14],
	['professional services', 14],
	['healthcare', 9],
	['construction', 9],
	['energy', 6.5],
	['public sector', 1.5]
] as const;
const COUNTRIES = [
	['DE', 62],
	['AT', 10],
	['CH', 8],
	['NL', 7],
	['PL', 5],
	['FR', 4],
	['IT', 2.8],
	['US', 0.8],
	['IN', 0.4]
] as const;
const TRADES: Record<string, string> = {
	manufacturing: 'maschinenbau',
	logistics: 'logistik',
	wholesale: 'handel',
	software: 'software',
	'professional services': 'beratung',
	healthcare: 'klinik',
	construction: 'bau',
	energy: 'energie',
	'public sector': 'amt'
};
const STEMS =
	'linden eichen falken neckar elb donau isar spree weser saale harz rhoen taunus eifel birken buchen erlen ahorn otter biber kranich reiher hirsch luchs dachs stein sand moor heide see wald wiesen mond stern nord sued ost west alt neu'.split(
		' '
	);
const ENDINGS =
	'tal hof werk berg feld bach brueck furt burg dorf hain horst kamp loh mark ried rode stedt wang zell au eck grund heim holz kirch leben ort see tor'.split(
		' '
	);
const COMPETITOR = 'scorewerk.example';

/**
 * The companies of the leads. Remembers the newest accounts (about four weeks' worth, 20,000 at most), so
 * that memory does not grow with the number of leads.
 */
export class Accounts {
	#draw: Draw;
	#recent: Account[] = [];
	#capacity: number;
	#made = 0;

	constructor(leads: number, draw: Draw) {
		this.#draw = draw;
		this.#capacity = Math.min(20_000, Math.max(20, Math.round(leads / 30)));
	}

	/** The account of the next lead: of a colleague, or a new one. */
	next(): Account {
		if (this.#recent.length > 0 && this.#draw.chance(COLLEAGUES)) {
			return this.#recent[this.#draw.below(this.#recent.length)];
		}
		const account = this.#new(0.06, 0.08);
		account.name = domain(this.#made, account.industry);
		this.#recent[this.#made % this.#capacity] = account;
		this.#made++;
		return account;
	}

	/** A company the lead did not name; less is known of it. */
	unnamed(): Account {
		return this.#new(0.35, 0.45);
	}

	/** The one competitor; it sends its own people to look. */
	competitor(): Account {
		return { ...this.#new(0, 0), name: COMPETITOR, industry: 'software', country: 'DE' };
	}

	#new(industryMissing: number, employeesMissing: number): Account {
		const draw = this.#draw;
		return {
			name: null,
			industry: draw.weighted(INDUSTRIES),
			industryKnown: !draw.chance(industryMissing),
			employees: Math.max(1, Math.round(draw.logNormal(90, 1.7))),
			employeesKnown: !draw.chance(employeesMissing),
			country: draw.weighted(COUNTRIES),
			dealAt: null
		};
	}
}

/** 7,919 is coprime with the number of names, so that neighbours do not look alike and none comes twice. */
function domain(index: number, industry: string): string {
	const names = STEMS.length * ENDINGS.length;
	const name = (index * 7919) % names;
	const round = Math.floor(index / names);
	const stem = STEMS[name % STEMS.length] + ENDINGS[Math.floor(name / STEMS.length)];
	return `${stem}-${TRADES[industry]}${round === 0 ? '' : round + 1}.example`;
}
