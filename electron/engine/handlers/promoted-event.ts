import type { EventEvidence } from '#shared/model/incident.ts';
import type { Lineage, Stage, StageValue } from '#shared/model/lineage.ts';
import { ProblemError } from '#shared/result.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { sourcesList } from '../store/queries/sources.ts';
import { lineageOf } from './run-lineage.ts';
import { runNamed } from './run-named.ts';

export interface PromotedEvent {
  /** The stage's own words, for a title that can be edited. */
  readonly title: string;
  readonly recordedAt: string | null;
  readonly evidence: EventEvidence;
}

/** An event of a run as its records state it now, with the bytes it rests on. The time comes from the evidence, never from the request. */
export async function promotedEvent(bench: CaseBench, named: string, stageId: string): Promise<PromotedEvent> {
  const { store, caseKey } = bench;
  const run = await runNamed(bench, named);
  const lineage = await lineageOf(bench, run.id);
  const stage = lineage.stages.find(({ id, present }) => id === stageId && present);
  if (stage === undefined) throw new ProblemError('no-such-stage', `No record of run ${run.externalId} speaks of a stage ${JSON.stringify(stageId)}.`, 'Choose one that its page shows.');
  const telling = tellingValue(stage);
  const record = telling === null ? undefined : recordAround(lineage, telling);
  const source = telling === null ? undefined : (await sourcesList(store, caseKey)).find(({ sourceKey }) => sourceKey === telling.sourceKey);
  return {
    title: stage.title, recordedAt: stage.at,
    evidence: {
      run: run.id, runName: run.externalId, stage: stage.id, kind: stage.kind, provenance: telling?.provenance ?? 'inferred',
      source: telling?.source ?? null, sourceSha256: source?.sha256 ?? null, offset: record?.offset ?? telling?.offset ?? null, length: record?.length ?? telling?.length ?? null, recordSha256: record?.sha256 ?? null,
    },
  };
}

/** The value that states when it happened; else the first that a record states. */
function tellingValue({ values }: Stage): StageValue | null {
  const stated = Object.entries(values).filter(([, value]) => value.offset !== null);
  const timed = stated.find(([name, value]) => /(?:^|_)at$|time/iu.test(name) && value.provenance === 'recorded');
  return timed?.[1] ?? stated.find(([, { provenance }]) => provenance === 'recorded')?.[1] ?? stated[0]?.[1] ?? null;
}

function recordAround({ records }: Lineage, { sourceKey, offset }: StageValue): Lineage['records'][number] | undefined {
  return records.find((record) => record.sourceKey === sourceKey && offset !== null && record.offset <= offset && offset < record.offset + record.length) ?? records.find((record) => record.sourceKey === sourceKey);
}
