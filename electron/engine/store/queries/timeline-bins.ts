import { futureAllowance } from '#shared/time-axis.ts';
import type { Store } from '../store.ts';
import { leastLimit } from './timeline-axis.ts';
import { countedOver, slotsFit, type TimelineFilter } from './timeline-filter.ts';

/** Statements over the runs are cut into parts of about so many bins' worth, so that a newer question need not wait for the whole. */
const mostParts = 6;

/**
 * Runs between each two edges, from the roll-up where its slots fit and its columns answer, else from the runs by their time.
 * `goOn` is asked between statements and throws when nobody waits for the answer any more.
 */
export async function timelineBins(store: Store, caseKey: number, filter: TimelineFilter, edges: readonly string[], goOn: () => void): Promise<readonly number[]> {
  const bins = edges.slice(1).map(() => 0);
  const fits = slotsFit(filter.grain, edges);
  for (const part of fits || filter.everything ? [edges] : partsOf(edges)) {
    goOn();
    const rows = fits ? await slotBins(store, filter, part, filter.grain) : await runBins(store, caseKey, filter, part);
    const first = edges.indexOf(part[0] ?? '');
    for (const [bin, runs] of rows) bins[first + Number(bin) - 1] = Number(runs);
  }
  return bins;
}

function slotBins(store: Store, filter: TimelineFilter, edges: readonly string[], grain: bigint) {
  const { from, at, runs } = filter.everything ? { ...countedOver(true), from: 'timeline_slot AS counted' } : countedOver(true);
  const slots = `$${filter.parameters.length + 1}::bigint[]`;
  const condition = filter.everything ? 'counted.case_key = $1' : filter.sql;
  return store.query(
    `SELECT width_bucket(${at}, ${slots}) AS bin, ${runs}
       FROM ${from}
      WHERE ${condition} AND ${at} >= (${slots})[1] AND ${at} < (${slots})[${edges.length}]
      GROUP BY bin`,
    [...filter.parameters, edges.map((edge) => String(BigInt(edge) / grain))],
  );
}

/** By the index of starts. Where some sources were imported before the window ends, what lies after their import is left out. */
async function runBins(store: Store, caseKey: number, filter: TimelineFilter, edges: readonly string[]) {
  const [from, until] = [edges[0] ?? '0', edges.at(-1) ?? '0'];
  const [bounds, first, last] = [`$${filter.parameters.length + 1}::bigint[]`, `$${filter.parameters.length + 2}::bigint`, `$${filter.parameters.length + 3}::bigint`];
  return store.query(
    `SELECT width_bucket(run.started_at, ${bounds}) AS bin, count(*)
       FROM run ${await placedJoin(store, caseKey, until)}
      WHERE ${filter.sql} AND run.started_at >= ${first} AND run.started_at < ${last}
      GROUP BY bin`,
    [...filter.parameters, [...edges], from, until],
  );
}

/** Leaves out runs whose start lies after the import of their source; nothing to do where the window ends before any import. */
export async function placedJoin(store: Store, caseKey: number, until: string): Promise<string> {
  const limit = await leastLimit(store, caseKey);
  if (limit === null || BigInt(until) <= limit) return '';
  return `JOIN source AS told_by ON told_by.case_key = run.case_key AND told_by.source_key = run.source_key AND run.started_at < told_by.imported_at + ${futureAllowance}`;
}

function partsOf(edges: readonly string[]): readonly (readonly string[])[] {
  const bins = edges.length - 1;
  const each = Math.max(1, Math.ceil(bins / mostParts));
  return Array.from({ length: Math.ceil(bins / each) }, (_, part) => edges.slice(part * each, (part + 1) * each + 1));
}
