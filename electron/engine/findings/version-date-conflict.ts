import type { VersionEntry } from '#shared/model/version.ts';
import type { FindingRule } from './finding-rule.ts';
import { deploymentStated, namedVersions } from './named-versions.ts';
import { registeredVersions, withoutRegistry } from './registered-versions.ts';
import { at, quoted } from './wording.ts';

const hour = 3_600_000_000_000n;
const day = 24n * hour;

export const versionDateConflict: FindingRule = {
  id: 'version-date-conflict',
  title: 'Run and registry date the deployment differently',
  definition: 'The run states when the version of its model was deployed, and no entry of that version in a registry has that instant. A date alone agrees with every instant that falls on it somewhere on earth (UTC−12 to UTC+14); a time is compared at the precision it is written in.',
  basis: 'Model versioning: deployment date of every version',
  severity: 'low',
  family: 'versions',
  needs: withoutRegistry,
  ofRun(context) {
    const registered = registeredVersions(context);
    return (surveyed) => {
      const stated = deploymentStated(surveyed.run);
      if (stated === null || !stated.read.ok) return null;
      const model = namedVersions(surveyed).find(({ kind, stage }) => kind === 'model' && stage === stated.stage);
      if (model === undefined || model.version === null) return null;
      const own = registered.of('model', model.name).filter(({ version }) => version === model.version);
      if (own.length === 0 || own.some((entry) => agrees(entry, stated.read))) return null;
      return { sentence: `The run dates the deployment of ${quoted(model.name)} ${quoted(model.version)} ${quoted(stated.text)}; the registry has ${own.map(({ from }) => at(from)).join(', ')}.`, evidence: [`${stated.stage}.deployedAt`, `${stated.stage}.version`] };
    };
  },
};

const units = { day, minute: 60_000_000_000n, second: 1_000_000_000n, millisecond: 1_000_000n, microsecond: 1000n, nanosecond: 1n } as const;

function agrees({ from }: VersionEntry, read: NonNullable<ReturnType<typeof deploymentStated>>['read']): boolean {
  if (!read.ok) return true;
  const [deployed, stated] = [BigInt(from), BigInt(read.ns)];
  const [earlier, later] = read.zoneless ? [14n * hour, 12n * hour] : [0n, 0n];
  return deployed >= stated - earlier && deployed < stated + units[read.precision] + later;
}
