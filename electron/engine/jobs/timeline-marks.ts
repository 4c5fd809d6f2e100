import type { Versions } from '#shared/model/version.ts';
import { earliestPlaced } from '#shared/time-axis.ts';
import { compareInstants } from '#shared/time.ts';
import { versionMarks } from '../lineage/version-marks.ts';
import type { Store } from '../store/store.ts';
import { placedVersionUses, ruleUses, versionUses, type VersionUsed } from '../store/queries/version-uses.ts';
import { stagesAreKnown } from '../store/queries/stage-lanes.ts';
import type { CaseBench } from './case-bench.ts';
import { recallVersions } from './recall-versions.ts';

/** Flags and bands of every version the case knows of: registered ones, and those that runs used first. */
export async function recallMarks(bench: Pick<CaseBench, 'store' | 'caseKey' | 'shelf'>): Promise<ReturnType<typeof versionMarks>> {
  return versionMarks(await versionsOnTheAxis(bench));
}

export async function versionsOnTheAxis(bench: Pick<CaseBench, 'store' | 'caseKey' | 'shelf'>): Promise<Versions> {
  return recallVersions(bench, await usesOnTheAxis(bench.store, bench.caseKey));
}

/** A start of 1970 or 1601 is no first use: where one would be the first, uses are counted again from what can stand on the axis. */
async function usesOnTheAxis(store: Store, caseKey: number): Promise<readonly VersionUsed[]> {
  const uses = await versionUses(store, caseKey);
  const early = uses.some(({ firstAt }) => firstAt !== null && compareInstants(firstAt, String(earliestPlaced)) < 0);
  return [...(early ? await placedVersionUses(store, caseKey) : uses), ...((await stagesAreKnown(store, caseKey)) ? await ruleUses(store, caseKey) : [])];
}
