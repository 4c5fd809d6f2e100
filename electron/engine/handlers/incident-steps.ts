import type { IncidentStep, TypedInstant } from '#shared/ipc/requests/incidents.ts';
import type { StatedInstant } from '#shared/model/clock.ts';
import { orThrow, ProblemError } from '#shared/result.ts';
import { assertNever } from '#shared/assert.ts';
import { readStatedInstant } from '../clocks/read-instant.ts';
import type { RegimePack } from '../clocks/regime-pack.ts';
import { figuresFrozen } from '../figures/frozen-figures.ts';
import * as acts from '../incidents/acts.ts';
import type { FoldedIncident } from '../incidents/fold-incidents.ts';
import { incidentClocks } from '../incidents/incident-clocks.ts';
import { holidayCalendars, regimePacks } from '../jobs/regime-data.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { promotedEvent } from './promoted-event.ts';
import { promotedVersion } from './promoted-version.ts';
import { runNamed } from './run-named.ts';
import { runsChosen, runsNamed } from './runs-chosen.ts';

/** Does one step on one incident: one act of the journal, on disk when this returns. Answers with the entry's number. */
export async function doIncidentStep(bench: CaseBench, resources: string, folded: FoldedIncident, step: IncidentStep, now: string): Promise<number> {
  const { incident } = folded;
  const of = { incident: incident.id };
  const record = bench.acts.record;
  const at = (typed: TypedInstant): StatedInstant => orThrow(readStatedInstant(typed.text, typed.zone ?? incident.zone, typed.which));
  const perhaps = (typed: TypedInstant | null): StatedInstant | null => (typed === null ? null : at(typed));
  switch (step.do) {
    case 'set': {
      if (step.field === 'zone') orThrow(readStatedInstant('2026-01-01', step.value ?? ''));
      if (step.field === 'calendar' && step.value !== null && !holidayCalendars(resources).has(step.value)) throw new ProblemError('no-such-calendar', `There is no holiday calendar ${JSON.stringify(step.value)} here.`, 'Choose one from the list, or none: then the notes say that it is not known.');
      return orThrow(record(acts.incidentFieldSet, { ...of, field: step.field, value: step.value })).seq;
    }
    case 'add runs':
      return orThrow(record(acts.incidentRunsAdded, { ...of, runs: [...(await runsChosen(bench, step.runs))], origin: step.origin })).seq;
    case 'remove runs':
      return orThrow(record(acts.incidentRunsRemoved, { ...of, runs: [...(await runsNamed(bench, step.ids))], reason: step.reason })).seq;
    case 'choose regime':
      return orThrow(record(acts.regimeChosen, { ...of, pack: packNamed(resources, step.pack), entity: step.entity })).seq;
    case 'drop regime':
      return orThrow(record(acts.regimeDropped, { ...of, pack: step.pack, reason: step.reason })).seq;
    case 'log awareness': {
      requireWords(step.who, 'who became aware');
      requireWords(step.reason, 'why this instant');
      if (step.supersedes !== null && incident.awareness.find(({ seq, supersededBy }) => seq === step.supersedes && supersededBy === null) === undefined) throw new ProblemError('no-such-entry', `The awareness log of ${incident.id} has no standing entry ${step.supersedes}.`, 'Correct the entry that stands.');
      return orThrow(record(acts.awarenessLogged, { ...of, kind: step.kind, at: at(step.at), who: step.who, reason: step.reason, source: step.source, supersedes: step.supersedes })).seq;
    }
    case 'record submission': {
      const clock = incidentClocks(folded, holidayCalendars(resources), now).find(({ id }) => id === step.clock);
      if (clock === undefined) throw new ProblemError('no-such-clock', `${incident.id} has no clock ${JSON.stringify(step.clock)}.`, 'Choose the regime first, or one of the clocks listed.');
      requireWords(step.sentBy, 'who handed it in');
      return orThrow(record(acts.submissionRecorded, { ...of, clock: step.clock, kind: step.kind, at: at(step.at), channel: step.channel, reference: step.reference, sentBy: step.sentBy, reasonsForDelay: step.reasonsForDelay, note: step.note, dueThen: clock.due, packVersion: clock.packVersion, report: step.report })).seq;
    }
    case 'judge clock':
      requireWords(step.reason, 'why');
      return orThrow(record(acts.clockJudged, { ...of, clock: step.clock, judgement: step.judgement, reason: step.reason })).seq;
    case 'set target':
      return orThrow(record(acts.clockTargetSet, { ...of, clock: step.clock, target: at(step.at), reason: step.reason })).seq;
    case 'promote': {
      const { title, ...event } = await promotedEvent(bench, step.run, step.stage);
      return orThrow(record(acts.timelinePromoted, { ...of, title: step.title.trim() === '' ? title : step.title, text: '', ...event })).seq;
    }
    case 'promote version': {
      const { title, ...event } = await promotedVersion(bench, step.version);
      if (incident.timeline.some(({ version }) => version?.id === event.version.id)) throw new ProblemError('promoted-already', `${title} is on the curated timeline already.`);
      return orThrow(record(acts.versionPromoted, { ...of, title: step.title.trim() === '' ? title.slice(0, 500) : step.title, recordedAt: event.recordedAt, version: { ...event.version } })).seq;
    }
    case 'enter line':
      return orThrow(record(acts.timelineEntered, { ...of, title: step.title, text: step.text, at: at(step.at), reference: step.reference })).seq;
    case 'word line':
      return orThrow(record(acts.timelineTitled, { ...of, entry: lineNamed(folded, step.entry), title: step.title, text: step.text })).seq;
    case 'assert time':
      if (step.at !== null) requireWords(step.reason, 'why the recorded time is not the one');
      return orThrow(record(acts.timelineAsserted, { ...of, entry: lineNamed(folded, step.entry), at: perhaps(step.at), reason: step.reason })).seq;
    case 'remove line':
      return orThrow(record(acts.timelineRemoved, { ...of, entry: lineNamed(folded, step.entry) })).seq;
    case 'add measure':
      return orThrow(record(acts.measureAdded, { ...of, kind: step.kind, text: step.text, owner: step.owner, when: perhaps(step.when), state: step.state })).seq;
    case 'change measure':
      if (!incident.measures.some(({ seq }) => seq === step.measure)) throw new ProblemError('no-such-entry', `${incident.id} has no measure ${step.measure}.`, 'Choose one from its list.');
      return orThrow(record(acts.measureChanged, { ...of, measure: step.measure, state: step.state, owner: step.owner, when: perhaps(step.when), note: step.note })).seq;
    case 'state harm':
      requireWords(step.reason, 'how the harm is reckoned');
      return orThrow(record(acts.harmStated, { ...of, runs: [...(await runsNamed(bench, step.ids))], basis: step.basis, value: step.value, currency: step.currency, reversible: step.reversible, reason: step.reason })).seq;
    case 'enter compensation':
      if (step.state === 'done') requireWords(step.reference, 'a reference that confirms it');
      return orThrow(record(acts.compensationEntered, { ...of, run: (await runNamed(bench, step.run)).id, state: step.state, amount: step.amount, currency: step.currency, reference: step.reference, owner: step.owner, when: perhaps(step.when), note: step.note })).seq;
    case 'add to board': {
      checkPlace(folded, step.kind, step.under);
      requireWords(step.text, `what the ${step.kind} is`);
      const run = step.run === null ? null : await runNamed(bench, step.run);
      return orThrow(record(acts.boardItemAdded, { ...of, kind: step.kind, under: step.under, text: step.text, run: run?.id ?? null, runName: run?.externalId ?? null })).seq;
    }
    case 'change on board':
      if (!incident.board.some(({ seq }) => seq === step.item)) throw new ProblemError('no-such-entry', `The board of ${incident.id} has no item ${step.item}.`, 'Choose one that is on it.');
      requireWords(step.text, 'what it says');
      return orThrow(record(acts.boardItemChanged, { ...of, item: step.item, text: step.text, state: step.state })).seq;
    case 'attach figures':
      if (!bench.acts.of(figuresFrozen).acts.some(({ seq }) => seq === step.frozenSeq)) throw new ProblemError('no-such-act', `The journal has no kept figures under the number ${step.frozenSeq}.`, 'Choose one from the list of kept figures.');
      if (incident.figures.some(({ frozenSeq }) => frozenSeq === step.frozenSeq)) throw new ProblemError('attached-already', `These figures are attached to ${incident.id} already.`);
      return orThrow(record(acts.figuresAttached, { ...of, title: step.title, frozenSeq: step.frozenSeq })).seq;
    default:
      return assertNever(step);
  }
}

export function packNamed(resources: string, id: string): RegimePack {
  const pack = regimePacks(resources).find((one) => one.pack === id);
  if (pack === undefined) throw new ProblemError('no-such-regime', `There is no regime pack ${JSON.stringify(id)} in this build.`, `Packs are ${regimePacks(resources).map((one) => one.pack).join(', ')}.`);
  return pack;
}

function lineNamed({ incident }: FoldedIncident, seq: number): number {
  if (!incident.timeline.some((line) => line.seq === seq)) throw new ProblemError('no-such-entry', `The curated timeline of ${incident.id} has no entry ${seq}.`, 'Choose one that is on it.');
  return seq;
}

const above = { question: null, finding: 'question', evidence: 'finding' } as const;

/** A finding answers a question, evidence supports a finding. */
function checkPlace({ incident }: FoldedIncident, kind: keyof typeof above, under: number | null): void {
  const found = under === null ? null : (incident.board.find(({ seq }) => seq === under)?.kind ?? 'nothing');
  if (found !== above[kind]) throw new ProblemError('no-such-entry', `${kind === 'question' ? 'A question stands under nothing' : `The board of ${incident.id} has no ${above[kind]} ${under ?? '(none is named)'} to put this ${kind} under`}.`, 'Choose one that is on it.');
}

function requireWords(text: string, what: string): void {
  if (text.trim() === '') throw new ProblemError('words-missing', `It is not stated ${what}.`, 'State it: the journal keeps it with the entry.');
}
