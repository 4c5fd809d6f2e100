import type { Lineage, Stage, StageValue } from '#shared/model/lineage.ts';
import { type Selection, selectionOf } from './byte-span.ts';
import { stageCard } from './stage-card.ts';

/** The value a stage's card tells, or the next of its values that has bytes of its own; null when it has no value. */
export function tellingValue(stage: Stage, lineage: Pick<Lineage, 'fields'>): { readonly name: string; readonly value: StageValue } | null {
  const printed = stageCard(stage, lineage).names;
  const names = [...printed, ...Object.keys(stage.values).filter((name) => !printed.includes(name))];
  const values = names.flatMap((name) => {
    const value = stage.values[name];
    return value === undefined ? [] : [{ name, value }];
  });
  return values.find(({ value }) => value.offset !== null) ?? values[0] ?? null;
}

/** Where the page opens: what the run's own action tells, else its output, else its decision. */
export function firstSelection(lineage: Lineage): Selection | null {
  for (const kind of ['execution', 'output', 'decision'] as const) {
    for (const stage of lineage.stages) {
      const telling = stage.kind === kind ? tellingValue(stage, lineage) : null;
      if (telling !== null && telling.value.offset !== null) return selectionOf(telling.name, telling.value);
    }
  }
  return null;
}
