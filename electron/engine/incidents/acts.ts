import { z } from 'zod';
import { awarenessKinds, submissionKinds } from '#shared/model/clock.ts';
import { boardItemKinds, boardItemStates, compensationStates, incidentOrigins, incidentSeverities, incidentStatuses, measureKinds, measureStates } from '#shared/model/incident.ts';
import { provenances, stageKinds } from '#shared/model/lineage.ts';
import { versionKinds } from '#shared/model/version.ts';
import { actKind, type ToldKind } from '../acts/act-kind.ts';
import { regimePackSchema } from '../clocks/regime-pack.ts';

/** What people do to incidents, as the journal keeps it. One file: the vocabulary is read as a whole. */
const incident = z.string().regex(/^INC-\d{4}-\d{3,6}$/);
const runs = z.array(z.string().max(100)).max(20_000);
const line = z.string().max(500);
const text = z.string().max(10_000);
const seq = z.number().int().positive();
const ns = z.string().regex(/^-?\d{1,30}$/);
const decimal = z.string().max(60).regex(/^\d+(?:\.\d+)?$/);
export const statedInstant = z.strictObject({ text: z.string().max(64), zone: z.string().max(100), ns, precision: z.enum(['day', 'minute', 'second', 'finer']), twice: z.enum(['no', 'unanswered', 'earlier', 'later']) });
const origin = z.strictObject({ kind: z.enum(incidentOrigins), text });

export const incidentCreated = actKind({
  act: 'incident-created',
  data: z.strictObject({ incident, title: line.min(1), severity: z.enum(incidentSeverities), zone: z.string().max(100), origin, runs }),
  words: (data) => `incident ${data.incident}`,
});
export const incidentFields = ['title', 'severity', 'status', 'owner', 'summary', 'zone', 'calendar'] as const;
export const incidentFieldSet = actKind({
  act: 'incident-field-set',
  data: z.strictObject({ incident, field: z.enum(incidentFields), value: text.nullable() }).refine(fits, 'the field does not take this value'),
  words: ({ field }) => `${field} of an incident`,
});
export const incidentRunsAdded = actKind({ act: 'incident-runs-added', data: z.strictObject({ incident, runs, origin }), words: ({ runs: added }) => `${added.length} runs into an incident` });
export const incidentRunsRemoved = actKind({ act: 'incident-runs-removed', data: z.strictObject({ incident, runs, reason: text }), words: ({ runs: removed }) => `${removed.length} runs out of an incident` });
/** The pack is kept whole, so that the case counts as it did whatever a later build brings. */
export const regimeChosen = actKind({ act: 'incident-regime-chosen', data: z.strictObject({ incident, pack: z.unknown().transform((value, context) => asPack(value, context)), entity: z.string().max(60).nullable() }), words: ({ pack }) => `regime ${pack.regime}` });
export const regimeDropped = actKind({ act: 'incident-regime-dropped', data: z.strictObject({ incident, pack: z.string().max(60), reason: text }), words: ({ pack }) => `regime ${pack} dropped` });

/** Append-only: not among the acts that can be taken back. */
export const awarenessLogged = actKind({
  act: 'awareness-logged',
  data: z.strictObject({ incident, kind: z.enum(awarenessKinds), at: statedInstant, who: line, reason: text, source: z.strictObject({ kind: z.enum(['run', 'document']), ref: line }).nullable(), supersedes: seq.nullable() }),
  words: ({ kind }) => `awareness: ${kind}`,
});
/** A fact outside the program: not among the acts that can be taken back. */
export const submissionRecorded = actKind({
  act: 'submission-recorded',
  data: z.strictObject({
    incident, clock: z.string().max(60), kind: z.enum(submissionKinds), at: statedInstant, channel: line, reference: line, sentBy: line, reasonsForDelay: text, note: text, dueThen: ns.nullable(), packVersion: z.string().max(20),
    report: z.strictObject({ template: z.string().max(100), phase: z.string().max(100), fileName: line, sha256: z.string().regex(/^[0-9a-f]{64}$/), snapshot: z.string().max(5_000_000) }).nullable(),
  }),
  words: ({ clock }) => `submission for ${clock}`,
});
export const clockJudged = actKind({ act: 'clock-judged', data: z.strictObject({ incident, clock: z.string().max(60), judgement: z.enum(['not applicable', 'applies', 'withdrawn']), reason: text }), words: ({ clock, judgement }) => `${clock}: ${judgement}` });
export const clockTargetSet = actKind({ act: 'clock-target-set', data: z.strictObject({ incident, clock: z.string().max(60), target: statedInstant, reason: text }), words: ({ clock }) => `own target for ${clock}` });

const recordPlace = {
  source: line.nullable(), sourceSha256: z.string().max(64).nullable(), offset: z.number().int().min(0).nullable(), length: z.number().int().min(0).nullable(), recordSha256: z.string().max(64).nullable(),
} as const;
const evidence = z.strictObject({ run: z.string().max(100), runName: line, stage: z.string().max(100), kind: z.enum(stageKinds), provenance: z.enum(provenances), ...recordPlace });
const version = z.strictObject({ id: z.string().max(5000), kind: z.enum(versionKinds), name: z.string().max(1000), version: z.string().max(1000), basis: z.enum(['registry', 'first use']), ...recordPlace });
export const timelinePromoted = actKind({ act: 'timeline-promoted', data: z.strictObject({ incident, title: line, text, recordedAt: ns.nullable(), evidence }), words: ({ title }) => `“${title}” on the curated timeline` });
export const versionPromoted = actKind({ act: 'timeline-version-promoted', data: z.strictObject({ incident, title: line, recordedAt: ns, version }), words: ({ title }) => `“${title}” on the curated timeline` });
export const timelineEntered = actKind({ act: 'timeline-entered', data: z.strictObject({ incident, title: line.min(1), text, at: statedInstant, reference: line }), words: ({ title }) => `“${title}”, entered by hand` });
export const timelineTitled = actKind({ act: 'timeline-titled', data: z.strictObject({ incident, entry: seq, title: line.min(1), text }), words: () => 'wording of a timeline entry' });
/** `at` null: the assertion is given up. */
export const timelineAsserted = actKind({ act: 'timeline-asserted', data: z.strictObject({ incident, entry: seq, at: statedInstant.nullable(), reason: text }), words: () => 'asserted time of a timeline entry' });
export const timelineRemoved = actKind({ act: 'timeline-removed', data: z.strictObject({ incident, entry: seq }), words: () => 'timeline entry removed' });

export const measureAdded = actKind({ act: 'measure-added', data: z.strictObject({ incident, kind: z.enum(measureKinds), text: text.min(1), owner: line, when: statedInstant.nullable(), state: z.enum(measureStates) }), words: ({ kind }) => `${kind} measure` });
export const measureChanged = actKind({ act: 'measure-changed', data: z.strictObject({ incident, measure: seq, state: z.enum(measureStates), owner: line, when: statedInstant.nullable(), note: text }), words: ({ state }) => `measure ${state}` });
export const harmStated = actKind({
  act: 'harm-stated',
  data: z.strictObject({ incident, runs, basis: z.enum(['whole', 'share', 'amount']), value: decimal.nullable(), currency: z.string().max(10).nullable(), reversible: z.enum(['yes', 'partly', 'no', 'unknown']), reason: text }).refine(({ basis, value }) => (basis === 'whole') === (value === null), 'a share or a sum needs its number, and only they do'),
  words: ({ basis }) => `harm stated: ${basis}`,
});
export const compensationEntered = actKind({
  act: 'compensation-entered',
  data: z.strictObject({ incident, run: z.string().max(100), state: z.enum(compensationStates), amount: decimal.nullable(), currency: z.string().max(10).nullable(), reference: line, owner: line, when: statedInstant.nullable(), note: text }),
  words: ({ state }) => `compensation ${state}`,
});
export const boardItemAdded = actKind({ act: 'board-item-added', data: z.strictObject({ incident, kind: z.enum(boardItemKinds), under: seq.nullable(), text: text.min(1), run: z.string().max(100).nullable(), /* The run's external id; earlier builds kept none. */ runName: z.string().max(1000).nullable().default(null) }), words: ({ kind }) => `${kind} on the board` });
export const boardItemChanged = actKind({ act: 'board-item-changed', data: z.strictObject({ incident, item: seq, text: text.min(1), state: z.enum(boardItemStates) }), words: ({ state }) => `board: ${state}` });
export const figuresAttached = actKind({ act: 'incident-figures-attached', data: z.strictObject({ incident, title: line, frozenSeq: seq }), words: ({ title }) => `figures “${title}”` });
export const legalHoldSet = actKind({ act: 'legal-hold-set', data: z.strictObject({ hold: z.boolean(), reason: text.min(1) }), words: ({ hold }) => (hold ? 'legal hold' : 'legal hold lifted') });

/** What can be taken back and brought back. The awareness log and submissions cannot: there, a correction follows. */
export const incidentKinds: readonly ToldKind[] = [
  incidentCreated, incidentFieldSet, incidentRunsAdded, incidentRunsRemoved, regimeChosen, regimeDropped, clockJudged, clockTargetSet, timelinePromoted, versionPromoted, timelineEntered, timelineTitled, timelineAsserted, timelineRemoved,
  measureAdded, measureChanged, harmStated, compensationEntered, boardItemAdded, boardItemChanged, figuresAttached, legalHoldSet,
];

function fits({ field, value }: { readonly field: (typeof incidentFields)[number]; readonly value: string | null }): boolean {
  if (field === 'severity') return incidentSeverities.some((one) => one === value);
  if (field === 'status') return incidentStatuses.some((one) => one === value);
  return field === 'calendar' || (value !== null && (field !== 'title' || value.trim() !== ''));
}

function asPack(value: unknown, context: z.RefinementCtx): z.infer<typeof regimePackSchema> {
  const parsed = regimePackSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  context.addIssue({ code: 'custom', message: parsed.error.issues[0]?.message ?? 'no regime pack' });
  return z.NEVER;
}
