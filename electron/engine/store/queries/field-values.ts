import type { FieldValues } from '#shared/ipc/answers.ts';
import type { TextField } from '#shared/search/search.ts';
import type { Store } from '../store.ts';
import { Row } from './read-row.ts';
import { filterOf } from './search-to-sql.ts';

/** Values of a field among the matching runs, most runs first. `field:value` lists exactly the counted runs. */
export async function fieldValues(store: Store, caseKey: number, { field, where, part, limit }: { readonly field: TextField; readonly where: string; readonly part: string; readonly limit: number }): Promise<FieldValues> {
  const filter = filterOf(caseKey, where);
  const { value, label, from } = places[field];
  const partAt = `$${filter.parameters.length + 1}`;
  const rows = await store.query(
    `WITH counted AS MATERIALIZED (
       SELECT ${value} AS value, ${label ?? value} AS label, ${from === undefined ? 'count(*)' : 'count(DISTINCT run.id)'} AS runs
         FROM ${from ?? 'run'}
        WHERE ${filter.sql}
        GROUP BY 1, 2)
     SELECT value, label, runs, count(*) OVER ()
       FROM counted
      WHERE ${partAt}::text = '' OR strpos(lower(label), lower(${partAt}::text)) > 0
      ORDER BY runs DESC, value
      LIMIT ${limit}`,
    [...filter.parameters, part],
  );
  let all = 0;
  const values = rows.map((one) => {
    const row = new Row(one);
    const [named, shown, count] = [row.textOrNull(), row.textOrNull(), row.number()];
    all = row.number();
    return named === null ? { value: 'not-recorded', label: 'not recorded', count } : { value: named, label: shown ?? named, count };
  });
  return { values, more: Math.max(0, all - values.length) };
}

interface Place {
  readonly value: string;
  readonly label?: string;
  readonly from?: string;
}

const versioned = (name: string, version: string): Place => ({
  value: `CASE WHEN ${name} IS NULL AND ${version} IS NULL THEN NULL ELSE coalesce(${name}, '') || '@' || coalesce(${version}, '') END`,
  label: `CASE WHEN ${name} IS NULL AND ${version} IS NULL THEN NULL ELSE coalesce(${name}, 'not recorded') || ' · ' || coalesce(${version}, 'not recorded') END`,
});
/** A run counts at each subject it names: so does a search for it. */
const subjects = `run LEFT JOIN LATERAL (SELECT run.subject AS named
                           UNION
                          SELECT replace(replace(line, E'\\\\n', E'\\n'), E'\\\\\\\\', E'\\\\') FROM string_to_table(run.further_subjects, E'\\n') AS further(line)) AS about ON TRUE`;
const subjectOf = (kind: string): Place => ({ value: `CASE WHEN starts_with(about.named, '${kind}:') THEN substr(about.named, ${kind.length + 2}) END`, from: subjects });
const surveyed = (column: string): Place => ({ value: `detail.${column}`, from: 'run JOIN run_detail AS detail ON detail.case_key = run.case_key AND detail.run_id = run.id' });

const places: Readonly<Record<TextField, Place>> = {
  action: { value: 'run.action_type' },
  agent: { value: 'run.agent' },
  model: versioned('run.model', 'run.model_version'),
  version: { value: 'run.model_version' },
  prompt: versioned('run.prompt_template', 'run.prompt_version'),
  approver: { value: 'run.approver' },
  rule: { value: 'run.rule_id' },
  environment: { value: 'run.environment' },
  system: { value: 'run.system' },
  record: { value: 'run.target_record' },
  subject: { value: 'about.named', from: subjects },
  customer: subjectOf('customer'),
  lead: subjectOf('lead'),
  deal: subjectOf('deal'),
  ticket: subjectOf('ticket'),
  invoice: subjectOf('invoice'),
  user: subjectOf('user'),
  account: subjectOf('account'),
  currency: { value: 'run.currency' },
  source: {
    value: "'#' || told.source_key::text",
    label: 'source.name',
    from: `run JOIN LATERAL (SELECT run.source_key
                              UNION
                             SELECT also.source_key FROM run_source AS also WHERE also.case_key = run.case_key AND also.run_id = run.id) AS told(source_key) ON TRUE
               JOIN source ON source.case_key = run.case_key AND source.source_key = told.source_key`,
  },
  id: { value: 'run.external_id' },
  tag: { value: 'tagged.tag', from: 'run LEFT JOIN run_tag AS tagged ON tagged.case_key = run.case_key AND tagged.run_id = run.id' },
  country: surveyed('country'),
  requester: surveyed('requester'),
  assignee: surveyed('assignee'),
  dispute: surveyed('dispute_id'),
  variant: surveyed('variant'),
};
