import type { RunPair } from '#shared/model/run-pair.ts';
import type { Copyable } from '../../parts/copy-items.ts';
import { type PairCell, pairGroups } from './pair-rows.ts';

/** Every value of both runs with its verdict, as a table to take along. */
export function copyablePair(pair: RunPair): Copyable {
  const text = (cell: PairCell | null): string | null => (cell === null ? null : cell.provenance === 'recorded' ? cell.shown.text : `${cell.shown.text} (${cell.provenance})`);
  return {
    table: {
      title: `Run ${pair.a.run.externalId} beside run ${pair.b.run.externalId}`,
      columns: [{ id: 'stage', title: 'Stage' }, { id: 'name', title: 'Value' }, { id: 'a', title: `A: ${pair.a.run.externalId}` }, { id: 'b', title: `B: ${pair.b.run.externalId}` }, { id: 'verdict', title: 'Verdict' }],
      absent: 'not recorded',
      notes: [],
      rows: pairGroups(pair, 'everything').flatMap(({ title, rows }) => rows.map(({ name, a, b, verdict }) => [title, name, text(a), text(b), verdict])),
    },
  };
}
