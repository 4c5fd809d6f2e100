import { CopyRows, copyStream } from '../store/binary-copy.ts';
import { importers } from '../importers/index.ts';
import { pointerEvents } from '../importers/joined-records.ts';
import { bytesOfRunId } from '../lineage/run-id.ts';
import type { PlacedEvent } from '../lineage/placed-event.ts';
import { summarise } from '../lineage/summary.ts';
import { forgetSurveyed } from '../store/surveyed-tables.ts';
import type { Store } from '../store/store.ts';
import { partsOfOthers, recallRuns } from './recall-runs.ts';
import { runColumns, writeRunRow } from './rows.ts';
import type { SourceShelf } from './source-shelf.ts';

const sliceRuns = 500;

/**
 * Makes the rows of runs anew that more than one batch, file or source speaks of, from all their records as they stand in
 * the vault. Which import came last does not show in the result.
 */
export async function joinRuns(store: Store, caseKey: number, shelf: SourceShelf, ids: readonly string[], onSlice: (done: number) => void): Promise<void> {
  const open = [...new Set([...ids, ...(await namedByRecords(store, caseKey))])].sort();
  const known = new Set(open);
  for (let from = 0, to = 0; from < open.length; from = to) {
    const slice = open.slice(from, from + sliceRuns);
    to = from + slice.length;
    const runs = await recallRuns(store, caseKey, shelf, slice);
    const rows = new CopyRows(64 << 10);
    const sourceRows = new CopyRows(4096);
    const parts = await partsOfOthers(store, caseKey, shelf, runs);
    for (const run of runs) {
      for (const owner of run.joinedBy.filter((id) => !known.has(id))) {
        known.add(owner);
        open.push(owner);
      }
      if (run.events.length === 0 || !run.tells || parts.has(run.id)) continue;
      writeRunRow(rows, caseKey, bytesOfRunId(run.id), summarise(run.events));
      writeSourceRows(sourceRows, caseKey, run.id, run.events);
    }
    await store.query('DELETE FROM run WHERE case_key = $1 AND id = ANY($2::uuid[])', [caseKey, slice]);
    await forgetSurveyed(store, caseKey, slice);
    await store.query('DELETE FROM run_source WHERE case_key = $1 AND run_id = ANY($2::uuid[])', [caseKey, slice]);
    if (rows.rows > 0) await store.copyIn('run', runColumns, copyStream([rows.take()]));
    if (sourceRows.rows > 0) await store.copyIn('run_source', ['case_key', 'run_id', 'source_key', 'fields'], copyStream([sourceRows.take()]));
    onSlice(to);
  }
}

/** Keys that records of other runs name, or that only lead to others. Only sources of formats that join records are looked at. */
async function namedByRecords(store: Store, caseKey: number): Promise<readonly string[]> {
  const formats = importers.filter(({ joinsRecords }) => joinsRecords === true).map(({ id }) => id);
  const sources = await store.query('SELECT source_key FROM source WHERE case_key = $1 AND format = ANY($2::text[])', [caseKey, formats]);
  if (sources.length === 0) return [];
  const rows = await store.query(
    `SELECT DISTINCT run_id::text
       FROM record
      WHERE case_key = $1 AND source_key = ANY($2::int[]) AND part > 0 AND event = ANY($3::text[])`,
    [caseKey, sources.map(([key]) => Number(key)), pointerEvents],
  );
  return rows.map(([id]) => String(id));
}

/** What each source says on its own, where there are several. */
function writeSourceRows(rows: CopyRows, caseKey: number, id: string, events: readonly PlacedEvent[]): void {
  const bySource = new Map<number, PlacedEvent[]>();
  for (const event of events) {
    const others = bySource.get(event.sourceKey);
    if (others === undefined) bySource.set(event.sourceKey, [event]);
    else others.push(event);
  }
  if (bySource.size < 2) return;
  for (const [sourceKey, ownEvents] of bySource) {
    rows.row(4);
    rows.int4(caseKey);
    rows.uuid(bytesOfRunId(id));
    rows.int4(sourceKey);
    rows.text(summarise(ownEvents).fields);
  }
}
