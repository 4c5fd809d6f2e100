import { isJsonObject } from '#shared/json.ts';
import type { AwarenessEntry, Submission } from '#shared/model/clock.ts';
import type { AttachedFigures, BoardItem, ChosenRegime, CuratedEntry, EnteredCompensation, Incident, IncidentOrigin, LegalHold, Measure, Stated, StatedHarm, StatedJudgement, StatedTarget } from '#shared/model/incident.ts';
import { incidentSeverities, incidentStatuses } from '#shared/model/incident.ts';
import type { ActKind } from '../acts/act-kind.ts';
import type { Act, ActLog } from '../acts/act-log.ts';
import type { RegimePack } from '../clocks/regime-pack.ts';
import type { JsonObject } from '#shared/json.ts';
import * as acts from './acts.ts';

/** An incident with the packs it counts with: those the journal kept, not those of the build. */
export interface FoldedIncident {
  readonly incident: Incident;
  readonly packs: readonly RegimePack[];
}

export interface FoldedCase {
  /** In the order they were created. */
  readonly incidents: readonly FoldedIncident[];
  readonly legalHold: LegalHold | null;
}

const kept = new WeakMap<ActLog, { readonly revision: number; readonly folded: FoldedCase }>();

/** The incidents of a case: a fold over the acts that stand. Remembered until the journal grows. */
export function foldIncidents(log: ActLog): FoldedCase {
  const known = kept.get(log);
  if (known?.revision === log.revision) return known.folded;
  const revision = log.revision;
  const folded: FoldedCase = { incidents: log.of(acts.incidentCreated).acts.map((created) => foldOne(log, created)), legalHold: holdOf(log) };
  kept.set(log, { revision, folded });
  return folded;
}

type Created = Act<{ readonly incident: string; readonly title: string; readonly severity: Incident['severity']; readonly zone: string; readonly origin: IncidentOrigin; readonly runs: readonly string[] }>;

function foldOne(log: ActLog, created: Created): FoldedIncident {
  const id = created.data.incident;
  const unread: number[] = [];
  function mine<T extends JsonObject & { readonly incident: string }>(kind: ActKind<T>): readonly Act<T>[] {
    const found = log.of(kind);
    unread.push(...found.unread.filter(({ data }) => isJsonObject(data) && data['incident'] === id).map(({ seq }) => seq));
    return found.acts.filter(({ data }) => data.incident === id);
  }

  const field = lastValues(mine(acts.incidentFieldSet).map(({ data }) => [data.field, data.value]));
  const { regimes, packs } = regimesOf(mine(acts.regimeChosen), mine(acts.regimeDropped));
  const incident: Incident = {
    id, created: stated(created),
    title: field('title') ?? created.data.title,
    severity: incidentSeverities.find((one) => one === field('severity')) ?? created.data.severity,
    status: incidentStatuses.find((one) => one === field('status')) ?? 'open',
    owner: field('owner') ?? '', summary: field('summary') ?? '', zone: field('zone') ?? created.data.zone, calendar: field('calendar') ?? null,
    origin: created.data.origin,
    runs: runsOf(created.data.runs, [...mine(acts.incidentRunsAdded).map((act) => ({ seq: act.seq, runs: act.data.runs, adds: true })), ...mine(acts.incidentRunsRemoved).map((act) => ({ seq: act.seq, runs: act.data.runs, adds: false }))]),
    regimes,
    awareness: awarenessOf(mine(acts.awarenessLogged)),
    submissions: mine(acts.submissionRecorded).map(submissionOf),
    judgements: mine(acts.clockJudged).map((act): StatedJudgement => ({ ...stated(act), clock: act.data.clock, judgement: act.data.judgement, reason: act.data.reason })),
    targets: mine(acts.clockTargetSet).map((act): StatedTarget => ({ ...stated(act), clock: act.data.clock, target: act.data.target, reason: act.data.reason })),
    timeline: timelineOf(mine),
    measures: measuresOf(mine(acts.measureAdded), mine(acts.measureChanged)),
    harms: mine(acts.harmStated).map((act): StatedHarm => ({ ...stated(act), runs: act.data.runs, basis: act.data.basis, value: act.data.value, currency: act.data.currency, reversible: act.data.reversible, reason: act.data.reason })),
    compensations: mine(acts.compensationEntered).map(({ data: { incident: _of, ...data }, ...act }): EnteredCompensation => ({ ...stated(act), ...data })),
    board: boardOf(mine(acts.boardItemAdded), mine(acts.boardItemChanged)),
    figures: mine(acts.figuresAttached).map((act): AttachedFigures => ({ ...stated(act), title: act.data.title, frozenSeq: act.data.frozenSeq })),
    unread: [],
  };
  return { incident: { ...incident, unread: unread.toSorted((a, b) => a - b) }, packs };
}

function stated({ seq, actor, at }: { readonly seq: number; readonly actor: string; readonly at: string }): Stated {
  return { seq, by: actor, at };
}

function lastValues(changes: readonly (readonly [string, string | null])[]): (field: string) => string | null | undefined {
  const last = new Map(changes);
  return (field) => last.get(field);
}

function runsOf(first: readonly string[], changes: readonly { readonly seq: number; readonly runs: readonly string[]; readonly adds: boolean }[]): readonly string[] {
  const chosen = new Set(first);
  for (const { runs, adds } of changes.toSorted((a, b) => a.seq - b.seq)) for (const run of runs) if (adds) chosen.add(run);
    else chosen.delete(run);
  return [...chosen];
}

/** Choosing a pack again takes its new edition, or another class of entity. */
function regimesOf(chosen: readonly Act<{ readonly incident: string; readonly pack: RegimePack; readonly entity: string | null }>[], dropped: readonly Act<{ readonly incident: string; readonly pack: string; readonly reason: string }>[]): { readonly regimes: readonly ChosenRegime[]; readonly packs: readonly RegimePack[] } {
  const standing = new Map<string, (typeof chosen)[number]>();
  for (const act of chosen) if (!dropped.some(({ seq, data }) => data.pack === act.data.pack.pack && seq > act.seq)) standing.set(act.data.pack.pack, act);
  const all = [...standing.values()];
  return {
    packs: all.map(({ data }) => data.pack),
    regimes: all.map((act) => {
      const { pack, entity } = act.data;
      return { ...stated(act), pack: pack.pack, packVersion: pack.packVersion, regime: pack.regime, title: pack.title, entity, entityTitle: pack.entity?.classes.find((one) => one.id === entity)?.title ?? null };
    }),
  };
}

type Logged = Act<{ readonly incident: string } & Pick<AwarenessEntry, 'kind' | 'at' | 'who' | 'reason' | 'source' | 'supersedes'>>;

function awarenessOf(logged: readonly Logged[]): readonly AwarenessEntry[] {
  return logged.map(({ seq, at: loggedAt, actor, data }) => ({
    seq, loggedAt, loggedBy: actor, kind: data.kind, at: data.at, who: data.who, reason: data.reason, source: data.source, supersedes: data.supersedes,
    supersededBy: logged.find((later) => later.data.supersedes === seq)?.seq ?? null,
  }));
}

function submissionOf({ seq, at: loggedAt, actor, data: { incident: _of, ...data } }: Act<{ readonly incident: string } & Omit<Submission, 'seq' | 'loggedAt' | 'loggedBy'>>): Submission {
  return { seq, loggedAt, loggedBy: actor, ...data };
}

function timelineOf(mine: <T extends JsonObject & { readonly incident: string }>(kind: ActKind<T>) => readonly Act<T>[]): readonly CuratedEntry[] {
  const removed = new Set(mine(acts.timelineRemoved).map(({ data }) => data.entry));
  const wordings = mine(acts.timelineTitled);
  const asserted = mine(acts.timelineAsserted);
  const assertionOf = (seq: number): CuratedEntry['asserted'] => {
    const last = asserted.findLast(({ data }) => data.entry === seq);
    return last === undefined || last.data.at === null ? null : { at: last.data.at, reason: last.data.reason, by: last.actor };
  };
  const promoted = mine(acts.timelinePromoted).map((act): CuratedEntry => ({ ...stated(act), kind: 'recorded', title: act.data.title, text: act.data.text, recordedAt: act.data.recordedAt, asserted: assertionOf(act.seq), evidence: act.data.evidence, version: null, reference: '' }));
  const deployed = mine(acts.versionPromoted).map((act): CuratedEntry => ({ ...stated(act), kind: 'recorded', title: act.data.title, text: '', recordedAt: act.data.recordedAt, asserted: assertionOf(act.seq), evidence: null, version: act.data.version, reference: '' }));
  const entered = mine(acts.timelineEntered).map((act): CuratedEntry => ({ ...stated(act), kind: 'entered', title: act.data.title, text: act.data.text, recordedAt: null, asserted: assertionOf(act.seq) ?? { at: act.data.at, reason: '', by: act.actor }, evidence: null, version: null, reference: act.data.reference }));
  return [...promoted, ...deployed, ...entered]
    .filter(({ seq }) => !removed.has(seq))
    .map((entry) => {
      const wording = wordings.findLast(({ data }) => data.entry === entry.seq)?.data;
      return wording === undefined ? entry : { ...entry, title: wording.title, text: wording.text };
    })
    .toSorted(byTime);
}

/** By time only: the recorded one where the evidence states it. What has no time at all comes last. */
function byTime(a: CuratedEntry, b: CuratedEntry): number {
  const [left, right] = [placeOf(a), placeOf(b)];
  if (left === null || right === null) return left === right ? a.seq - b.seq : left === null ? 1 : -1;
  return left < right ? -1 : left > right ? 1 : a.seq - b.seq;
}

function placeOf({ recordedAt, asserted }: CuratedEntry): bigint | null {
  const at = recordedAt ?? asserted?.at.ns ?? null;
  return at === null ? null : BigInt(at);
}

function measuresOf(added: readonly Act<{ readonly incident: string } & Pick<Measure, 'kind' | 'text' | 'owner' | 'when' | 'state'>>[], changed: readonly Act<{ readonly incident: string; readonly measure: number } & Pick<Measure, 'state' | 'owner' | 'when' | 'note'>>[]): readonly Measure[] {
  return added.map((act) => {
    const last = changed.findLast(({ data }) => data.measure === act.seq)?.data ?? { ...act.data, note: '' };
    return { ...stated(act), kind: act.data.kind, text: act.data.text, owner: last.owner, when: last.when, state: last.state, note: last.note };
  });
}

function boardOf(added: readonly Act<{ readonly incident: string } & Pick<BoardItem, 'kind' | 'under' | 'text' | 'run' | 'runName'>>[], changed: readonly Act<{ readonly incident: string; readonly item: number } & Pick<BoardItem, 'text' | 'state'>>[]): readonly BoardItem[] {
  return added.map((act) => {
    const last = changed.findLast(({ data }) => data.item === act.seq)?.data;
    return { ...stated(act), kind: act.data.kind, under: act.data.under, text: last?.text ?? act.data.text, state: last?.state ?? 'open', run: act.data.run, runName: act.data.runName };
  });
}

function holdOf(log: ActLog): LegalHold | null {
  const last = log.of(acts.legalHoldSet).acts.at(-1);
  return last === undefined || !last.data.hold ? null : { ...stated(last), reason: last.data.reason };
}
