import { parseSearch } from '#shared/search/parse-search.ts';
import type { Search } from '#shared/search/search.ts';
import { timelineGrain } from '../timeline-rollup.ts';
import type { Store } from '../store.ts';
import { filterOf, type Filter } from './search-to-sql.ts';

/** Where the counts of a search come from: rows of `run`, or kinds of runs under the same name with how many of each began when. */
export interface TimelineFilter extends Filter {
  /** Nanoseconds of one slot; null: only the runs themselves can answer. */
  readonly grain: bigint | null;
}

export async function timelineFilter(store: Store, caseKey: number, where: string): Promise<TimelineFilter> {
  const filter = filterOf(caseKey, where);
  const parsed = parseSearch(where);
  const onKinds = parsed.ok && (parsed.search === null || usesKindsOnly(parsed.search));
  return { ...filter, grain: onKinds ? await timelineGrain(store, caseKey) : null };
}

/** Whether each part holds for one run of a kind exactly if it holds for all of them. What is not known here is asked of the runs. */
function usesKindsOnly(search: Search): boolean {
  switch (search.kind) {
    case 'and':
    case 'or':
      return search.of.every(usesKindsOnly);
    case 'not':
      return usesKindsOnly(search.of);
    case 'text':
      return ['action', 'agent', 'model', 'version', 'prompt', 'environment', 'source'].includes(search.field);
    case 'approval':
    case 'outcome':
    case 'missing':
    case 'has':
      return true;
    default:
      return false;
  }
}

/** Whether slots fit between the edges without being cut. */
export function slotsFit(grain: bigint | null, edges: readonly string[]): grain is bigint {
  return grain !== null && edges.every((edge) => BigInt(edge) % grain === 0n);
}

/** `FROM …` and the columns that stand for time and number there. `run` is what the filter speaks of. */
export function countedOver(rollup: boolean): { readonly from: string; readonly at: string; readonly runs: string } {
  return rollup
    ? { from: 'timeline_slot AS counted JOIN timeline_kind AS run ON run.case_key = counted.case_key AND run.kind = counted.kind', at: 'counted.slot', runs: 'sum(counted.runs)::bigint' }
    : { from: 'run', at: 'run.started_at', runs: 'count(*)' };
}
