import type { Blast, BlastAsk, CausePart } from '#shared/model/blast.ts';
import type { SourceRow } from '#shared/model/source.ts';
import type { VersionEntry } from '#shared/model/version.ts';
import { compareInstants, instantText } from '#shared/time.ts';

/** From the deployment of everything chosen to the first end of any of it; or as the analyst set it. */
export function blastWindow({ cause, window, at }: Pick<BlastAsk, 'cause' | 'window' | 'at'>, entries: readonly VersionEntry[], asOf: string | null): Blast['window'] {
  if (window !== null) return { ...window, ongoing: false, asOf, why: ['set by the analyst'] };
  const spans = cause.filter(({ version }) => version !== null).map((part) => spanOf(part, deploymentsOf(part, entries), at));
  const from = spans.reduce<string | null>((latest, span) => later(latest, span.from), null);
  const until = spans.reduce<string | null>((earliest, span) => sooner(earliest, span.until), null);
  const why = spans.flatMap((span) => span.why);
  if (spans.length === 0) return { from: null, until: null, ongoing: false, asOf, why: ['nothing chosen is deployed in versions: all of the recorded time'] };
  const never = from !== null && until !== null && compareInstants(from, until) >= 0 ? ['these versions were never in force together by what the case knows'] : [];
  return { from, until, ongoing: until === null, asOf, why: [...why, ...(until === null ? [`no rollback or replacement is known: ongoing, as of ${asOf === null ? 'an unknown time' : instantText(asOf)}`] : []), ...never] };
}

export function deploymentsOf({ kind, name, version }: CausePart, entries: readonly VersionEntry[]): readonly VersionEntry[] {
  return entries.filter((entry) => entry.kind === kind && entry.name === name && entry.version === version);
}

interface Span {
  readonly from: string | null;
  readonly until: string | null;
  readonly why: readonly string[];
}

function spanOf({ name, version }: CausePart, deployments: readonly VersionEntry[], at: string | null): Span {
  const covering = at === null ? [] : deployments.filter(({ from, until }) => compareInstants(from, at) <= 0 && (until === null || compareInstants(at, until) < 0));
  const meant = covering.length > 0 ? covering : deployments;
  const [first] = meant;
  const named = `${name} ${version ?? ''}`;
  if (first === undefined) return { from: null, until: null, why: [`no deployment of ${named} is known, not even a first use with a time`] };
  const from = meant.reduce((earliest, entry) => (compareInstants(entry.from, earliest) < 0 ? entry.from : earliest), first.from);
  const until = meant.some((entry) => entry.until === null) ? null : meant.reduce<string | null>((latest, entry) => later(latest, entry.until), null);
  return {
    from, until,
    why: [
      first.basis === 'registry' ? `${named}: deployed ${instantText(from)} by the registry${until === null ? '' : `, ended ${instantText(until)}${first.end === 'inferred' ? ', where the next version begins' : ''}`}` : `${named}: no registry names it; dated from its first use in the runs, ${instantText(from)}: it may have been in force earlier${until === null ? '' : `; to ${instantText(until)}, where the next version begins or it was last used`}`,
      ...(meant.length > 1 ? [`${named} was deployed ${meant.length} times: the window spans all of them`] : []),
      ...(at !== null && covering.length === 0 ? [`no deployment of ${named} covers the time of the run`] : []),
    ],
  };
}

function later(a: string | null, b: string | null): string | null {
  return a === null ? b : b === null || compareInstants(a, b) >= 0 ? a : b;
}

function sooner(a: string | null, b: string | null): string | null {
  return a === null ? b : b === null || compareInstants(a, b) <= 0 ? a : b;
}

/** What may be missing from the evidence in a window. Any of it leaves figures without an upper bound. */
export function windowDoubts(sources: readonly SourceRow[], { from, until }: { readonly from: string | null; readonly until: string | null }): readonly string[] {
  const concerned = sources.filter(({ firstAt, lastAt, withoutTime }) => withoutTime > 0 || (firstAt !== null && lastAt !== null && touches(firstAt, lastAt, from, until)));
  const doubts = concerned.flatMap((source): readonly string[] => [
    ...(source.rejected > 0 ? [`${source.rejected} ${source.rejected === 1 ? 'record' : 'records'} of ${source.name} could not be read: what they say may belong`] : []),
    ...(source.incomplete === null ? [`${source.name} was never looked over for signs of missing records`] : source.incomplete.filter((sign) => inWindow(sign, from, until)).map(({ because }) => `${source.name} may be incomplete: ${because}`)),
  ]);
  return [...doubts, ...uncovered(concerned, from, until)];
}

/** A silence has its place in time; other signs are of the whole source. */
function inWindow({ kind, seen }: { readonly kind: string; readonly seen: Readonly<Record<string, string | number>> }, from: string | null, until: string | null): boolean {
  if (kind !== 'silence') return true;
  const [begins, hours] = [String(seen['from'] ?? ''), Number(seen['silentHours'])];
  if (!/^-?\d+$/.test(begins) || !Number.isInteger(hours)) return true;
  return touches(begins, String(BigInt(begins) + BigInt(hours) * 3_600_000_000_000n), from, until);
}

function uncovered(sources: readonly SourceRow[], from: string | null, until: string | null): readonly string[] {
  const starts = sources.flatMap(({ firstAt }) => (firstAt === null ? [] : [firstAt])).sort(compareInstants);
  const ends = sources.flatMap(({ lastAt }) => (lastAt === null ? [] : [lastAt])).sort(compareInstants);
  const [first, last] = [starts[0], ends.at(-1)];
  if (first === undefined || last === undefined) return from === null && until === null ? [] : ['no source has records with a time in this window'];
  return [
    ...(from !== null && compareInstants(first, from) > 0 ? [`the evidence begins ${instantText(first)}, after the window does`] : []),
    ...(until !== null && compareInstants(last, until) < 0 ? [`the evidence ends ${instantText(last)}, before the window does`] : []),
  ];
}

function touches(firstAt: string, lastAt: string, from: string | null, until: string | null): boolean {
  return (until === null || compareInstants(firstAt, until) < 0) && (from === null || compareInstants(lastAt, from) >= 0);
}
