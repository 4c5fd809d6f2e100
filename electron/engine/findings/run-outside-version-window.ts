import type { FindingRule } from './finding-rule.ts';
import { namedVersions } from './named-versions.ts';
import { isInForce, registeredVersions, withoutRegistry } from './registered-versions.ts';
import { at, quoted } from './wording.ts';

export const runOutsideVersionWindow: FindingRule = {
  id: 'run-outside-version-window',
  title: 'A version used while its registry has it not in force',
  definition: 'The run names a version of a model or prompt that a registry has entries of, and none of them was in force when the stage that names it, or else the run, began: first instant included, last excluded. Neither record is taken for the right one.',
  basis: 'Model versioning: every decision carries its version',
  severity: 'medium',
  family: 'versions',
  needs: withoutRegistry,
  ofRun(context) {
    const registered = registeredVersions(context);
    return (surveyed) => {
      for (const { kind, name, version, stage, value, at: used } of namedVersions(surveyed)) {
        if (version === null || used === null) continue;
        const entries = registered.of(kind, name);
        const own = entries.filter((entry) => entry.version === version);
        if (own.length === 0 || own.some((entry) => isInForce(entry, used))) continue;
        const then = [...new Set(entries.filter((entry) => isInForce(entry, used)).map((entry) => entry.version))];
        return { sentence: `${quoted(name)} ${quoted(version)} was used at ${at(used)}; by the registry ${then.length === 0 ? 'no version' : then.map(quoted).join(' and ')} was in force then.`, evidence: [`${stage}.${value}`] };
      }
      return null;
    };
  },
};
