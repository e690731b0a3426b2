import { MappingDraft, type MappingInput } from '../mapping-draft.svelte.ts';
import type { SideMappings, SideRole } from '#lib/domain/mapping/dataset-mapping.ts';
import type { FittedMapping, GroupMapping } from './group-files.ts';
import { SideDraft } from './side-draft.svelte.ts';

/** What a person has chosen for several files, as it is kept in the browser. */
export interface KeptGroupDraft {
	leads: MappingInput;
	sides: (object | null)[];
}

/** The mapping of several files while a person corrects it. */
export class GroupDraft {
	readonly leads: MappingDraft;
	readonly sides: SideDraft[];
	readonly #group: GroupMapping;

	constructor(group: GroupMapping) {
		this.#group = group;
		this.leads = new MappingDraft(group.leads.mapping);
		this.sides = group.sides.map(({ role, mapping }) => new SideDraft(role, mapping));
	}

	/** Back to what was suggested. */
	reset(): void {
		this.leads.fill(this.#group.leads.suggestion.mapping);
		this.sides.forEach((side, i) => side.fill(this.#group.sides[i].suggested));
	}

	restore({ leads, sides }: KeptGroupDraft): void {
		this.leads.fill(leads);
		this.sides.forEach((side, i) => side.fill((sides[i] ?? null) as SideMappings[SideRole] | null));
	}

	/** Takes what a mapping says of these files; parts it does not speak of stay as they are. */
	use({ leads, sides }: FittedMapping): void {
		this.leads.fill(leads);
		sides.forEach((mapping, i) => {
			if (mapping) this.sides[i]?.fill(mapping);
		});
	}

	get kept(): KeptGroupDraft {
		return { leads: this.leads.mapping, sides: this.sides.map((side) => side.mapping(null)) };
	}

	get gap(): boolean {
		return this.leads.gap !== null || this.sides.some(({ gap }) => gap !== null);
	}

	/** As a mapping file has it. Files of one role and several headers name their file. */
	get mapping(): object {
		const given: Partial<Record<string, object[]>> = {};
		this.sides.forEach((side, i) => {
			const { role, files } = this.#group.sides[i];
			const alone = this.sides.filter((each) => each.role === role).length === 1;
			const names = role === 'lookup' || !alone ? files.map(({ name }) => name) : [null];
			const key = role === 'lookup' ? 'lookups' : role;
			given[key] = [...(given[key] ?? []), ...names.map((name) => side.mapping(name))];
		});
		if (given.lookups) given.lookups = this.#inOrder(given.lookups);
		return { leadgauge: 1, leads: this.leads.mapping, ...given };
	}

	/** Lists that join what another list adds come after it. */
	#inOrder(lookups: object[]): object[] {
		const own = this.#group.leads.files[0].look.columns.map(({ name }) => name);
		const isDirect = (each: object) => own.includes((each as SideMappings['lookup']).leadColumn);
		return lookups.toSorted((a, b) => Number(isDirect(b)) - Number(isDirect(a)));
	}
}
