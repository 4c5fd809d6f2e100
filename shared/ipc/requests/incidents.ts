import { z } from 'zod';
import { awarenessKinds, submissionKinds } from '../../model/clock.ts';
import { boardItemKinds, boardItemStates, compensationStates, incidentOrigins, incidentSeverities, measureKinds, measureStates } from '../../model/incident.ts';
import { cursor, limit, nothing, runName, where } from './parts.ts';

const incident = z.string().max(40);
const runIds = z.array(runName).max(20_000);
const line = z.string().max(500);
const text = z.string().max(10_000);
const seq = z.number().int().positive();
const origin = z.strictObject({ kind: z.enum(incidentOrigins), text });
/** As a person types it. `zone` null: that of the incident. `which`: the answer where the clocks showed the time twice. */
const typedInstant = z.strictObject({ text: z.string().max(64), zone: z.string().max(100).nullable(), which: z.enum(['earlier', 'later']).nullable() });
export type TypedInstant = z.infer<typeof typedInstant>;
/** Runs by their ids, all that a search finds, or all that findings are about. */
const chosenRuns = z.union([z.strictObject({ ids: runIds }), z.strictObject({ where }), z.strictObject({ findings: z.array(z.string().min(1).max(300)).min(1).max(500) })]);
export type ChosenRuns = z.infer<typeof chosenRuns>;
const regime = z.strictObject({ pack: z.string().max(60), entity: z.string().max(60).nullable() });
const report = z.strictObject({ template: z.string().max(100), phase: z.string().max(100), fileName: line, sha256: z.string().regex(/^[0-9a-f]{64}$/), snapshot: z.string().max(5_000_000) });

/** One thing a person does to an incident; each is one act of the journal. */
export const incidentStep = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('set'), field: z.enum(['title', 'severity', 'status', 'owner', 'summary', 'zone', 'calendar']), value: text.nullable() }),
  z.strictObject({ do: z.literal('add runs'), runs: chosenRuns, origin }),
  z.strictObject({ do: z.literal('remove runs'), ids: runIds, reason: text }),
  z.strictObject({ do: z.literal('choose regime'), ...regime.shape }),
  z.strictObject({ do: z.literal('drop regime'), pack: z.string().max(60), reason: text }),
  z.strictObject({ do: z.literal('log awareness'), kind: z.enum(awarenessKinds), at: typedInstant, who: line, reason: text, source: z.strictObject({ kind: z.enum(['run', 'document']), ref: line }).nullable(), supersedes: seq.nullable() }),
  z.strictObject({ do: z.literal('record submission'), clock: z.string().max(60), kind: z.enum(submissionKinds), at: typedInstant, channel: line, reference: line, sentBy: line, reasonsForDelay: text, note: text, report: report.nullable() }),
  z.strictObject({ do: z.literal('judge clock'), clock: z.string().max(60), judgement: z.enum(['not applicable', 'applies', 'withdrawn']), reason: text }),
  z.strictObject({ do: z.literal('set target'), clock: z.string().max(60), at: typedInstant, reason: text }),
  z.strictObject({ do: z.literal('promote'), run: runName, stage: z.string().max(100), title: line }),
  /** `version`: id of its flag, or `prompt:refund-triage@v14` where that was deployed once. */
  z.strictObject({ do: z.literal('promote version'), version: z.string().max(5000), title: line }),
  z.strictObject({ do: z.literal('enter line'), title: line, text, at: typedInstant, reference: line }),
  z.strictObject({ do: z.literal('word line'), entry: seq, title: line, text }),
  z.strictObject({ do: z.literal('assert time'), entry: seq, at: typedInstant.nullable(), reason: text }),
  z.strictObject({ do: z.literal('remove line'), entry: seq }),
  z.strictObject({ do: z.literal('add measure'), kind: z.enum(measureKinds), text, owner: line, when: typedInstant.nullable(), state: z.enum(measureStates) }),
  z.strictObject({ do: z.literal('change measure'), measure: seq, state: z.enum(measureStates), owner: line, when: typedInstant.nullable(), note: text }),
  z.strictObject({ do: z.literal('state harm'), ids: runIds, basis: z.enum(['whole', 'share', 'amount']), value: z.string().max(60).nullable(), currency: z.string().max(10).nullable(), reversible: z.enum(['yes', 'partly', 'no', 'unknown']), reason: text }),
  z.strictObject({ do: z.literal('enter compensation'), run: runName, state: z.enum(compensationStates), amount: z.string().max(60).nullable(), currency: z.string().max(10).nullable(), reference: line, owner: line, when: typedInstant.nullable(), note: text }),
  z.strictObject({ do: z.literal('add to board'), kind: z.enum(boardItemKinds), under: seq.nullable(), text, run: runName.nullable() }),
  z.strictObject({ do: z.literal('change on board'), item: seq, text, state: z.enum(boardItemStates) }),
  z.strictObject({ do: z.literal('attach figures'), title: line, frozenSeq: seq }),
]);
export type IncidentStep = z.infer<typeof incidentStep>;

export const incidentRequests = {
  'incidents.list': nothing,
  'incidents.facts': z.strictObject({ incident, /** RFC 3339; null: now. */ at: z.string().max(64).nullable() }),
  'incidents.create': z.strictObject({ title: line, severity: z.enum(incidentSeverities), zone: z.string().max(100), origin, runs: chosenRuns, regimes: z.array(regime).max(20) }),
  'incidents.do': z.strictObject({ incident, step: incidentStep }),
  'incidents.events': z.strictObject({ incident, after: cursor, limit }),
  'incidents.curve': z.strictObject({ incident }),
  /** The deployments that the case knows of. */
  'incidents.versions': z.strictObject({ incident }),
  'incidents.regimes': nothing,
  /** What an instant would be read as, before anything is written. */
  'incidents.readInstant': z.strictObject({ text: z.string().max(64), zone: z.string().max(100), which: z.enum(['earlier', 'later']).nullable() }),
  /** `run` null: of the whole case. */
  'incidents.keepUntil': z.strictObject({ run: runName.nullable() }),
  'incidents.hold': z.strictObject({ hold: z.boolean(), reason: text }),
  'clocks.all': z.strictObject({ at: z.string().max(64).nullable() }),
} as const;
