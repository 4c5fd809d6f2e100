import type { Facet } from '#shared/ipc/answers.ts';
import { approvalClasses, outcomeStatuses, sevenFields, sevenFieldTitles } from '#shared/model/run.ts';
import type { Store } from '../store.ts';
import { runShapeIsWhole } from '../run-shape.ts';
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
  const from = (await runShapeIsWhole(store, caseKey)) && filter.onShape ? shapes : runs;
  const rows = await store.query(
    `SELECT GROUPING(run.action_type, run.approval_class, run.model, run.prompt_template, run.outcome, run.environment, run.fields),
            run.action_type, run.approval_class, run.model, run.model_version, run.prompt_template, run.prompt_version, run.outcome, run.environment, run.fields, ${from.count}
       FROM ${from.table} AS run
      WHERE ${filter.sql}
      GROUP BY GROUPING SETS ((run.action_type), (run.approval_class), (run.model, run.model_version), (run.prompt_template, run.prompt_version), (run.outcome), (run.environment), (run.fields))`,
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
    facet('source', 'Source', await sourceValues(store, filter, from)),
    facet('missing', 'Missing field', tallies.missing),
  ];
}

interface Counted {
  readonly table: 'run' | 'run_shape';
  readonly count: string;
  readonly single: string;
}
const runs: Counted = { table: 'run', count: 'count(*)', single: 'run.sources = 1' };
const shapes: Counted = { table: 'run_shape', count: 'sum(run.runs)::bigint', single: 'NOT run.several' };

/** Of several sources the run's own `source_key` is but the first: those runs are counted through `run_source`. */
async function sourceValues(store: Store, filter: Filter, from: Counted): Promise<readonly FacetValue[]> {
  const rows = await store.query(
    `SELECT counted.source_key, coalesce(source.name, ''), sum(counted.runs)::bigint
       FROM (SELECT run.source_key, ${from.count} AS runs FROM ${from.table} AS run WHERE ${filter.sql} AND ${from.single} GROUP BY run.source_key
             UNION ALL
             SELECT told.source_key, count(*) AS runs FROM run_source AS told JOIN run ON run.case_key = told.case_key AND run.id = told.run_id
              WHERE ${filter.sql} GROUP BY told.source_key) AS counted
       LEFT JOIN source ON source.case_key = $1 AND source.source_key = counted.source_key
      GROUP BY counted.source_key, source.name`,
    filter.parameters,
  );
  return rows.map((values) => {
    const row = new Row(values);
    return { value: `#${row.number()}`, label: row.text(), count: row.number() };
  });
}

interface Tallies {
  readonly action: FacetValue[];
  readonly approval: FacetValue[];
  readonly model: FacetValue[];
  readonly prompt: FacetValue[];
  readonly outcome: FacetValue[];
  readonly environment: FacetValue[];
  readonly missing: readonly FacetValue[];
}

/** GROUPING sets a bit for every column that is not part of the group, the first column highest. */
const groupOf = { action: 0b0111111, approval: 0b1011111, model: 0b1101111, prompt: 0b1110111, outcome: 0b1111011, environment: 0b1111101, fields: 0b1111110 } as const;

function tallied(rows: readonly (readonly unknown[])[]): Tallies {
  const missing = sevenFields.map((field) => ({ value: field, label: sevenFieldTitles[field], count: 0 }));
  const tallies = { action: emptyValues(), approval: emptyValues(), model: emptyValues(), prompt: emptyValues(), outcome: emptyValues(), environment: emptyValues() };
  for (const values of rows) {
    const row = new Row(values);
    const group = row.number();
    const action = row.textOrNull();
    const approval = row.codeOrNull(approvalClasses);
    const [model, modelVersion, template, promptVersion] = [row.textOrNull(), row.textOrNull(), row.textOrNull(), row.textOrNull()];
    const outcome = row.codeOrNull(outcomeStatuses);
    const [environment, fields, count] = [row.textOrNull(), row.textOrNull(), row.number()];
    if (group === groupOf.action) tallies.action.push(plainValue(action, count));
    else if (group === groupOf.approval) tallies.approval.push({ value: spelled(approval), label: approval ?? '', count });
    else if (group === groupOf.model) tallies.model.push(versionedValue(model, modelVersion, count));
    else if (group === groupOf.prompt) tallies.prompt.push(versionedValue(template, promptVersion, count));
    else if (group === groupOf.outcome) tallies.outcome.push({ value: spelled(outcome), label: outcome ?? '', count });
    else if (group === groupOf.environment) tallies.environment.push(plainValue(environment, count));
    else for (const [index, field] of missing.entries()) if (fields?.[index] === 'a') field.count += count;
  }
  return { ...tallies, missing: missing.filter(({ count }) => count > 0) };
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
