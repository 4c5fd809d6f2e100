import { isJsonArray, isJsonObject, type JsonValue } from '#shared/json.ts';
import type { FieldHistory, FieldWrite, SentText, SubjectDispute, Writer, WrittenValue } from '#shared/model/subject-record.ts';
import { compareInstants } from '#shared/time.ts';
import { canonicalJson } from '../case/canonical-json.ts';
import type { AssembledRun, AssembledStage, AssembledValue } from '../lineage/assembled-run.ts';

type Write = Omit<FieldWrite, 'continuity' | 'sameInstant'>;

/** Field by field what the runs wrote, in the order of time. `runs` come in the order of the list; equal instants keep it. */
export function fieldHistories(runs: readonly AssembledRun[]): readonly FieldHistory[] {
  const fields = new Map<string, { readonly record: string | null; readonly system: string | null; readonly field: string; readonly writes: Write[] }>();
  for (const run of runs) {
    const { writer } = writerOf(run);
    for (const stage of run.stages.filter(({ kind, present }) => kind === 'execution' && present)) {
      const [record, system] = [textOf(stage.values['recordId']), textOf(stage.values['system'])];
      for (const change of changesOf(stage)) {
        const key = JSON.stringify([system, record, change.field]);
        const history = fields.get(key) ?? { record, system, field: change.field, writes: [] };
        fields.set(key, history);
        history.writes.push({ at: stage.at ?? run.run.startedAt, run: run.run.id, externalId: run.run.externalId, stage: stage.id, writer, provenance: change.provenance, before: change.before, after: change.after, outcome: run.run.outcome });
      }
    }
  }
  return [...fields.values()].map(({ writes, ...field }) => ({ ...field, writes: chained(writes.toSorted(byTime)) }));
}

/** Unknown times last. */
function byTime(a: Write, b: Write): number {
  if (a.at === null || b.at === null) return a.at === b.at ? 0 : a.at === null ? 1 : -1;
  return compareInstants(a.at, b.at);
}

function chained(writes: readonly Write[]): readonly FieldWrite[] {
  return writes.map((write, index) => {
    const previous = writes[index - 1];
    return { ...write, continuity: continuityOf(previous, write), sameInstant: previous !== undefined && previous.at !== null && previous.at === write.at };
  });
}

/** A write that failed or was refused left the value as it was: then it is the value before it that must come back. */
function continuityOf(previous: Write | undefined, { before }: Write): FieldWrite['continuity'] {
  if (!before.recorded) return 'previous value not recorded';
  if (previous === undefined) return null;
  const left = previous.outcome === 'failed' || previous.outcome === 'rejected' || previous.outcome === 'not executed' ? previous.before : previous.after;
  if (!left.recorded) return null;
  return canonicalJson(left.value) === canonicalJson(before.value) ? 'continues' : 'changed in between';
}

function changesOf(stage: AssembledStage): readonly { readonly field: string; readonly before: WrittenValue; readonly after: WrittenValue; readonly provenance: AssembledValue['provenance'] }[] {
  const changes = stage.values['changes'];
  if (changes === undefined || !isJsonArray(changes.value)) return [];
  return changes.value.flatMap((change) => {
    if (!isJsonObject(change) || typeof change['field'] !== 'string') return [];
    return [{ field: change['field'], before: written(change, 'before'), after: written(change, 'after'), provenance: changes.provenance }];
  });
}

/** A missing member is *not recorded*; null is *recorded as empty*. */
function written(change: Readonly<Record<string, JsonValue>>, name: 'before' | 'after'): WrittenValue {
  const value = change[name];
  return value === undefined ? { recorded: false } : { recorded: true, value };
}

/** Told from what is recorded: a model or an AI output, else a person who acted, else the system that reports it. */
export function writerOf(run: AssembledRun): { readonly writer: Writer; readonly why: string } {
  const told = (kind: AssembledStage['kind']): AssembledStage | undefined => run.stages.find((stage) => stage.kind === kind && stage.present);
  if (told('model') !== undefined) return { writer: 'AI', why: 'a model is recorded' };
  if (told('output') !== undefined) return { writer: 'AI', why: 'an output of a model is recorded' };
  if (run.run.agent !== null) return { writer: 'AI', why: 'an agent is recorded' };
  if (run.run.approvalClass === 'human') return { writer: 'person', why: 'a person is recorded as deciding, and no model' };
  const actor = textOf(told('trigger')?.values['actor']);
  if (actor !== null) return { writer: 'person', why: 'an actor set it off, and no model or agent is recorded' };
  if (run.run.system !== null) return { writer: 'other system', why: 'a target system reports it, and neither model, agent nor person is recorded' };
  return { writer: 'not recorded', why: 'neither model, agent, person nor system is recorded' };
}

/** What went out: the final text where one is recorded, else what was drafted, said to be only that. */
export function textsSent(runs: readonly AssembledRun[]): readonly SentText[] {
  return runs.flatMap(({ run, stages }) =>
    stages.flatMap((stage): readonly SentText[] => {
      if (stage.kind !== 'output' || !stage.present) return [];
      const [final, draft] = [textOf(stage.values['finalText']), textOf(stage.values['text'])];
      const text = final ?? draft;
      if (text === null) return [];
      const execution = stages.find(({ kind, present }) => kind === 'execution' && present);
      return [{ at: execution?.at ?? stage.at ?? run.startedAt, run: run.id, externalId: run.externalId, channel: textOf(execution?.values['channel']), recipient: textOf(execution?.values['recipient']), text, draftOnly: final === null }];
    }),
  );
}

export function disputesOf(runs: readonly AssembledRun[]): readonly SubjectDispute[] {
  return runs.flatMap(({ run, stages }) =>
    stages.flatMap((stage): readonly SubjectDispute[] => {
      if (stage.kind !== 'dispute' || !stage.present) return [];
      const said = (name: string): string | null => textOf(stage.values[name]);
      return [{ run: run.id, externalId: run.externalId, id: said('id'), filedAt: said('filedAt'), filedBy: said('filedBy'), reason: said('reason'), outcome: said('outcome'), decidedAt: said('decidedAt') }];
    }),
  );
}

/** As recorded or inferred; what is hashed or redacted says nothing here. */
function textOf(value: AssembledValue | undefined): string | null {
  if (value === undefined || (value.provenance !== 'recorded' && value.provenance !== 'inferred')) return null;
  if (typeof value.value === 'string') return value.value === '' ? null : value.value;
  return value.value === null || typeof value.value === 'object' ? null : String(value.value);
}
