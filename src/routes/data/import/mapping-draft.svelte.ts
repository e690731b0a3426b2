import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import type { Reading } from '#lib/domain/ingest/column-reading.ts';
import { isDated, isFlag, type Mapping, type StageColumn } from '#lib/domain/mapping/mapping.ts';
import { WON_VALUES } from '#lib/domain/mapping/role-words.ts';
import type { SuggestedMapping } from '#lib/domain/mapping/suggest-mapping.ts';

/** A mapping that may still lack its outcome. */
export type MappingInput = SuggestedMapping['mapping'];

/** What is still missing before a mapping can be checked. */
export type DraftGap = 'outcome' | 'won' | 'wonAt' | 'stageWon';

/** What a stage means for the outcome. */
export type StageMeaning = 'won' | 'lost' | 'accepted';

/** Roles that stand in a mapping only where it names them. */
const FURTHER = ['email', 'owner', 'rejectedReason', 'optIn', 'score', 'scoreAt'] as const;

type Unasked = 'unit' | 'merges' | 'pseudonymise';

/** A mapping while a person corrects it. An empty text stands for "no column". */
export class MappingDraft {
	id = $state('row');
	createdAt = $state('');
	source = $state('');
	value = $state('');
	order = $state('');
	account = $state('');
	workedAt = $state('');
	acceptedAt = $state('');
	email = $state('');
	owner = $state('');
	rejectedReason = $state('');
	optIn = $state('');
	score = $state('');
	scoreAt = $state('');
	missing = $state.raw<string[]>([]);
	/** Readings somebody has chosen, by column. */
	types = $state.raw<Record<string, Reading>>({});

	/** Columns that hold the date of a stage. */
	stages = $state.raw<StageColumn[]>([]);
	outcomeIs = $state<'flag' | 'dated' | 'deals' | 'stages'>('flag');
	/** What each stage means, where stages say who was won. */
	stageMeans = $state.raw<Record<string, StageMeaning>>({});
	column = $state('');
	won = $state.raw<string[]>([]);
	/** null: every value that is not won is lost. */
	lost = $state.raw<string[] | null>(null);
	/** Date of a flag; empty where it has none. */
	at = $state('');
	wonAt = $state('');
	lostAt = $state('');
	/** What the form does not ask about stays as the mapping had it. */
	#others: Pick<MappingInput, Unasked> = {};

	constructor(from: MappingInput) {
		this.fill(from);
	}

	fill(from: MappingInput): void {
		this.id = from.id;
		this.createdAt = from.createdAt ?? '';
		this.source = from.source ?? '';
		this.value = from.value ?? '';
		this.order = from.order ?? '';
		this.account = from.account ?? '';
		this.workedAt = from.workedAt ?? '';
		this.acceptedAt = from.acceptedAt ?? '';
		for (const role of FURTHER) this[role] = from[role] ?? '';
		const { unit, merges, pseudonymise } = from;
		this.#others = { unit, merges, pseudonymise };
		this.missing = from.missing;
		this.types = from.types ?? {};
		this.stages = from.stages ?? [];
		this.#fillOutcome(from.outcome);
	}

	/** Another outcome column brings other values with it; those that usually mean won are ticked. */
	chooseOutcome(profile: ColumnProfile | undefined): void {
		const likely = (profile?.values ?? []).filter(({ text }) =>
			WON_VALUES.has(text.trim().toLowerCase())
		);
		this.won = likely.map(({ text }) => text);
		this.lost = null;
	}

	/** Chooses how a column is read; null leaves it to the file. */
	read(column: string, reading: Reading | null): void {
		const others = Object.entries(this.types).filter(([name]) => name !== column);
		this.types = Object.fromEntries(reading ? [...others, [column, reading]] : others);
	}

	/** How somebody wants a column read. */
	readingOf(column: string): Reading | null {
		return Object.hasOwn(this.types, column) ? this.types[column] : null;
	}

	/** Columns whose role needs dates or numbers. */
	get typedColumns(): string[] {
		const dated = this.outcomeIs === 'dated' ? [this.wonAt, this.lostAt] : [];
		const { createdAt, value, workedAt, acceptedAt, score, scoreAt, order } = this;
		const flagged = this.outcomeIs === 'flag' ? [this.at] : [];
		const staged = this.stages.map(({ column }) => column);
		const typed = [
			...[createdAt, ...dated, ...flagged, ...staged],
			...[value, workedAt, acceptedAt, score, scoreAt, order]
		];
		return typed.filter((name) => name !== '');
	}

	mark(value: string, as: 'won' | 'lost', marked: boolean): void {
		const rest = (values: string[]) => values.filter((each) => each !== value);
		const put = (values: string[]) => [...rest(values), value];
		if (as === 'won') {
			this.won = marked ? put(this.won) : rest(this.won);
			if (marked && this.lost) this.lost = rest(this.lost);
		} else {
			this.lost = marked ? put(this.lost ?? []) : rest(this.lost ?? []);
			if (marked) this.won = rest(this.won);
		}
	}

	meanStage(stage: string, meaning: StageMeaning | null): void {
		const others = Object.entries(this.stageMeans).filter(([name]) => name !== stage);
		this.stageMeans = Object.fromEntries(meaning ? [...others, [stage, meaning]] : others);
	}

	get gap(): DraftGap | null {
		if (this.outcomeIs === 'deals') return null;
		if (this.outcomeIs === 'stages') return this.#stagesThat('won').length > 0 ? null : 'stageWon';
		if (this.outcomeIs === 'dated') return this.wonAt ? null : 'wonAt';
		if (!this.column) return 'outcome';
		return this.won.length > 0 ? null : 'won';
	}

	/** As a mapping file has it; without an outcome while there is a gap. */
	get mapping(): MappingInput {
		return {
			id: this.id,
			createdAt: this.createdAt || null,
			source: this.source || null,
			outcome: this.gap ? null : this.#outcome,
			value: this.value || null,
			order: this.order || null,
			missing: this.missing,
			account: this.account || null,
			workedAt: this.workedAt || null,
			acceptedAt: this.acceptedAt || null,
			...Object.fromEntries(FURTHER.flatMap((role) => (this[role] ? [[role, this[role]]] : []))),
			...(this.stages.length > 0 ? { stages: this.stages } : {}),
			...this.#others,
			...(Object.keys(this.types).length > 0 ? { types: this.types } : {})
		};
	}

	get #outcome(): Mapping['outcome'] {
		const { column, won, lost, at, wonAt, lostAt } = this;
		if (this.outcomeIs === 'deals') return { from: 'deals' };
		if (this.outcomeIs === 'stages') {
			const accepted = this.#stagesThat('accepted');
			return {
				from: 'stages',
				won: this.#stagesThat('won'),
				lost: this.#stagesThat('lost'),
				...(accepted.length > 0 ? { accepted } : {})
			};
		}
		if (this.outcomeIs === 'dated') return { wonAt, lostAt: lostAt || null };
		return { column, won, ...(lost ? { lost } : {}), ...(at ? { at } : {}) };
	}

	#stagesThat(meaning: StageMeaning): string[] {
		return Object.keys(this.stageMeans).filter((stage) => this.stageMeans[stage] === meaning);
	}

	#fillOutcome(outcome: Mapping['outcome'] | null): void {
		[this.column, this.won, this.lost, this.at] = ['', [], null, ''];
		[this.wonAt, this.lostAt] = ['', ''];
		this.stageMeans = {};
		this.outcomeIs = 'flag';
		if (!outcome) return;
		if (!isDated(outcome) && !isFlag(outcome)) {
			this.outcomeIs = outcome.from;
			if (outcome.from === 'deals') return;
			const { won, lost, accepted = [] } = outcome;
			const meaning = (as: StageMeaning) => (stage: string) => [stage, as] as const;
			this.stageMeans = Object.fromEntries([
				...won.map(meaning('won')),
				...lost.map(meaning('lost')),
				...accepted.map(meaning('accepted'))
			]);
			return;
		}
		this.outcomeIs = isDated(outcome) ? 'dated' : 'flag';
		if (isDated(outcome)) {
			this.wonAt = outcome.wonAt;
			this.lostAt = outcome.lostAt ?? '';
		} else if (isFlag(outcome)) {
			this.column = outcome.column;
			this.won = outcome.won;
			this.lost = outcome.lost ?? null;
			this.at = outcome.at ?? '';
		}
	}
}
