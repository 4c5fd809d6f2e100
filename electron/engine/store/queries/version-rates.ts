import { approvalClasses, outcomeStatuses } from '#shared/model/run.ts';
import type { RatedKind, VersionRateId } from '#shared/model/version-review.ts';
import type { Store } from '../store.ts';
import { Row } from './read-row.ts';
import { filterOf, type Filter } from './search-to-sql.ts';

export interface VersionCounts {
  readonly kind: RatedKind;
  readonly name: string;
  readonly version: string | null;
  readonly runs: number;
  readonly counts: Readonly<Record<VersionRateId, number>>;
}

/** GROUPING sets a bit for every column that is not part of the group, the first highest. */
const kinds: ReadonlyMap<number, RatedKind> = new Map([[0b011, 'model'], [0b101, 'prompt'], [0b110, 'rule']]);

/** Runs that began in [from, until); null: any time, also none. */
export interface ReviewPeriod {
  readonly from: string;
  readonly until: string;
}

/** One pass over the matching runs, counted by the model, the prompt and the rule they name, each with its version. */
export async function versionRates(store: Store, caseKey: number, where: string, period: ReviewPeriod | null): Promise<readonly VersionCounts[]> {
  const { sql, parameters } = within(filterOf(caseKey, where), period);
  const rows = await store.query(
    `SELECT GROUPING(run.model, run.prompt_template, run.rule_id), run.model, run.model_version, run.prompt_template, run.prompt_version, run.rule_id, detail.rule_version, count(*),
            count(*) FILTER (WHERE run.outcome = ${outcomeStatuses.indexOf('failed')}),
            count(*) FILTER (WHERE run.approval_class = ${approvalClasses.indexOf('not recorded')}),
            count(*) FILTER (WHERE detail.overridden),
            count(*) FILTER (WHERE strpos(detail.variant, 'i') > 0),
            count(*) FILTER (WHERE run.outcome = ${outcomeStatuses.indexOf('not recorded')})
       FROM run
       LEFT JOIN run_detail AS detail ON detail.case_key = run.case_key AND detail.run_id = run.id
      WHERE ${sql}
      GROUP BY GROUPING SETS ((run.model, run.model_version), (run.prompt_template, run.prompt_version), (run.rule_id, detail.rule_version))
      ORDER BY 1, 2 NULLS LAST, 3 NULLS LAST, 4 NULLS LAST, 5 NULLS LAST, 6 NULLS LAST, 7 NULLS LAST`,
    parameters,
  );
  return rows.flatMap((values) => {
    const row = new Row(values);
    const kind = kinds.get(row.number());
    const named = { model: [row.textOrNull(), row.textOrNull()], prompt: [row.textOrNull(), row.textOrNull()], rule: [row.textOrNull(), row.textOrNull()] } as const;
    const [name, version] = kind === undefined ? [null, null] : named[kind];
    const counted = { runs: row.number(), counts: { failed: row.number(), 'no-approval': row.number(), override: row.number(), dispute: row.number(), 'no-outcome': row.number() } };
    return kind === undefined || name === null ? [] : [{ kind, name, version, ...counted }];
  });
}

export interface FindingsOfRule {
  readonly rule: string;
  readonly finding: string;
  readonly runs: number;
}

/** Runs with a finding of one of these rules, by the rule that the run names as what allowed it. */
export async function findingsByRule(store: Store, caseKey: number, where: string, period: ReviewPeriod | null, findings: readonly string[]): Promise<readonly FindingsOfRule[]> {
  const { sql, parameters } = within(filterOf(caseKey, where), period);
  const rows = await store.query(
    `SELECT run.rule_id, numbered.rule, count(*)
       FROM (SELECT rule_key, run_id FROM run_finding WHERE case_key = $1
             UNION
             SELECT found.rule_key, about.run_id
               FROM case_finding AS found
               JOIN case_finding_run AS about ON about.case_key = found.case_key AND about.finding_id = found.finding_id
              WHERE found.case_key = $1) AS about
       JOIN finding_rule AS numbered ON numbered.case_key = $1 AND numbered.rule_key = about.rule_key AND numbered.rule = ANY ($${parameters.length + 1}::text[])
       JOIN run ON run.case_key = $1 AND run.id = about.run_id
      WHERE ${sql} AND run.rule_id IS NOT NULL
      GROUP BY run.rule_id, numbered.rule
      ORDER BY run.rule_id, count(*) DESC, numbered.rule`,
    [...parameters, findings],
  );
  return rows.map(([rule, finding, runs]) => ({ rule: String(rule), finding: String(finding), runs: Number(runs) }));
}

function within({ sql, parameters }: Filter, period: ReviewPeriod | null): { readonly sql: string; readonly parameters: readonly unknown[] } {
  if (period === null) return { sql, parameters };
  return { sql: `${sql} AND run.started_at >= $${parameters.length + 1}::bigint AND run.started_at < $${parameters.length + 2}::bigint`, parameters: [...parameters, period.from, period.until] };
}
