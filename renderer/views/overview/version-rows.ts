import type { VersionUse } from '#shared/ipc/answers.ts';

export interface VersionRow {
  readonly use: VersionUse;
  /** Which of the two versions differs from the one used before it in the same place. */
  readonly changed: { readonly model: string | null; readonly prompt: string | null };
  /** First of its model and template: a line stands above it. */
  readonly first: boolean;
}

/**
 * Versions in the order of first use, kept together by model and prompt template. `changed` holds the version that was in
 * use before, so that a change can be read where it happened. Nothing is a change when its predecessor is not recorded.
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
    .flatMap((family) => family.map((use, index): VersionRow => ({ use, changed: changeFrom(family[index - 1], use), first: index === 0 })));
}

function changeFrom(before: VersionUse | undefined, use: VersionUse): VersionRow['changed'] {
  return {
    model: before?.modelVersion !== undefined && before.modelVersion !== null && use.modelVersion !== null && before.modelVersion !== use.modelVersion ? before.modelVersion : null,
    prompt: before?.promptVersion !== undefined && before.promptVersion !== null && use.promptVersion !== null && before.promptVersion !== use.promptVersion ? before.promptVersion : null,
  };
}

function byFirstUse(a: VersionUse, b: VersionUse): number {
  if (a.firstAt === null || b.firstAt === null) return Number(a.firstAt === null) - Number(b.firstAt === null);
  const difference = BigInt(a.firstAt) - BigInt(b.firstAt);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function runsOf(family: readonly VersionUse[]): number {
  return family.reduce((sum, { runs }) => sum + runs, 0);
}
