import { createHash } from 'node:crypto';
import type { VersionEvent } from '#shared/ipc/answers.ts';
import type { Incident, VersionEvidence } from '#shared/model/incident.ts';
import type { VersionMark } from '#shared/model/timeline.ts';
import { ProblemError } from '#shared/result.ts';
import { instantText } from '#shared/time.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { recallMarks, versionsOnTheAxis } from '../jobs/timeline-marks.ts';
import { markId, versionMarks } from '../lineage/version-marks.ts';
import { sourcesList } from '../store/queries/sources.ts';

/** Every deployment the case knows of, in order of time, with the line it has on the curated timeline. */
export async function versionEvents(bench: CaseBench, { timeline }: Incident): Promise<readonly VersionEvent[]> {
  const lines = new Map(timeline.flatMap(({ seq, version }) => (version === null ? [] : [[version.id, seq] as const])));
  return (await recallMarks(bench)).versions.map((mark) => ({ ...mark, promoted: lines.get(mark.id) ?? null }));
}

export interface PromotedVersion {
  readonly title: string;
  readonly recordedAt: string;
  readonly version: VersionEvidence;
}

/** A deployment as registries, or the runs that used it, state it now. The time comes from the evidence, never from the request. */
export async function promotedVersion(bench: CaseBench, asked: string): Promise<PromotedVersion> {
  const known = await versionsOnTheAxis(bench);
  const mark = markNamed(versionMarks(known).versions, asked);
  const { id, kind, name, version, basis, at, previous, again } = mark;
  const place = known.entries.find((entry) => markId(entry) === id)?.stated[0];
  const sources = await sourcesList(bench.store, bench.caseKey);
  return {
    title: `${kind} ${name} ${version} ${basis === 'registry' ? 'deployed' : 'first used'}${again ? ' again' : ''}${previous === null ? '' : `, after ${previous}`}`,
    recordedAt: at,
    version: {
      id, kind, name, version, basis,
      source: place?.source ?? null, sourceSha256: sources.find(({ sourceKey }) => sourceKey === place?.sourceKey)?.sha256 ?? null, offset: place?.offset ?? null, length: place?.length ?? null,
      recordSha256: place === undefined ? null : createHash('sha256').update(await (await bench.shelf.source(place.sourceKey)).read(place.offset, place.length)).digest('hex'),
    },
  };
}

function markNamed(marks: readonly VersionMark[], asked: string): VersionMark {
  const found = marks.filter(({ id, kind, name, version }) => id === asked || `${kind}:${name}@${version}` === asked);
  const [first] = found;
  if (first === undefined) throw new ProblemError('no-such-version', `This case knows no version ${JSON.stringify(asked)}.`, 'Write it as prompt:refund-triage@v14; the Versions view and proofline versions list them.');
  if (found.length > 1) throw new ProblemError('ambiguous-version', `${asked} was deployed ${found.length} times: ${found.map(({ at }) => instantText(at)).join(', ')}.`, `Name the deployment: ${found.map(({ id }) => id).join(' or ')}.`);
  return first;
}
