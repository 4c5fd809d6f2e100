import { earliestPlaced, futureAllowance, unplacedReasons, unplacedReasonSql } from '#shared/time-axis.ts';
import type { UnplacedCounts } from '#shared/model/timeline.ts';
import type { Store } from '../store.ts';
import { countedOver, type TimelineFilter } from './timeline-filter.ts';

/** From the first start that can stand on the axis to behind the last, whatever the search; null: none can. */
export async function timelineAxis(store: Store, caseKey: number): Promise<{ readonly from: string; readonly until: string } | null> {
  const limit = await leastLimit(store, caseKey);
  if (limit === null) return null;
  const [sure] = await store.query('SELECT min(started_at), max(started_at) FROM run WHERE case_key = $1 AND started_at >= $2::bigint AND started_at < $3::bigint', [caseKey, String(earliestPlaced), String(limit)]);
  const [later] = await store.query(
    `SELECT min(run.started_at), max(run.started_at)
       FROM run
       JOIN source ON source.case_key = run.case_key AND source.source_key = run.source_key
      WHERE run.case_key = $1 AND run.started_at >= $2::bigint AND run.started_at < source.imported_at + $3::bigint`,
    [caseKey, String(limit), String(futureAllowance)],
  );
  const known = [...(sure ?? []), ...(later ?? [])].flatMap((value) => (value === null || value === undefined ? [] : [BigInt(String(value))]));
  const [first] = known;
  if (first === undefined) return null;
  const from = known.reduce((a, b) => (b < a ? b : a), first);
  const until = known.reduce((a, b) => (b > a ? b : a), first) + 1n;
  return { from: String(from), until: String(until) };
}

/** Before it no start lies after the import of its source, whichever source that is; null: there is no source. */
export async function leastLimit(store: Store, caseKey: number): Promise<bigint | null> {
  const [row] = await store.query('SELECT min(imported_at) FROM source WHERE case_key = $1', [caseKey]);
  return row?.[0] === null || row === undefined ? null : BigInt(String(row[0])) + futureAllowance;
}

/** The runs that cannot stand on the axis, by reason. */
export async function unplacedRuns(store: Store, caseKey: number, filter: TimelineFilter): Promise<UnplacedCounts> {
  const limit = await leastLimit(store, caseKey);
  const rows =
    filter.grain !== null
      ? await store.query(
          `SELECT counted.reason, ${countedOver(true).runs}
             FROM ${countedOver(true).from}
            WHERE ${filter.sql} AND counted.slot IS NULL
            GROUP BY counted.reason`,
          filter.parameters,
        )
      : limit === null
        ? []
        : await unplacedAmongRuns(store, filter, limit);
  const counts = new Map(rows.map(([reason, runs]) => [reason === null ? null : Number(reason), Number(runs)]));
  return unplacedReasons.map((reason, index) => ({ reason, count: counts.get(index) ?? 0 }));
}

async function unplacedAmongRuns(store: Store, filter: TimelineFilter, limit: bigint) {
  const [earliest, least, allowance] = [1, 2, 3].map((index) => `$${filter.parameters.length + index}::bigint`);
  return store.query(
    `SELECT ${unplacedReasonSql('run.started_at', `source.imported_at + ${allowance ?? ''}`)} AS reason, count(*)
       FROM run
       JOIN source ON source.case_key = run.case_key AND source.source_key = run.source_key
      WHERE ${filter.sql} AND (run.started_at IS NULL OR run.started_at < ${earliest ?? ''} OR run.started_at >= ${least ?? ''})
      GROUP BY reason`,
    [...filter.parameters, String(earliestPlaced), String(limit), String(futureAllowance)],
  );
}
