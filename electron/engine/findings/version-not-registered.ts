import type { FindingRule } from './finding-rule.ts';
import { isAlias, namedVersions } from './named-versions.ts';
import { registeredVersions, withoutRegistry } from './registered-versions.ts';
import { quoted } from './wording.ts';

export const versionNotRegistered: FindingRule = {
  id: 'version-not-registered',
  title: 'A version its registry does not know',
  definition: 'The run names a model or prompt that an imported registry knows, in a version that no registry has an entry of, character by character. Aliases raise `version-alias`; names no registry knows raise `name-not-registered`.',
  basis: 'Model versioning: registry of every deployment',
  severity: 'medium',
  family: 'versions',
  needs: withoutRegistry,
  ofRun(context) {
    const registered = registeredVersions(context);
    return (surveyed) => {
      for (const named of namedVersions(surveyed)) {
        if (named.version === null || isAlias(named.version)) continue;
        const entries = registered.of(named.kind, named.name);
        if (entries.length === 0 || entries.some(({ version }) => version === named.version)) continue;
        return { sentence: `The ${named.kind} ${quoted(named.name)} is recorded in version ${quoted(named.version)}; the registry has ${[...new Set(entries.map(({ version }) => version))].map(quoted).join(', ')}.`, evidence: [`${named.stage}.${named.value}`] };
      }
      return null;
    };
  },
};
