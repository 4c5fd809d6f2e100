import type { VersionEntry, VersionKind } from '#shared/model/version.ts';
import { compareInstants } from '#shared/time.ts';
import type { RuleContext } from './finding-rule.ts';

/** What registries state, made ready for look-ups by kind and name. What only runs say of a version is not in it. */
export interface RegisteredVersions {
  of(kind: VersionKind, name: string): readonly VersionEntry[];
  /** Any registry states something of the kind. */
  knows(kind: VersionKind): boolean;
}

export function registeredVersions({ versions }: RuleContext): RegisteredVersions {
  const known = indexes.get(versions);
  if (known !== undefined) return known;
  const kinds = new Map<VersionKind, Map<string, VersionEntry[]>>();
  for (const entry of versions) {
    if (entry.basis !== 'registry') continue;
    const names = kinds.get(entry.kind) ?? new Map<string, VersionEntry[]>();
    kinds.set(entry.kind, names);
    const entries = names.get(entry.name);
    if (entries === undefined) names.set(entry.name, [entry]);
    else entries.push(entry);
  }
  const index: RegisteredVersions = { of: (kind, name) => kinds.get(kind)?.get(name) ?? none, knows: (kind) => kinds.has(kind) };
  indexes.set(versions, index);
  return index;
}

const none: readonly VersionEntry[] = [];
const indexes = new WeakMap<readonly VersionEntry[], RegisteredVersions>();

/** [from, until): the instant a version ends is not its own any more. */
export function isInForce(entry: VersionEntry, instant: string): boolean {
  return compareInstants(entry.from, instant) <= 0 && (entry.until === null || compareInstants(instant, entry.until) < 0);
}

export function withoutRegistry(context: RuleContext): string | null {
  const registered = registeredVersions(context);
  return registered.knows('model') || registered.knows('prompt') ? null : 'no registry of models or prompts is imported';
}
