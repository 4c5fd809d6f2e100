import type { Facet } from '#shared/ipc/answers.ts';
import { approvalClasses, outcomeStatuses, sevenFields, sevenFieldTitles } from '#shared/model/run.ts';
import type { Store } from '../store.ts';
import { runShapeIsWhole, shapesOf } from '../run-shape.ts';
import { Row } from './read-row.ts';
import { filterOf, type Filter } from './search-to-sql.ts';

type FacetValue = Facet['values'][number];

const listed = 12;

/**
 * Counts of the matching runs by value. `field` and `value` are search terms: `field:value` lists exactly the counted
 * runs. A run that several sources speak of counts at each.
 */
export async function runFacets(store: Store, caseKey: number, where: string): Promise<readonly Facet[]> {
  const filter = filterOf(caseKey, where);
  // One pass over the runs, or none when they are counted already; the rest works on the few shapes.
  const shape = (await runShapeIsWhole(store, caseKey)) && filter.onShape ? `SELECT * FROM run_shape AS run WHERE ${filter.sql}` : shapesOf(filter.sql);
  const rows = await store.query(
    `WITH shape AS MATERIALIZED (${shape})
     SELECT GROUPING(action_type, approval_class, model, prompt_template, outcome, environment, fields, source_key),
            action_type, approval_class, model, model_version, prompt_template, prompt_version, outcome, environment, fields, source_key, sum(runs)::bigint
       FROM shape
      GROUP BY GROUPING SETS ((action_type), (approval_class), (model, model_version), (prompt_template, prompt_version), (outcome), (environment), (fields), (source_key))
     UNION ALL
     SELECT ${severalGroup}, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, source_key, sum(runs)::bigint
       FROM shape
      WHERE several
      GROUP BY source_key`,
    filter.parameters,
  );
  const tallies = tallied(rows);
  return [
    facet('action', 'Action type', tallies.action),
    facet('approval', 'Approval', tallies.approval),
    facet('model', 'Model · version', tallies.model),
    facet('prompt', 'Prompt version', tallies.prompt),
    facet('outcome', 'Outcome', tallies.outcome),
    facet('environment', 'Environment', tallies.environment),
    facet('source', 'Source', await sourceValues(store, caseKey, filter, tallies)),
    facet('missing', 'Missing field', tallies.missing),
  ];
}

/**
 * A run that several sources speak of stands in the shapes under its first source only: there it is taken out, and counted
 * at each of its sources instead.
 */
async function sourceValues(store: Store, caseKey: number, filter: Filter, { source, several }: Pick<Tallies, 'source' | 'several'>): Promise<readonly FacetValue[]> {
  const told =
    several.size === 0
      ? []
      : await store.query(
          `SELECT told.source_key, count(*)
             FROM run_source AS told
             JOIN run ON run.case_key = told.case_key AND run.id = told.run_id
            WHERE ${filter.sql}
            GROUP BY told.source_key`,
          filter.parameters,
        );
  const counts = new Map<number, number>();
  for (const [key, runs] of source) counts.set(key, runs - (several.get(key) ?? 0));
  for (const [key, runs] of told) counts.set(Number(key), (counts.get(Number(key)) ?? 0) + Number(runs));
  const names = new Map((await store.query('SELECT source_key, name FROM source WHERE case_key = $1', [caseKey])).map(([key, name]) => [Number(key), String(name)]));
  return [...counts].filter(([, count]) => count > 0).map(([key, count]) => ({ value: `#${key}`, label: names.get(key) ?? `source ${key}`, count }));
}

interface Tallies {
  readonly action: FacetValue[];
  readonly approval: FacetValue[];
  readonly model: FacetValue[];
  readonly prompt: FacetValue[];
  readonly outcome: FacetValue[];
  readonly environment: FacetValue[];
  readonly missing: readonly FacetValue[];
  /** Runs by first source. */
  readonly source: ReadonlyMap<number, number>;
  /** Of those, the ones that several sources speak of. */
  readonly several: ReadonlyMap<number, number>;
}

/** GROUPING sets a bit for every column that is not part of the group, the first column highest. */
const groupOf = { action: 0b01111111, approval: 0b10111111, model: 0b11011111, prompt: 0b11101111, outcome: 0b11110111, environment: 0b11111011, fields: 0b11111101, source: 0b11111110 } as const;
/** No grouping has this number. */
const severalGroup = -1;

function tallied(rows: readonly (readonly unknown[])[]): Tallies {
  const missing = sevenFields.map((field) => ({ value: field, label: sevenFieldTitles[field], count: 0 }));
  const tallies = { action: emptyValues(), approval: emptyValues(), model: emptyValues(), prompt: emptyValues(), outcome: emptyValues(), environment: emptyValues() };
  const source = new Map<number, number>();
  const several = new Map<number, number>();
  for (const values of rows) {
    const row = new Row(values);
    const group = row.number();
    const action = row.textOrNull();
    const approval = row.codeOrNull(approvalClasses);
    const [model, modelVersion, template, promptVersion] = [row.textOrNull(), row.textOrNull(), row.textOrNull(), row.textOrNull()];
    const outcome = row.codeOrNull(outcomeStatuses);
    const [environment, fields, sourceKey, count] = [row.textOrNull(), row.textOrNull(), row.numberOrNull() ?? 0, row.number()];
    if (group === groupOf.action) tallies.action.push(plainValue(action, count));
    else if (group === groupOf.approval) tallies.approval.push({ value: spelled(approval), label: approval ?? '', count });
    else if (group === groupOf.model) tallies.model.push(versionedValue(model, modelVersion, count));
    else if (group === groupOf.prompt) tallies.prompt.push(versionedValue(template, promptVersion, count));
    else if (group === groupOf.outcome) tallies.outcome.push({ value: spelled(outcome), label: outcome ?? '', count });
    else if (group === groupOf.environment) tallies.environment.push(plainValue(environment, count));
    else if (group === groupOf.source) source.set(sourceKey, count);
    else if (group === severalGroup) several.set(sourceKey, count);
    else for (const [index, field] of missing.entries()) if (fields?.[index] === 'a') field.count += count;
  }
  return { ...tallies, source, several, missing: missing.filter(({ count }) => count > 0) };
}

function emptyValues(): FacetValue[] {
  return [];
}

function plainValue(value: string | null, count: number): FacetValue {
  return value === null ? notRecorded(count) : { value, label: value, count };
}

function versionedValue(name: string | null, version: string | null, count: number): FacetValue {
  if (name === null && version === null) return notRecorded(count);
  return { value: `${name ?? ''}@${version ?? ''}`, label: `${name ?? 'not recorded'} · ${version ?? 'not recorded'}`, count };
}

function notRecorded(count: number): FacetValue {
  return { value: 'not-recorded', label: 'not recorded', count };
}

/** A class as it is typed in a search without quotes. */
function spelled(name: string | null): string {
  return (name ?? '').replaceAll(' ', '-');
}

function facet(field: string, title: string, values: readonly FacetValue[]): Facet {
  const sorted = [...values].sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  return { field, title, values: sorted.slice(0, listed), more: Math.max(0, sorted.length - listed) };
}
