import { compareInstants } from '#shared/time.ts';
import type { VersionMark, VersionOverlap } from '#shared/model/timeline.ts';
import type { VersionEntry, Versions } from '#shared/model/version.ts';
import { nameKey } from './versions.ts';

/** A flag where each version begins, in order of time, and a band wherever two of one name run at once. */
export function versionMarks({ entries }: Pick<Versions, 'entries'>): { readonly versions: readonly VersionMark[]; readonly overlaps: readonly VersionOverlap[] } {
  const byName = new Map<string, VersionEntry[]>();
  for (const entry of entries) byName.set(nameKey(entry), [...(byName.get(nameKey(entry)) ?? []), entry]);
  const groups = [...byName.values()].map((group) => group.sort((a, b) => compareInstants(a.from, b.from) || (a.version < b.version ? -1 : 1)));
  return {
    versions: groups.flatMap(marksOf).sort((a, b) => compareInstants(a.at, b.at) || (a.id < b.id ? -1 : 1)),
    overlaps: groups.flatMap(overlapsOf).sort((a, b) => compareInstants(a.from, b.from)),
  };
}

export function markId({ kind, name, version, from }: Pick<VersionEntry, 'kind' | 'name' | 'version' | 'from'>): string {
  return JSON.stringify([kind, name, version, from]);
}

/** Several registries may state one deployment: one flag. */
function marksOf(group: readonly VersionEntry[]): readonly VersionMark[] {
  const distinct = group.filter((entry, index) => !group.slice(0, index).some((earlier) => earlier.version === entry.version && earlier.from === entry.from));
  return distinct.map((entry, index) => {
    const before = distinct.slice(0, index);
    return {
      id: markId(entry), kind: entry.kind, name: entry.name, version: entry.version, previous: before.findLast(({ version }) => version !== entry.version)?.version ?? null, at: entry.from, basis: entry.basis,
      again: before.some(({ version }) => version === entry.version), changelog: entry.changelog, firstUse: entry.use?.firstAt ?? null, runs: entry.use?.runs ?? null,
    };
  });
}

function overlapsOf(group: readonly VersionEntry[]): readonly VersionOverlap[] {
  return group.flatMap((first, index) =>
    group.slice(index + 1).flatMap((second): readonly VersionOverlap[] => {
      if (second.version === first.version || (first.until !== null && compareInstants(second.from, first.until) >= 0)) return [];
      // Of a version that has no known end nothing says that it went on beside the next.
      if (first.until === null && first.end !== 'open') return [];
      const until = earlier(first.until, second.until);
      if (until !== null && compareInstants(until, second.from) <= 0) return [];
      return [{ kind: first.kind, name: first.name, versions: [first.version, second.version], from: second.from, until, basis: first.basis }];
    }),
  );
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null) return b;
  return b === null || compareInstants(a, b) < 0 ? a : b;
}
