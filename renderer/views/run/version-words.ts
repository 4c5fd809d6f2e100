import type { VersionEntry, VersionStanding } from '#shared/model/version.ts';
import { instantText } from '#shared/time.ts';

/** What is known of one version a run names, in short pieces; `doubt`: registry and run disagree, or a word is missing. */
export interface VersionWords {
  readonly title: string;
  readonly doubt: boolean;
  readonly facts: readonly string[];
}

export function versionWords({ kind, name, recorded, verdict, inForce, own, otherDate }: VersionStanding): VersionWords {
  const then = inForce.map(({ version }) => version).join(' and ');
  const beside: Readonly<Record<VersionStanding['verdict'], string>> = {
    'in force': 'in force at the time, by the registry',
    'not in force': then === '' ? 'no version was in force at the time, by the registry' : `by the registry ${then} was in force at the time`,
    'several in force': `the registry has ${then} in force at the time`,
    'not registered': `the registry does not name this version${then === '' ? '' : `; it has ${then} in force at the time`}`,
    'no registry': 'no imported registry names it',
    'version not recorded': then === '' ? 'which version is not recorded' : `which version is not recorded; by the registry ${then} was in force at the time`,
    'time not recorded': 'the time is not recorded, so what was in force cannot be told',
  };
  return {
    title: `${kind} ${name} ${recorded ?? ''}`.trim(),
    doubt: verdict !== 'in force' && verdict !== 'no registry',
    facts: [
      ...(own === null ? [] : deployed(own)),
      beside[verdict],
      ...(otherDate === null ? [] : [`the run dates its deployment ${instantText(otherDate)}`]),
      ...(own === null || own.basis === 'first use' ? [] : [own.changelog === null ? 'no changelog recorded' : `changelog: ${own.changelog}`]),
    ],
  };
}

/** The same version in the same standing is said once, with the number of stages that name it. */
export function versionLines(standings: readonly VersionStanding[]): readonly (VersionWords & { readonly stages: number })[] {
  const lines = new Map<string, VersionWords & { readonly stages: number }>();
  for (const standing of standings) {
    const words = versionWords(standing);
    const key = JSON.stringify(words);
    lines.set(key, { ...words, stages: (lines.get(key)?.stages ?? 0) + 1 });
  }
  return [...lines.values()];
}

function deployed({ basis, from, until, end }: VersionEntry): readonly string[] {
  if (basis === 'first use') return [`first used ${instantText(from)}, inferred from first use`];
  const ended = until === null ? '' : ` to ${instantText(until)}${end === 'inferred' ? ' (inferred)' : ''}`;
  return [`deployed ${instantText(from)}${ended}`];
}
