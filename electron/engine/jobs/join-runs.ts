import { CopyRows, copyStream } from '../store/binary-copy.ts';
import { bytesOfRunId } from '../lineage/run-id.ts';
import type { PlacedEvent } from '../lineage/placed-event.ts';
import { summarise } from '../lineage/summary.ts';
import type { Store } from '../store/store.ts';
import { recallRuns } from './recall-runs.ts';
import { runColumns, writeRunRow } from './rows.ts';
import type { SourceShelf } from './source-shelf.ts';

const sliceRuns = 500;

/**
 * Makes the rows of runs anew that more than one batch, file or source speaks of, from all their records as they stand in
 * the vault. Which import came last does not show in the result.
 */
export async function joinRuns(store: Store, caseKey: number, shelf: SourceShelf, ids: readonly string[], onSlice: (done: number) => void): Promise<void> {
  for (let from = 0; from < ids.length; from += sliceRuns) {
    const slice = ids.slice(from, from + sliceRuns);
    const runs = await recallRuns(store, caseKey, shelf, slice);
    const rows = new CopyRows(64 << 10);
    const sourceRows = new CopyRows(4096);
    for (const run of runs) {
      if (run.events.length === 0) continue;
      writeRunRow(rows, caseKey, bytesOfRunId(run.id), summarise(run.events));
      writeSourceRows(sourceRows, caseKey, run.id, run.events);
    }
    await store.query('DELETE FROM run WHERE case_key = $1 AND id = ANY($2::uuid[])', [caseKey, slice]);
    await store.query('DELETE FROM run_source WHERE case_key = $1 AND run_id = ANY($2::uuid[])', [caseKey, slice]);
    if (rows.rows > 0) await store.copyIn('run', runColumns, copyStream([rows.take()]));
    if (sourceRows.rows > 0) await store.copyIn('run_source', ['case_key', 'run_id', 'source_key', 'fields'], copyStream([sourceRows.take()]));
    onSlice(Math.min(ids.length, from + sliceRuns));
  }
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
