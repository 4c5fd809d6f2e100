import { isJsonArray, isJsonObject, type JsonValue } from '#shared/json.ts';
import type { Lineage, Stage, StageValue } from '#shared/model/lineage.ts';
import { stageTitles } from './stage-card.ts';
import { nameInWords, shownJson, shownValue, type ShownValue } from './value-text.ts';

export interface InputRow {
  readonly key: string;
  readonly group: string;
  readonly name: string;
  /** Null: the input is named and its value at the time is not recorded. */
  readonly shown: ShownValue | null;
  readonly from: StageValue;
  readonly valueName: string;
}

const inputNames: ReadonlySet<string> = new Set(['features', 'state', 'refs', 'category', 'sources', 'result']);

/** What the model was given: features and state member by member. A list of names alone is names without values. */
export function inputRows(lineage: Pick<Lineage, 'stages'>): readonly InputRow[] {
  const stages = lineage.stages.filter((stage) => stage.kind === 'source-data' && stage.present);
  return stages.flatMap((stage) =>
    Object.entries(stage.values)
      .filter(([name]) => inputNames.has(name))
      .flatMap(([name, value]) => membersOf(name, value).map(([member, shown], index) => ({ key: `${stage.id} ${name} ${index}`, group: groupTitle(stage, stages.length, name), name: member, shown, from: value, valueName: name }))),
  );
}

export interface AlternativeRow {
  readonly key: string;
  readonly text: string;
  readonly details: readonly (readonly [string, string])[];
  readonly from: StageValue;
}

/** What else was weighed. `recorded` and no row: the record says that nothing was. */
export function alternativeRows(lineage: Pick<Lineage, 'stages'>): { readonly recorded: boolean; readonly rows: readonly AlternativeRow[] } {
  const values = lineage.stages.flatMap((stage) => (stage.kind === 'output' && stage.values['alternatives'] !== undefined ? [{ stage, value: stage.values['alternatives'] }] : []));
  const rows = values.flatMap(({ stage, value }) => {
    const members = isJsonArray(value.value) ? value.value : value.value === null ? [] : [value.value];
    return members.map((member, index) => ({ key: `${stage.id} alternatives ${index}`, ...alternative(member), from: value }));
  });
  return { recorded: values.length > 0, rows };
}

const labelNames = ['label', 'name', 'id', 'value', 'assignee', 'option'] as const;

function alternative(member: JsonValue): Pick<AlternativeRow, 'text' | 'details'> {
  if (!isJsonObject(member)) return { text: shownJson(member).text, details: [] };
  const label = labelNames.find((name) => member[name] !== undefined && member[name] !== null);
  const details = Object.entries(member).filter(([name]) => name !== label);
  return { text: label === undefined ? 'alternative without a name' : shownJson(member[label] ?? null).text, details: details.map(([name, value]) => [nameInWords(name), shownJson(value).text] as const) };
}

function membersOf(name: string, value: StageValue): readonly (readonly [string, ShownValue | null])[] {
  if (value.provenance === 'hash only' || value.provenance === 'redacted') return [[nameInWords(name), shownValue(value)]];
  if (isJsonObject(value.value)) return Object.entries(value.value).map(([member, inner]) => [member, shownJson(inner)] as const);
  if (isJsonArray(value.value)) {
    const namesOnly = name === 'features' || name === 'state';
    return value.value.map((inner, index) => (namesOnly ? ([shownJson(inner).text, null] as const) : ([`${nameInWords(name)} ${index + 1}`, shownJson(inner)] as const)));
  }
  return [[nameInWords(name), shownJson(value.value, value.lexeme)]];
}

function groupTitle(stage: Stage, stages: number, name: string): string {
  const words = nameInWords(name);
  return stages === 1 ? `${words.charAt(0).toUpperCase()}${words.slice(1)}` : `${stageTitles[stage.kind]} ${stage.id}, ${words}`;
}
