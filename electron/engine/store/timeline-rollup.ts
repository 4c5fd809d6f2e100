import { earliestPlaced, futureAllowance, unplacedReasonSql } from '#shared/time-axis.ts';
import type { Store } from './store.ts';

/**
 * Runs counted by when they began × what people filter on, so that a histogram of a million waits for neither all of them nor an
 * index walk. Filled in slices after an import: each statement is short, and whoever asks meanwhile is answered from the runs.
 * It may be missing, never wrong: the last statement compares it with the runs before it is believed, and any change to `run`
 * takes the belief away.
 */

const minute = 60_000_000_000n;
const dayGrain = 1_440n * minute;
const grains: readonly bigint[] = [minute, 5n * minute, 15n * minute, 60n * minute, 180n * minute, 360n * minute, 720n * minute, dayGrain];
/** More slots than this on the whole axis and the next coarser grain does. */
const mostSlots = 2_000n;
/** More rows than this and counting the runs is no slower. */
const mostRows = 250_000;
/** Runs counted by one statement. */
const sliceRuns = 25_000;

/** Width of its slots in nanoseconds, or null while it does not count exactly the runs that are in `run`. */
export async function timelineGrain(store: Store, caseKey: number): Promise<bigint | null> {
  const [row] = await store.query("SELECT value FROM meta WHERE case_key = $1 AND key = 'timeline-grain'", [caseKey]);
  return row === undefined ? null : BigInt(String(row[0]));
}

/** Counts all runs anew. `goOn` is asked between the statements; false ends it with nothing to believe in. Answers whether it is whole. */
export async function buildTimelineRollup(store: Store, caseKey: number, goOn: () => boolean): Promise<boolean> {
  await store.query("DELETE FROM meta WHERE case_key = $1 AND key = 'timeline-grain'", [caseKey]);
  await store.query('DELETE FROM timeline_slot WHERE case_key = $1', [caseKey]);
  await store.query('DELETE FROM timeline_kind WHERE case_key = $1', [caseKey]);
  const bounds = await sliceBounds(store, caseKey);
  let grain = await firstGrain(store, caseKey);
  for (const [index, bound] of bounds.entries()) {
    if (!goOn()) return false;
    await countSlice(store, caseKey, grain, `run.started_at >= $3::bigint AND run.started_at < $4::bigint`, [bound, bounds[index + 1] ?? null]);
    const coarser = await withinBounds(store, caseKey, grain);
    if (coarser === null) return false;
    grain = coarser;
  }
  if (!goOn()) return false;
  await countSlice(store, caseKey, grain, 'run.started_at IS NULL AND $3::bigint IS NULL AND $4::bigint IS NULL', [null, null]);
  if (!goOn()) return false;
  return believe(store, caseKey, grain);
}

/** Starts of slices of about equally many runs, by their time. */
async function sliceBounds(store: Store, caseKey: number): Promise<readonly bigint[]> {
  const bounds: bigint[] = [-(2n ** 63n)];
  for (;;) {
    // One look-up in the index of starts a slice.
    const [row] = await store.query(`SELECT started_at FROM run WHERE case_key = $1 AND started_at > $2::bigint ORDER BY started_at OFFSET ${sliceRuns} LIMIT 1`, [caseKey, String(bounds.at(-1))]);
    if (row === undefined) return bounds;
    bounds.push(BigInt(String(row[0])));
  }
}

async function firstGrain(store: Store, caseKey: number): Promise<bigint> {
  const [row] = await store.query(
    `SELECT min(started_at), max(started_at)
       FROM run
      WHERE case_key = $1 AND started_at >= $2::bigint AND started_at < (SELECT min(imported_at) FROM source WHERE case_key = $1) + $3::bigint`,
    [caseKey, String(earliestPlaced), String(futureAllowance)],
  );
  const [first, last] = [row?.[0] ?? null, row?.[1] ?? null];
  const length = first === null || last === null ? 0n : BigInt(String(last)) - BigInt(String(first));
  return grains.find((grain) => length / grain <= mostSlots) ?? dayGrain;
}

/** Columns of `run` that make a kind, in the order of `timeline_kind`. */
const kindColumns = ['action_type', 'approval_class', 'outcome', 'agent', 'environment', 'model', 'model_version', 'prompt_template', 'prompt_version', 'fields', 'source_key', 'sources'] as const;

async function countSlice(store: Store, caseKey: number, grain: bigint, condition: string, [from, until]: readonly [bigint | null, bigint | null]): Promise<void> {
  const columns = kindColumns.map((column) => (column === 'sources' ? 'least(run.sources, 2)::smallint AS sources' : `run.${column}`)).join(', ');
  await store.query(
    `WITH counted AS MATERIALIZED (
       SELECT ${columns},
              CASE WHEN run.sources > 1 THEN (SELECT string_agg(told.source_key::text, ',' ORDER BY told.source_key) FROM run_source AS told WHERE told.case_key = $1 AND told.run_id = run.id) END AS told,
              ${unplacedReasonSql('run.started_at', 'source.imported_at + $5::bigint')} AS reason,
              CASE WHEN ${unplacedReasonSql('run.started_at', 'source.imported_at + $5::bigint')} IS NULL THEN run.started_at / $2::bigint END AS slot,
              any_value(run.id) AS id, count(*) AS runs
         FROM run
         JOIN source ON source.case_key = run.case_key AND source.source_key = run.source_key
        WHERE run.case_key = $1 AND ${until === null ? condition.replace('run.started_at < $4::bigint', '$4::bigint IS NULL') : condition}
        GROUP BY ${kindColumns.map((_, index) => index + 1).join(', ')}, told, reason, slot
     ), named AS MATERIALIZED (
       SELECT counted.*, sha256(convert_to(ROW(${kindColumns.join(', ')}, told)::text, 'UTF8')) AS digest FROM counted
     ), kinds AS (
       INSERT INTO timeline_kind (case_key, digest, id, ${kindColumns.join(', ')})
       SELECT DISTINCT ON (digest) $1::integer, digest, id, ${kindColumns.join(', ')} FROM named
       ON CONFLICT (case_key, digest) DO UPDATE SET id = timeline_kind.id
       RETURNING kind, digest
     )
     INSERT INTO timeline_slot (case_key, kind, slot, reason, runs)
     SELECT $1::integer, kinds.kind, named.slot, named.reason, named.runs FROM named JOIN kinds ON kinds.digest = named.digest`,
    [caseKey, String(grain), from === null ? null : String(from), until === null ? null : String(until), String(futureAllowance)],
  );
}

/** The grain that keeps the rows few, having put together what became one slot; null: none does. */
async function withinBounds(store: Store, caseKey: number, grain: bigint): Promise<bigint | null> {
  const [row] = await store.query('SELECT count(*) FROM timeline_slot WHERE case_key = $1', [caseKey]);
  if (Number(row?.[0]) <= mostRows) return grain;
  const coarser = grains.find((candidate) => candidate > grain);
  if (coarser === undefined) return null;
  await store.query(
    `WITH finer AS (DELETE FROM timeline_slot WHERE case_key = $1 RETURNING kind, slot, reason, runs)
     INSERT INTO timeline_slot (case_key, kind, slot, reason, runs)
     SELECT $1::integer, kind, slot / $2::bigint, reason, sum(runs)
       FROM finer
      GROUP BY kind, slot / $2::bigint, reason`,
    [caseKey, String(coarser / grain)],
  );
  return withinBounds(store, caseKey, coarser);
}

/** In one statement: what was undone by somebody else's transaction, or came after its slice, is not believed. */
async function believe(store: Store, caseKey: number, grain: bigint): Promise<boolean> {
  const rows = await store.query(
    `INSERT INTO meta (case_key, key, value)
     SELECT $1::integer, 'timeline-grain', $2::text
      WHERE (SELECT coalesce(sum(runs), 0) FROM timeline_slot WHERE case_key = $1) = (SELECT count(*) FROM run WHERE case_key = $1)
     ON CONFLICT (case_key, key) DO UPDATE SET value = EXCLUDED.value
     RETURNING 1`,
    [caseKey, String(grain)],
  );
  return rows.length === 1;
}
