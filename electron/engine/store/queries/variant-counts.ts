import type { Store } from '../store.ts';
import { Row } from './read-row.ts';
import { filterOf } from './search-to-sql.ts';

export interface VariantCount {
  readonly variant: string;
  readonly runs: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly actions: readonly { readonly action: string | null; readonly runs: number }[];
}

export interface VariantCounts {
  readonly variants: readonly VariantCount[];
  /** Variants there are, and runs they hold. */
  readonly all: { readonly variants: number; readonly runs: number };
}

/** The matching runs by their sequence of stages, those of most runs first, each by action type. */
export async function variantCounts(store: Store, caseKey: number, where: string, most: number): Promise<VariantCounts> {
  const filter = filterOf(caseKey, where);
  const rows = await store.query(
    `WITH counted AS MATERIALIZED (
       SELECT detail.variant, run.action_type, count(*) AS runs, min(run.started_at) AS first_at, max(run.started_at) AS last_at
         FROM run
         JOIN run_detail AS detail ON detail.case_key = run.case_key AND detail.run_id = run.id
        WHERE ${filter.sql}
        GROUP BY detail.variant, run.action_type
     ), listed AS (
       SELECT variant, sum(runs)::bigint AS runs, min(first_at) AS first_at, max(last_at) AS last_at, count(*) OVER () AS variants, (sum(sum(runs)) OVER ())::bigint AS all_runs
         FROM counted
        GROUP BY variant
        ORDER BY sum(runs) DESC, variant
        LIMIT $${filter.parameters.length + 1}
     )
     SELECT listed.variant, listed.runs, listed.first_at, listed.last_at, listed.variants, listed.all_runs, counted.action_type, counted.runs
       FROM listed
       JOIN counted ON counted.variant = listed.variant
      ORDER BY listed.runs DESC, listed.variant, counted.runs DESC, counted.action_type NULLS LAST`,
    [...filter.parameters, most],
  );
  const variants = new Map<string, VariantCount & { readonly actions: { readonly action: string | null; readonly runs: number }[] }>();
  let all = { variants: 0, runs: 0 };
  for (const values of rows) {
    const row = new Row(values);
    const [variant, runs, firstAt, lastAt] = [row.text(), row.number(), row.instant(), row.instant()];
    all = { variants: row.number(), runs: row.number() };
    const known = variants.get(variant) ?? { variant, runs, firstAt, lastAt, actions: [] };
    known.actions.push({ action: row.textOrNull(), runs: row.number() });
    variants.set(variant, known);
  }
  return { variants: [...variants.values()], all };
}
