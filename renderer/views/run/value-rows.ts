import type { Lineage, OtherValue, Provenance, StageKind, StageValue } from '#shared/model/lineage.ts';
import { searchedValue } from '#shared/search/value-term.ts';
import type { SearchTerm } from '../../parts/search-terms.ts';
import { type Selection, selectionOf } from './byte-span.ts';
import { stageTitles } from './stage-card.ts';
import { shownValue, type ShownValue } from './value-text.ts';

/** One line of the table of values: a value, or what another record says of the same. */
export interface ValueRow {
  readonly key: string;
  readonly stageId: string;
  readonly stageTitle: string;
  /** Null for what concerns the run as a whole. */
  readonly kind: StageKind | null;
  readonly name: string;
  readonly shown: ShownValue;
  readonly provenance: Provenance;
  readonly rule: string | null;
  readonly source: string | null;
  readonly offset: number | null;
  /** A time by the right clock, where that of its source is stated. */
  readonly corrected: string | null;
  /** How many records disagree, on the first of them; 0 when they agree. */
  readonly readings: number;
  /** True for what another record says. */
  readonly other: boolean;
  readonly selection: Selection;
}

export const contextId = 'context';

/** Every value of the run: stage by stage as the record has them, what concerns the run as a whole last. */
export function valueRows(lineage: Pick<Lineage, 'stages' | 'context'>, onlyStage: string | null = null): readonly ValueRow[] {
  const counts = new Map<string, number>();
  for (const { kind } of lineage.stages) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const groups = [
    ...lineage.stages.map((stage) => {
      const numbered = (counts.get(stage.kind) ?? 0) > 1 ? ` · ${stage.title === '' ? stage.id : stage.title} (${stage.id})` : '';
      return { id: stage.id, kind: stage.kind, title: `${stageTitles[stage.kind]}${numbered}`, values: stage.values };
    }),
    { id: contextId, kind: null, title: 'The run as a whole', values: lineage.context },
  ];
  return groups
    .filter(({ id }) => onlyStage === null || id === onlyStage)
    .flatMap(({ id, kind, title, values }) => Object.entries(values).flatMap(([name, value]) => rowsOf({ stageId: id, stageTitle: title, kind }, name, value)));
}

function rowsOf(stage: Pick<ValueRow, 'stageId' | 'stageTitle' | 'kind'>, name: string, value: StageValue): readonly ValueRow[] {
  const row = (which: StageValue | OtherValue, index: number): ValueRow => ({
    ...stage,
    key: `${stage.stageId} ${name} ${index}`,
    name,
    shown: shownValue(which),
    provenance: which.provenance,
    rule: index === 0 ? value.rule : null,
    source: which.source,
    offset: which.offset,
    corrected: which.corrected ?? null,
    readings: index === 0 && value.also.length > 0 ? value.also.length + 1 : 0,
    other: index > 0,
    selection: selectionOf(name, which),
  });
  return [row(value, 0), ...value.also.map((other, index) => row(other, index + 1))];
}

/** What finds the runs with this value; null where it is empty, withheld, or no text or number. */
export function termOfRow({ kind, stageId, name, shown }: Pick<ValueRow, 'kind' | 'stageId' | 'name' | 'shown'>): SearchTerm | null {
  return shown.form === 'text' || shown.form === 'number' ? searchedValue(kind ?? 'context', kind === null || stageId === kind, name, shown.text) : null;
}
