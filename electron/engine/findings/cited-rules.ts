import type { RunRow } from '#shared/model/run.ts';
import type { VersionEntry } from '#shared/model/version.ts';
import type { CaseContext, CaseFinding, Collector } from './finding-rule.ts';
import { caseFinding, GroupedRuns } from './grouped-runs.ts';
import { registeredVersions } from './registered-versions.ts';
import { counted } from './wording.ts';

/** Entries of the register that lack something, each with the runs that a rule of its id and version allowed. Rules no run names are not found. */
export function citedRulesLacking(context: CaseContext, lacks: (entry: VersionEntry) => boolean, what: string): Collector {
  const registered = registeredVersions(context);
  const runs = new GroupedRuns();
  const lacking = new Map<string, readonly VersionEntry[]>();
  return {
    add(row: RunRow, { ruleVersion }) {
      if (row.ruleId === null || row.approvalClass !== 'named rule') return;
      const key = `${row.ruleId}\n${ruleVersion ?? ''}`;
      let entries = lacking.get(key);
      if (entries === undefined) {
        const version = ruleVersion;
        entries = registered.of('rule', row.ruleId).filter((entry) => (version === null || entry.version === version) && lacks(entry));
        lacking.set(key, entries);
      }
      if (entries.length > 0) runs.add(key, row);
    },
    end: (): readonly CaseFinding[] =>
      runs.groups().flatMap((group) => {
        const [entry] = lacking.get(group.key) ?? [];
        return entry === undefined ? [] : [caseFinding({ ...group, key: group.key.replace('\n', ' ') }, `Rule ${entry.name} version ${entry.version} allowed ${counted(group.count, 'run')}; its register records ${what}.`, ['decision.ruleId'])];
      }),
  };
}
