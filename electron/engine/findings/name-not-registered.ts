import type { VersionKind } from '#shared/model/version.ts';
import type { FindingRule } from './finding-rule.ts';
import { GroupedRuns } from './grouped-runs.ts';
import { registeredVersions, withoutRegistry } from './registered-versions.ts';
import { counted, quoted } from './wording.ts';

export const nameNotRegistered: FindingRule = {
  id: 'name-not-registered',
  title: 'A model or prompt that no registry names',
  definition: 'Runs name a model or a prompt template, and the imported registries, which do have entries of that kind, have none of that name, character by character. One finding a name.',
  basis: 'Model versioning: registry of every deployment',
  severity: 'low',
  family: 'versions',
  needs: withoutRegistry,
  overRuns(context) {
    const registered = registeredVersions(context);
    const names = new GroupedRuns();
    const look = (kind: VersionKind, name: string | null, row: Parameters<GroupedRuns['add']>[1]): void => {
      if (name !== null && registered.knows(kind) && registered.of(kind, name).length === 0) names.add(`${kind} ${name}`, row);
    };
    return {
      add(row) {
        look('model', row.model, row);
        look('prompt', row.promptTemplate, row);
      },
      end: () => names.findings(({ key, count }) => `${counted(count, 'run')} used the ${quoted(key)}, which no imported registry names.`, ({ key }) => [key.startsWith('model ') ? 'model.name' : 'model.promptTemplate']),
    };
  },
};
