import { isJsonArray, isJsonObject, type JsonValue } from '#shared/json.ts';
import type { Lineage, Stage, StageValue } from '#shared/model/lineage.ts';
import { shownJson } from './value-text.ts';

/** One side of a change. *not recorded*: no record says; *empty*: a record says that there was nothing. */
export type Side = { readonly kind: 'value'; readonly text: string } | { readonly kind: 'empty' } | { readonly kind: 'not recorded' };

export interface ChangeRow {
  readonly field: string;
  readonly before: Side;
  readonly after: Side;
  readonly state: 'changed' | 'unchanged' | 'unknown';
}

export interface ChangeTable {
  readonly stage: Stage;
  readonly value: StageValue;
  /** What was changed, as far as it is recorded. */
  readonly target: string | null;
  readonly rows: readonly ChangeRow[];
  /** Members of `changes` that are no change as the format has them: shown as they stand. */
  readonly odd: readonly string[];
}

export function changeTables(lineage: Pick<Lineage, 'stages'>): readonly ChangeTable[] {
  return lineage.stages.flatMap((stage) => {
    const value = stage.values['changes'];
    if (value === undefined) return [];
    const members = isJsonArray(value.value) ? value.value : [value.value];
    const target = stage.values['recordId']?.value ?? null;
    return [
      {
        stage,
        value,
        target: typeof target === 'string' ? target : null,
        rows: members.flatMap((member) => changeRow(member) ?? []),
        odd: members.filter((member) => changeRow(member) === null).map((member) => shownJson(member).text),
      },
    ];
  });
}

export function countChanged(tables: readonly ChangeTable[]): number {
  return tables.reduce((sum, table) => sum + table.rows.filter(({ state }) => state !== 'unchanged').length, 0);
}

function changeRow(member: JsonValue): ChangeRow | null {
  if (!isJsonObject(member)) return null;
  const field = member['field'];
  if (typeof field !== 'string') return null;
  const before = side(member, 'before');
  const after = side(member, 'after');
  const known = before.kind !== 'not recorded' && after.kind !== 'not recorded';
  const equal = JSON.stringify(member['before']) === JSON.stringify(member['after']);
  return { field, before, after, state: !known ? 'unknown' : equal ? 'unchanged' : 'changed' };
}

function side(member: { readonly [key: string]: JsonValue }, name: 'before' | 'after'): Side {
  const value = member[name];
  if (value === undefined) return { kind: 'not recorded' };
  if (value === null || value === '') return { kind: 'empty' };
  return { kind: 'value', text: shownJson(value).text };
}
