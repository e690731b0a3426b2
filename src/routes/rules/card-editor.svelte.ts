import type { Group, Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { cardOf, type Reading } from './card-of.ts';
import { blankCondition } from './condition-draft.ts';
import { NO_DECAY } from './decay-draft.ts';
import {
	draftOf,
	featureDraft,
	type CardDraft,
	type ExclusionDraft,
	type FeatureDraft,
	type GroupDraft,
	type LimitDraft,
	type RuleDraft
} from './draft.ts';
import { freeId } from './free-id.ts';

/** What was taken out last, and where it stood. */
interface Removed {
	label: string;
	putBack: () => string;
}

/** A card on the desk: its fields, what they make, and what has changed since it was opened. */
export class CardEditor {
	readonly #reading: Reading;
	readonly #firstField: string;
	readonly #opened: CardDraft;
	readonly #openedText: string;
	readonly #openedPoints: Record<string, string>;
	/** Not in any file yet, so that leaving loses it. */
	readonly #unsaved: boolean;
	readonly #calibration: Scorecard['calibration'];
	readonly #published: Scorecard['published'];
	readonly #openedRules: string;
	#made = 0;

	draft = $state() as CardDraft;
	/** Key of the row whose fields are shown. */
	open = $state<string | null>(null);
	removed = $state.raw<Removed | null>(null);

	readonly #text = $derived(JSON.stringify(this.draft));
	readonly #inFields = $derived.by(() => cardOf(this.draft, this.#reading));
	readonly changed = $derived.by(() => this.#unsaved || this.#text !== this.#openedText);
	readonly problems = $derived(this.#inFields.problems);
	/**
	 * The card as it would be saved; where it came from is said only while nothing of it is changed, and what was promised for
	 * its scores only while it gives the same scores.
	 */
	readonly card = $derived.by((): Scorecard => {
		const { card } = this.#inFields;
		const as = this.#calibration && !this.changed ? { calibration: this.#calibration } : {};
		const isSame = this.#published && rulesText(card) === this.#openedRules;
		return { ...card, ...as, ...(isSame ? { published: this.#published } : {}) };
	});

	constructor(
		card: Scorecard,
		reading: Reading,
		{ unsaved = false, name = card.name }: { unsaved?: boolean; name?: string } = {}
	) {
		this.#reading = reading;
		this.#firstField = reading.types.keys().next().value ?? '';
		this.#opened = { ...draftOf(card, reading.locale), name };
		this.#openedText = JSON.stringify(this.#opened);
		this.#openedPoints = Object.fromEntries(
			this.#opened.groups.flatMap(({ rules }) => rules.map(({ key, points }) => [key, points]))
		);
		this.#unsaved = unsaved;
		this.#calibration = card.calibration;
		this.#published = card.published;
		this.#openedRules = rulesText(cardOf(this.#opened, reading).card);
		this.draft = this.#copy();
	}

	/** Points a rule had when the card was opened; undefined for a rule that is new. */
	openedPoints(key: string): string | undefined {
		return this.#openedPoints[key];
	}

	/** Everything as it was opened. */
	discard(): void {
		this.draft = this.#copy();
		this.open = null;
		this.removed = null;
	}

	addRule(group: GroupDraft): string {
		const field = this.#firstField;
		const condition = blankCondition(field, this.#reading.types.get(field));
		const rule: RuleDraft = {
			key: this.#key(),
			id: '',
			label: '',
			points: '0',
			cap: { min: '', max: '' },
			limit: '',
			decay: { ...NO_DECAY },
			missing: 'own-state',
			locked: false,
			sign: '',
			condition
		};
		return this.#insert(group.rules, group.rules.length, rule);
	}

	duplicate(group: GroupDraft, rule: RuleDraft): string {
		const copy = $state.snapshot(rule);
		const at = group.rules.indexOf(rule) + 1;
		return this.#insert(group.rules, at, { ...copy, key: this.#key(), id: '' });
	}

	/** One place up or down, into the neighbouring group at its end. */
	move(group: GroupDraft, rule: RuleDraft, by: 1 | -1): void {
		const at = group.rules.indexOf(rule);
		const neighbour = this.draft.groups[this.draft.groups.indexOf(group) + by];
		const inside = at + by >= 0 && at + by < group.rules.length;
		if (!inside && !neighbour) return;
		group.rules.splice(at, 1);
		if (!inside) rule.limit = '';
		if (inside) group.rules.splice(at + by, 0, rule);
		else neighbour.rules.splice(by === 1 ? 0 : neighbour.rules.length, 0, rule);
	}

	/** Whether a rule can go one place up or down. */
	canMove(group: GroupDraft, rule: RuleDraft, by: 1 | -1): boolean {
		const { groups } = this.draft;
		const edge = by === 1 ? group.rules.length - 1 : 0;
		const last = by === 1 ? groups.length - 1 : 0;
		return group.rules.indexOf(rule) !== edge || groups.indexOf(group) !== last;
	}

	moveTo(group: GroupDraft, rule: RuleDraft, key: string): void {
		const other = this.draft.groups.find((each) => each.key === key);
		if (!other || other === group) return;
		group.rules.splice(group.rules.indexOf(rule), 1);
		rule.limit = '';
		other.rules.push(rule);
	}

	removeRule(group: GroupDraft, rule: RuleDraft, label: string): void {
		this.#remove(group.rules, rule, label);
	}

	addGroup(label: string, kind: Group['kind']): string {
		const group = { id: '', label, kind, cap: { min: '', max: '' }, limits: [], rules: [] };
		const { groups } = this.draft;
		return this.#insert(groups, groups.length, { key: this.#key(), ...group });
	}

	/** A bound for rules of the group to share; its id never changes, so that rules keep to it. */
	addLimit(group: GroupDraft, label: string): string {
		const key = this.#key();
		group.limits.push({ key, id: freeId(label, group.limits), label, cap: { min: '', max: '' } });
		return key;
	}

	/** Takes a shared bound out; its rules are then free of it. */
	removeLimit(group: GroupDraft, limit: LimitDraft): void {
		for (const rule of group.rules) if (rule.limit === limit.id) rule.limit = '';
		group.limits.splice(group.limits.indexOf(limit), 1);
	}

	/** Its id never changes, so that rules that ask for it keep to it. */
	addFeature(label: string): string {
		const { features } = this.draft;
		const key = this.#key();
		const id = freeId(label, features);
		const feature = featureDraft({ id, label, kind: 'count' }, key);
		features.push(feature);
		this.open = key;
		return key;
	}

	removeFeature(feature: FeatureDraft): void {
		this.#remove(this.draft.features, feature, feature.label);
	}

	/** Fit groups on one axis, engagement groups on the other; groups get an id they keep. */
	addMatrix(): void {
		for (const group of this.draft.groups) {
			group.id ||= freeId(group.label, this.draft.groups);
		}
		const of = (kind: Group['kind']) =>
			this.draft.groups.filter((group) => group.kind === kind).map(({ id }) => id);
		this.draft.matrix = {
			letter: 'fit',
			fit: { groups: of('fit'), from: '40; 20' },
			engagement: { groups: of('engagement'), from: '40; 20' }
		};
	}

	/** Takes the matrix out, and the grades that only it has. */
	removeMatrix(): void {
		this.draft.matrix = null;
		this.draft.mqlGrades = [];
		this.draft.sqlGrades = [];
	}

	addBand(label: string): string {
		const key = this.#key();
		this.draft.bands.push({ key, label, from: '' });
		return key;
	}

	moveGroup(group: GroupDraft, by: 1 | -1): void {
		const { groups } = this.draft;
		const at = groups.indexOf(group);
		if (at + by < 0 || at + by >= groups.length) return;
		groups.splice(at, 1);
		groups.splice(at + by, 0, group);
	}

	removeGroup(group: GroupDraft): void {
		this.#remove(this.draft.groups, group, group.label);
	}

	addExclusion(): string {
		const field = this.#firstField;
		const condition = blankCondition(field, this.#reading.types.get(field));
		const { exclusions } = this.draft;
		const exclusion = { key: this.#key(), id: '', label: '', condition };
		return this.#insert(exclusions, exclusions.length, exclusion);
	}

	removeExclusion(exclusion: ExclusionDraft, label: string): void {
		this.#remove(this.draft.exclusions, exclusion, label);
	}

	/** What was taken out last comes back where it stood; its key. */
	putBack(): string | null {
		const key = this.removed?.putBack() ?? null;
		this.removed = null;
		return key;
	}

	#insert<T extends { key: string }>(rows: T[], at: number, row: T): string {
		rows.splice(at, 0, row);
		this.open = row.key;
		return row.key;
	}

	#remove<T extends { key: string }>(rows: T[], row: T, label: string): void {
		const at = rows.indexOf(row);
		const copy = $state.snapshot(row) as T;
		rows.splice(at, 1);
		if (this.open === row.key) this.open = null;
		const putBack = () => {
			rows.splice(Math.min(at, rows.length), 0, copy);
			return copy.key;
		};
		this.removed = { label, putBack };
	}

	#key(): string {
		return `n${++this.#made}`;
	}

	#copy(): CardDraft {
		return structuredClone(this.#opened);
	}
}

/** What decides a lead's score. */
function rulesText({ features, groups, cap, nothingMatched }: Scorecard): string {
	const wishes = ['locked', 'sign'];
	return JSON.stringify([features, groups, cap, nothingMatched], (key, value) =>
		wishes.includes(key) ? undefined : value
	);
}
