import type { AwarenessEntry } from '#shared/model/clock.ts';
import type { EarlierEvidence } from '#shared/model/incident.ts';
import { compareInstants } from '#shared/time.ts';

/** Kinds that claim that something was known: evidence before them will be asked about. */
const claims: ReadonlySet<AwarenessEntry['kind']> = new Set(['signal received', 'suspicion', 'reasonable certainty', 'breach discovered', 'incident determined', 'assessed significant', 'processor told us', 'processor aware']);
const certain: ReadonlySet<AwarenessEntry['kind']> = new Set(['reasonable certainty', 'breach discovered', 'incident determined', 'processor told us']);

/** Nanoseconds between the earliest standing signal or suspicion and the earliest standing certainty; null: one of them is not logged. */
export function suspicionToCertainty(awareness: readonly AwarenessEntry[]): string | null {
  const suspicion = earliestOf(awareness, ({ kind }) => kind === 'suspicion') ?? earliestOf(awareness, ({ kind }) => kind === 'signal received');
  const certainty = earliestOf(awareness, ({ kind }) => certain.has(kind));
  return suspicion === null || certainty === null ? null : (BigInt(certainty) - BigInt(suspicion)).toString();
}

/** Runs of the incident, earliest recorded instant first. */
export interface TimedRun {
  readonly name: string;
  readonly at: string;
}

/**
 * Awareness that is claimed later than the case's own evidence began. It proves nobody aware, so it is a note and no verdict; the
 * earliest standing claim is the one that is asked about.
 */
export function earlierEvidence(awareness: readonly AwarenessEntry[], runs: readonly TimedRun[]): readonly EarlierEvidence[] {
  const standing = awareness.filter(({ kind, supersededBy }) => supersededBy === null && claims.has(kind)).toSorted((a, b) => compareInstants(a.at.ns, b.at.ns));
  const [first] = standing;
  const [run] = runs;
  if (first === undefined || run === undefined) return [];
  const before = runs.filter(({ at }) => compareInstants(at, first.at.ns) < 0);
  return before.length === 0 ? [] : [{ entry: first.seq, runs: before.length, of: runs.length, firstAt: run.at, firstRun: run.name }];
}

function earliestOf(awareness: readonly AwarenessEntry[], of: (entry: AwarenessEntry) => boolean): string | null {
  return awareness.filter((entry) => entry.supersededBy === null && of(entry)).map(({ at }) => at.ns).toSorted(compareInstants)[0] ?? null;
}
