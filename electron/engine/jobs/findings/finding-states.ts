import { findingStated, partsOfFindingId, statedFindings, type StatedFinding } from '../../findings/finding-acts.ts';
import { replaceFindingStates } from '../../store/queries/finding-states.ts';
import { metaValue, setMeta } from '../../store/queries/meta.ts';
import type { CaseBench } from '../case-bench.ts';

/** What people said of findings, by finding. */
export function findingStatesOf({ acts }: Pick<CaseBench, 'acts'>): ReadonlyMap<string, StatedFinding> {
  return statedFindings(acts.of(findingStated).acts);
}

/** Brings the index to what the acts say now, where acts came since: acts are done, taken back and brought back elsewhere as well. */
export async function projectFindingStates(bench: Pick<CaseBench, 'acts' | 'store' | 'caseKey'>): Promise<ReadonlyMap<string, StatedFinding>> {
  const { acts, store, caseKey } = bench;
  const stated = findingStatesOf(bench);
  const revision = String(acts.revision);
  if ((await metaValue(store, caseKey, 'finding-states-revision')) === revision) return stated;
  await replaceFindingStates(store, caseKey, Array.from(stated, ([id, { state }]) => ({ id, ...partsOfFindingId(id), state })));
  await setMeta(store, caseKey, 'finding-states-revision', revision);
  return stated;
}
