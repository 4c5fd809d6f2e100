import type { FindingRule } from './finding-rule.ts';
import { isAlias, namedVersions } from './named-versions.ts';
import { quoted } from './wording.ts';

export const versionAlias: FindingRule = {
  id: 'version-alias',
  title: 'The version is an alias',
  definition: 'The recorded version of a model or a prompt is a word that stands for whatever is deployed (latest, stable, current, default, preview, production and the like, or ends in -latest): which version ran is as little known as if nothing were recorded.',
  basis: 'Execute Action Audit Standard, field 2: a dated snapshot, not "latest"',
  severity: 'medium',
  family: 'versions',
  ofRun: () => (surveyed) => {
    const { row } = surveyed;
    if ((row.modelVersion === null || !isAlias(row.modelVersion)) && (row.promptVersion === null || !isAlias(row.promptVersion))) return null;
    const found = namedVersions(surveyed).find(({ version }) => version !== null && isAlias(version));
    if (found === undefined) return null;
    return { sentence: `The version of the ${found.kind} ${quoted(found.name)} is recorded as "${quoted(found.version ?? '')}".`, evidence: [`${found.stage}.${found.value}`] };
  },
};
