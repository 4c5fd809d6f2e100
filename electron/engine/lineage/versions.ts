import { versionKinds, type VersionContradiction, type VersionEntry, type VersionKind, type VersionPlace, type Versions, type VersionsInForce, type VersionSpan } from '#shared/model/version.ts';
import { compareInstants, instantText } from '#shared/time.ts';
import type { RegistryEntry } from '../importers/version-registry/read-entry.ts';

export interface StatedEntry {
  readonly entry: RegistryEntry;
  readonly place: VersionPlace;
}

/** What runs say they used. */
export interface UsedVersion extends VersionSpan {
  readonly kind: VersionKind;
  readonly name: string;
  readonly version: string;
}

const mostContradictions = 500;

/** All registries and all uses as one list. Entries that say exactly the same are one with several places; any other stays as it is. */
export function mergeVersions(stated: readonly StatedEntry[], used: readonly UsedVersion[]): Versions {
  const uses = new Map(used.map((use) => [keyOf(use), use]));
  const registered = groupBy(distinct(stated, uses), nameKey);
  const known = new Set([...registered.values()].flat().map(keyOf));
  const unregistered = groupBy(used.filter((use) => use.firstAt !== null && !known.has(keyOf(use))), nameKey);
  const contradictions: VersionContradiction[] = [];
  const entries: VersionEntry[] = [];
  for (const group of registered.values()) {
    const ended = withEnds(group.sort(byStart));
    entries.push(...ended);
    for (const found of contradictionsIn(ended)) if (contradictions.length <= mostContradictions) contradictions.push(found);
  }
  for (const group of unregistered.values()) entries.push(...fromUse(group));
  return { entries: entries.sort((a, b) => versionKinds.indexOf(a.kind) - versionKinds.indexOf(b.kind) || compareText(a.name, b.name) || byStart(a, b)), contradictions: contradictions.slice(0, mostContradictions), more: contradictions.length > mostContradictions };
}

/** Whose time touches [from, until). Of a name that a registry knows, use says nothing about what was in force. */
export function inForce({ entries, contradictions }: Versions, { kind, name, from, until }: { readonly kind: VersionKind | null; readonly name: string | null; readonly from: string | null; readonly until: string | null }): VersionsInForce {
  const asked = entries.filter((entry) => (kind === null || entry.kind === kind) && (name === null || entry.name === name));
  const registered = new Set(asked.filter(({ basis }) => basis === 'registry').map(nameKey));
  const found = asked.filter((entry) => (entry.basis === 'registry' || !registered.has(nameKey(entry))) && touches(entry, from, until));
  const answered = new Set(found.map(keyOf));
  return { from, until, entries: found, contradictions: contradictions.filter((one) => one.versions.some((version) => answered.has(keyOf({ ...one, version })))) };
}

export function nameKey({ kind, name }: Pick<VersionEntry, 'kind' | 'name'>): string {
  return `${kind}\n${name}`;
}

function keyOf(version: Pick<VersionEntry, 'kind' | 'name' | 'version'>): string {
  return JSON.stringify([version.kind, version.name, version.version]);
}

function touches(entry: Pick<VersionEntry, 'from' | 'until'>, from: string | null, until: string | null): boolean {
  // Deployed and ended at one instant: in force at none.
  if (entry.until !== null && compareInstants(entry.from, entry.until) >= 0) return false;
  return (until === null || compareInstants(entry.from, until) < 0) && (from === null || entry.until === null || compareInstants(entry.until, from) > 0);
}

function distinct(stated: readonly StatedEntry[], uses: ReadonlyMap<string, UsedVersion>): readonly VersionEntry[] {
  const same = groupBy(stated, ({ entry }) => JSON.stringify(entry));
  return [...same.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const use = uses.get(keyOf(first.entry));
    return [{ ...first.entry, basis: 'registry' as const, rule: null, stated: group.map(({ place }) => place), use: use === undefined ? null : spanOf(use) }];
  });
}

/** Sorted by start. What states no end is taken to end where the next deployment of the name begins. */
function withEnds(group: readonly VersionEntry[]): readonly VersionEntry[] {
  return group.map((entry, index) => {
    if (entry.end !== 'not recorded') return entry;
    const next = group.slice(index + 1).find(({ from }) => compareInstants(from, entry.from) > 0);
    return next === undefined ? entry : { ...entry, until: next.from, end: 'inferred' as const, rule: `no end is recorded: the next deployment, of ${next.version}, is taken as it` };
  });
}

function* contradictionsIn(group: readonly VersionEntry[]): Generator<VersionContradiction> {
  for (const [index, first] of group.entries()) {
    for (const second of group.slice(index + 1)) {
      if (first.until !== null && compareInstants(second.from, first.until) >= 0) break;
      if (!touches(second, first.from, first.until)) continue;
      yield { kind: first.kind, name: first.name, versions: [first.version, second.version], what: disagreement(first, second), stated: [...first.stated, ...second.stated] };
    }
  }
}

function disagreement(first: VersionEntry, second: VersionEntry): string {
  const end = [first.until, second.until].reduce((a, b) => (a === null ? b : b === null || compareInstants(a, b) < 0 ? a : b), null);
  const time = `from ${instantText(second.from)} ${end === null ? 'on' : `to ${instantText(end)}`}`;
  if (first.version !== second.version) return `${first.version} and ${second.version} are both in force ${time}`;
  if (first.from !== second.from) return `${first.version} is deployed on ${instantText(first.from)} by one entry and on ${instantText(second.from)} by another, with no end between`;
  const differ = (['until', 'end', 'provider', 'changelog', 'approvedBy', 'text', 'conditions', 'effect', 'owner', 'review'] as const).filter((member) => JSON.stringify(first[member]) !== JSON.stringify(second[member]));
  return `two entries for the deployment of ${first.version} on ${instantText(first.from)} differ in ${differ.join(', ')}`;
}

const useRule = 'no imported registry names it: dated from its first use in the runs, to the first use of the next version or its own last use, whichever is later';

function fromUse(group: readonly UsedVersion[]): readonly VersionEntry[] {
  const dated = group.flatMap((use) => (use.firstAt === null ? [] : [{ use, from: use.firstAt }])).sort(byStart);
  return dated.map(({ use, from }) => {
    const next = dated.find((other) => compareInstants(other.from, from) > 0)?.from ?? null;
    const until = next === null ? null : use.lastAt === null || compareInstants(use.lastAt, next) < 0 ? next : String(BigInt(use.lastAt) + 1n);
    return { kind: use.kind, name: use.name, version: use.version, provider: null, from, until, end: until === null ? ('not recorded' as const) : ('inferred' as const), changelog: null, approvedBy: null, text: null, conditions: null, effect: null, owner: null, review: null, basis: 'first use' as const, rule: useRule, stated: [], use: spanOf(use) };
  });
}

function spanOf({ runs, firstAt, lastAt }: VersionSpan): VersionSpan {
  return { runs, firstAt, lastAt };
}

function byStart(a: { readonly from: string }, b: { readonly from: string }): number {
  return compareInstants(a.from, b.from);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function groupBy<T>(items: readonly T[], keyOfItem: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
