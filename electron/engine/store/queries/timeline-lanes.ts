import { z } from 'zod';
import { approvalClasses } from '#shared/model/run.ts';
import { futureAllowance, unplacedReasonSql } from '#shared/time-axis.ts';
import type { LaneKind, TimelineLane } from '#shared/model/timeline.ts';
import type { Store } from '../store.ts';
import { countedOver, slotsFit, type TimelineFilter } from './timeline-filter.ts';
import { Row } from './read-row.ts';

export interface CountedLanes {
  readonly lanes: readonly TimelineLane[];
  readonly more: { readonly lanes: number; readonly runs: number };
}

/** What a run counts under; a run that several sources speak of counts at each. */
const laneValues: Readonly<Record<Exclude<LaneKind, 'stage'>, { readonly value: string; readonly join: string }>> = {
  agent: { value: 'run.agent', join: '' },
  action: { value: 'run.action_type', join: '' },
  approval: { value: 'run.approval_class::text', join: '' },
  source: {
    value: 'named.source_key::text',
    join: `CROSS JOIN LATERAL (SELECT run.source_key WHERE run.sources = 1
             UNION ALL SELECT told.source_key FROM run_source AS told WHERE run.sources > 1 AND told.case_key = $1 AND told.run_id = run.id) AS named (source_key)`,
  },
};

/** Runs by lane and bin, the lanes with most runs in the window first; what has none in it but cannot stand on the axis comes last. */
export async function timelineLanes(store: Store, caseKey: number, filter: TimelineFilter, by: Exclude<LaneKind, 'stage'>, edges: readonly string[], most: number): Promise<CountedLanes> {
  const fits = slotsFit(filter.grain, edges);
  const { from, runs } = countedOver(fits);
  const { value, join } = laneValues[by];
  const [bounds, first, last, allowance] = [`$${filter.parameters.length + 1}::bigint[]`, `$${filter.parameters.length + 2}::bigint`, `$${filter.parameters.length + 3}::bigint`, `$${filter.parameters.length + 4}::bigint`];
  // Bin 0: not on the axis. On it and outside the window: in no bin.
  const bin = fits
    ? `CASE WHEN counted.slot IS NULL THEN 0 WHEN counted.slot >= ${first} AND counted.slot < ${last} THEN width_bucket(counted.slot, ${bounds}) END`
    : `CASE WHEN ${unplacedReasonSql('run.started_at', `told_by.imported_at + ${allowance}`)} IS NOT NULL THEN 0
            WHEN run.started_at >= ${first} AND run.started_at < ${last} THEN width_bucket(run.started_at, ${bounds}) END`;
  const grain = fits ? filter.grain : 1n;
  const inUnits = edges.map((edge) => String(BigInt(edge) / grain));
  const rows = await store.query(
    `WITH counted_lanes AS MATERIALIZED (
       SELECT ${value} AS value, ${bin} AS bin, ${runs} AS runs
         FROM ${from} ${fits ? '' : 'JOIN source AS told_by ON told_by.case_key = run.case_key AND told_by.source_key = run.source_key'} ${join}
        WHERE ${filter.sql}${fits ? ` AND ${allowance} IS NOT NULL` : ''}
        GROUP BY 1, 2
     ), lanes AS (
       SELECT value, coalesce(sum(runs) FILTER (WHERE bin > 0), 0)::bigint AS total, coalesce(sum(runs) FILTER (WHERE bin = 0), 0)::bigint AS unplaced,
              coalesce(json_agg(json_build_array(bin - 1, runs) ORDER BY bin) FILTER (WHERE bin > 0), '[]') AS bins
         FROM counted_lanes
        WHERE bin IS NOT NULL
        GROUP BY value
     )
     SELECT value, total, unplaced, bins, count(*) OVER (), (sum(total) OVER ())::bigint
       FROM lanes
      ORDER BY total DESC, unplaced DESC, value NULLS LAST
      LIMIT ${most}`,
    [...filter.parameters, inUnits, inUnits[0], inUnits.at(-1), String(futureAllowance)],
  );
  const names = by === 'source' ? new Map((await store.query('SELECT source_key, name FROM source WHERE case_key = $1', [caseKey])).map(([key, name]) => [String(key), String(name)])) : null;
  const lanes = rows.map((values) => laneOf(values, by, names));
  const listed = lanes.reduce((sum, { inWindow }) => sum + inWindow, 0);
  const [, , , , allLanes = 0, allRuns = 0] = rows[0] ?? [];
  return { lanes, more: { lanes: Number(allLanes) - lanes.length, runs: Number(allRuns) - listed } };
}

export const laneBins = z.array(z.tuple([z.number().int(), z.number().int()]));

function laneOf(values: readonly unknown[], by: Exclude<LaneKind, 'stage'>, names: ReadonlyMap<string, string> | null): TimelineLane {
  const row = new Row(values);
  const [value, inWindow, unplaced] = [row.textOrNull(), row.number(), row.number()];
  return { ...namedLane(value, by, names), bins: laneBins.parse(JSON.parse(row.text())), inWindow, unplaced };
}

function namedLane(value: string | null, by: Exclude<LaneKind, 'stage'>, names: ReadonlyMap<string, string> | null): Pick<TimelineLane, 'term' | 'label'> {
  if (by === 'approval') {
    const word = approvalClasses[Number(value)] ?? 'not recorded';
    return { term: { field: 'approval', value: word.replaceAll(' ', '-') }, label: word };
  }
  if (by === 'source') return { term: { field: 'source', value: `#${value ?? ''}` }, label: names?.get(value ?? '') ?? `source ${value ?? ''}` };
  return { term: { field: by, value }, label: value ?? 'not recorded' };
}
