import type { VersionEntry } from '#shared/model/version.ts';
import type { FindingRule } from './finding-rule.ts';
import { caseFinding, GroupedRuns } from './grouped-runs.ts';
import { registeredVersions, withoutRegistry } from './registered-versions.ts';
import { at, counted, quoted } from './wording.ts';

export const versionWithoutChangelog: FindingRule = {
  id: 'version-without-changelog',
  title: 'A version in use without a changelog',
  definition: 'Runs name a version of a model or prompt, a registry has entries of that version, and none of them states what changed and why. The sentence says whether another version of the name was deployed before it. One finding a version; versions no run names are not found.',
  basis: 'Model versioning: changelog per version',
  severity: 'low',
  family: 'versions',
  needs: withoutRegistry,
  overRuns(context) {
    const registered = registeredVersions(context);
    const runs = new GroupedRuns();
    const silent = new Map<string, VersionEntry | null>();
    const firstSilent = (kind: 'model' | 'prompt', name: string, version: string): VersionEntry | null => {
      const own = registered.of(kind, name).filter((entry) => entry.version === version);
      return own.every(({ changelog }) => changelog === null) ? (own[0] ?? null) : null;
    };
    const look = (kind: 'model' | 'prompt', name: string | null, version: string | null, row: Parameters<GroupedRuns['add']>[1]): void => {
      if (name === null || version === null) return;
      const key = `${kind} ${name}\n${version}`;
      let entry = silent.get(key);
      if (entry === undefined) silent.set(key, (entry = firstSilent(kind, name, version)));
      if (entry !== null) runs.add(key, row);
    };
    return {
      add(row) {
        look('model', row.model, row.modelVersion, row);
        look('prompt', row.promptTemplate, row.promptVersion, row);
      },
      end: () =>
        runs.groups().flatMap((group) => {
          const entry = silent.get(group.key);
          if (entry === undefined || entry === null) return [];
          const before = registered.of(entry.kind, entry.name).filter((other) => other.version !== entry.version && BigInt(other.from) < BigInt(entry.from));
          const follows = before.length === 0 ? 'no earlier version is registered' : `it followed ${quoted(before.at(-1)?.version ?? '')}`;
          return [caseFinding({ ...group, key: group.key.replace('\n', ' ') }, `${quoted(entry.name)} ${quoted(entry.version)}, deployed ${at(entry.from)}, states no changelog; ${follows}; ${counted(group.count, 'run')} used it.`, [entry.kind === 'model' ? 'model.version' : 'model.promptVersion'])];
        }),
    };
  },
};
