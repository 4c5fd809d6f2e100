import type { VersionUse } from '#shared/ipc/answers.ts';

export interface VersionRow {
  readonly use: VersionUse;
  /** For a version not seen before in its family: the one that was used before it. */
  readonly changed: { readonly model: string | null; readonly prompt: string | null };
  /** First of its model and template: a line stands above it. */
  readonly first: boolean;
}

/**
 * Versions in the order of first use, kept together by model and prompt template, so that a change can be read where it
 * happened. A version that comes back is no change, and nothing is one when its predecessor is not recorded.
 */
export function versionRows(versions: readonly VersionUse[]): readonly VersionRow[] {
  const families = new Map<string, VersionUse[]>();
  for (const use of versions) {
    const key = JSON.stringify([use.model, use.promptTemplate]);
    const family = families.get(key);
    if (family === undefined) families.set(key, [use]);
    else family.push(use);
  }
  return [...families.values()]
    .map((family) => family.sort(byFirstUse))
    .sort((a, b) => runsOf(b) - runsOf(a))
    .flatMap((family) => family.map((use, index): VersionRow => ({ use, changed: changeFrom(family.slice(0, index), use), first: index === 0 })));
}

function changeFrom(earlier: readonly VersionUse[], use: VersionUse): VersionRow['changed'] {
  return { model: replaced(earlier.map(({ modelVersion }) => modelVersion), use.modelVersion), prompt: replaced(earlier.map(({ promptVersion }) => promptVersion), use.promptVersion) };
}

function replaced(earlier: readonly (string | null)[], version: string | null): string | null {
  return version === null || earlier.includes(version) ? null : (earlier.findLast((other) => other !== null) ?? null);
}

function byFirstUse(a: VersionUse, b: VersionUse): number {
  if (a.firstAt === null || b.firstAt === null) return Number(a.firstAt === null) - Number(b.firstAt === null);
  const difference = BigInt(a.firstAt) - BigInt(b.firstAt);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function runsOf(family: readonly VersionUse[]): number {
  return family.reduce((sum, { runs }) => sum + runs, 0);
}
