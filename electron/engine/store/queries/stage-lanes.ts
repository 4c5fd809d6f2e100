import { earliestPlaced, futureAllowance } from '#shared/time-axis.ts';
import type { TimelineLane } from '#shared/model/timeline.ts';
import type { Store } from '../store.ts';
import { laneBins } from './timeline-lanes.ts';
import type { Filter } from './search-to-sql.ts';

/** Stages in the order a run passes them: the column of their time, and the letters of `variant` that say that records speak of it. */
const stages = [
  { stage: 'trigger', label: 'Trigger', column: 'detail.triggered_at', letters: 't' },
  { stage: 'output', label: 'AI output', column: 'detail.proposed_at', letters: 'o' },
  { stage: 'decision', label: 'Approval', column: 'detail.decided_at', letters: 'hrnjd' },
  { stage: 'execution', label: 'Execution', column: 'detail.executed_at', letters: 'x' },
  { stage: 'outcome', label: 'Outcome', column: 'detail.confirmed_at', letters: 'sfpu' },
  // The index keeps no time of recoveries: those that records speak of are all counted as without one.
  { stage: 'recovery', label: 'Recovery', column: null, letters: 'c' },
  { stage: 'dispute', label: 'Dispute', column: 'detail.dispute_filed_at', letters: 'i' },
] as const;

/** Whether the survey of the runs has read everything that is imported: before it, stages have no times here. */
export async function stagesAreKnown(store: Store, caseKey: number): Promise<boolean> {
  const rows = await store.query("SELECT key, value FROM meta WHERE case_key = $1 AND key IN ('surveyed-import-seq', 'applied-import-seq')", [caseKey]);
  const values = new Map(rows.map(([key, value]) => [String(key), String(value)]));
  return values.get('surveyed-import-seq') === values.get('applied-import-seq');
}

/** The first stage of each kind of every matching run, by when the records say it happened. */
export async function stageLanes(store: Store, filter: Filter, edges: readonly string[]): Promise<readonly TimelineLane[]> {
  const [bounds, first, last, earliest, allowance] = ['bigint[]', 'bigint', 'bigint', 'bigint', 'bigint'].map((type, index) => `$${filter.parameters.length + 1 + index}::${type}`);
  const lanes: TimelineLane[] = [];
  for (const { stage, label, column, letters } of stages) {
    const spoken = `detail.variant ~ '[${letters}]'`;
    const placed = column === null ? 'FALSE' : `(${column} >= ${earliest ?? ''} AND ${column} < told_by.imported_at + ${allowance ?? ''})`;
    const within = column === null ? 'FALSE' : `(${placed} AND ${column} >= ${first ?? ''} AND ${column} < ${last ?? ''})`;
    const rows = await store.query(
      `SELECT CASE WHEN ${within} THEN width_bucket(${column ?? '0::bigint'}, ${bounds ?? ''}) WHEN ${placed} THEN -1 ELSE 0 END AS bin, count(*)
         FROM run_detail AS detail
         JOIN run ON run.case_key = detail.case_key AND run.id = detail.run_id
         JOIN source AS told_by ON told_by.case_key = run.case_key AND told_by.source_key = run.source_key
        WHERE ${filter.sql} AND (${column === null ? 'FALSE' : `${column} IS NOT NULL`} OR ${spoken})
          AND ${first ?? ''} IS NOT NULL AND ${last ?? ''} IS NOT NULL AND ${bounds ?? ''} IS NOT NULL AND ${earliest ?? ''} IS NOT NULL AND ${allowance ?? ''} IS NOT NULL
        GROUP BY bin
        ORDER BY bin`,
      [...filter.parameters, [...edges], edges[0], edges.at(-1), String(earliestPlaced), String(futureAllowance)],
    );
    const bins = laneBins.parse(rows.flatMap(([bin, runs]) => (Number(bin) > 0 ? [[Number(bin) - 1, Number(runs)]] : [])));
    lanes.push({ term: null, label, stage, bins, inWindow: bins.reduce((sum, [, runs]) => sum + runs, 0), unplaced: rows.reduce((sum, [bin, runs]) => sum + (Number(bin) === 0 ? Number(runs) : 0), 0) });
  }
  return lanes;
}
