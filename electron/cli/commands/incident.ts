import { awarenessKinds, submissionKinds } from '#shared/model/clock.ts';
import { compensationStates, incidentSeverities, measureKinds, type IncidentFacts, type IncidentSummary } from '#shared/model/incident.ts';
import { failed, type Result } from '#shared/result.ts';
import { instantText } from '#shared/time.ts';
import { clocksText, durationText } from '../clock-text.ts';
import { jsonOption, type Command, type Given } from '../command.ts';
import { incidentStepOf, regimeOf, stepActions } from '../incident-step.ts';
import { openCase, withEngine, type Asking } from '../open-engine.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { exitCodes, type ExitCode, type Terminal } from '../terminal.ts';
import { printable, textTable } from '../text-table.ts';

export const incidentCommand: Command = {
  name: 'incident',
  positionals: ['CASE', 'ACTION'],
  summary: 'create an incident, log awareness, submissions and measures, or show one',
  details: `
Actions, with the options they take; all but list, retention, hold, release and create take --incident ID:
  list
  show
  retention   [--run ID]: how long to keep the case, or a run of it
  hold        --reason                             release     --reason: legal hold on the case
  create      --title · --where SEARCH or --run ID… · --severity · --zone · --regime PACK[:ENTITY]…
  add-run     --where SEARCH or --run ID…          remove-run  --run ID… --reason
  set         one of --title --severity --status --owner --summary --zone --calendar
  regime      --regime PACK[:ENTITY]
  aware       --kind · --at · --who · --reason [--zone --which --document --supersedes ENTRY]
  submit      --clock · --at · --who [--kind --channel --reference --delay --note]
  judge       --clock · --kind "not applicable", applies or withdrawn · --reason
  target      --clock · --at · --reason
  promote     --run ID [--stage --title]           or --version KIND:NAME@VERSION [--title]
  line        --title · --at [--note --reference]
  measure     --kind · --note [--owner --at --state]
  harm        --kind whole, share or amount · --reason [--amount --currency --run ID…]
  board       --note [--kind question, finding or evidence --under ENTRY --run ID]
  compensation --run ID · --state [--amount --currency --reference --owner]

Kinds of awareness: ${awarenessKinds.join(' · ')}.
Kinds of submission: ${submissionKinds.join(' · ')}. Measures: ${measureKinds.join(' · ')}. Compensations: ${compensationStates.join(' · ')}.
The awareness log and submissions are append-only: a correction names the entry it supersedes. Nothing is sent anywhere.`,
  options: {
    incident: { argument: 'ID', help: 'which incident, e.g. INC-2026-001' },
    title: { argument: 'TEXT', help: 'of the incident, or of a line of the timeline' },
    where: { argument: 'SEARCH', help: 'all runs a search finds' },
    run: { argument: 'ID', help: 'a run, by its own id or its external id', repeats: true },
    version: { argument: 'NAME', help: 'a deployment, e.g. prompt:refund-triage@v14' },
    severity: { argument: 'WORD', help: incidentSeverities.join(', ') },
    status: { argument: 'WORD', help: 'open, contained, resolved, closed, no incident' },
    owner: { argument: 'NAME', help: 'who leads the incident, or owns a measure' },
    summary: { argument: 'TEXT', help: 'what is known, in words' },
    zone: { argument: 'ZONE', help: 'time zone of the incident, or of --at (UTC)' },
    calendar: { argument: 'ID', help: 'holidays for the notes, e.g. de-nationwide' },
    regime: { argument: 'PACK', help: 'e.g. eu-gdpr, eu-dora:credit-institution', repeats: true },
    kind: { argument: 'WORD', help: 'see the actions above' },
    at: { argument: 'INSTANT', help: '2026-11-20 16:40 in the zone, with an offset, or a day alone' },
    which: { argument: 'WORD', help: 'earlier or later, where the clocks showed the time twice' },
    who: { argument: 'NAME', help: 'who became aware, or handed in' },
    reason: { argument: 'TEXT', help: 'why' },
    document: { argument: 'TEXT', help: 'the document an awareness entry rests on' },
    supersedes: { argument: 'ENTRY', help: 'number of the journal entry that is corrected' },
    clock: { argument: 'ID', help: 'e.g. gdpr-33-1' },
    channel: { argument: 'TEXT', help: 'portal, mail, telephone' },
    reference: { argument: 'TEXT', help: 'the authority’s own, or of a payment' },
    delay: { argument: 'TEXT', help: 'reasons for the delay' },
    note: { argument: 'TEXT', help: 'in words' },
    under: { argument: 'ENTRY', help: 'of the board: the question a finding answers, the finding evidence supports' },
    stage: { argument: 'STAGE', help: 'of the run, e.g. output (execution)' },
    state: { argument: 'WORD', help: 'of a measure or compensation' },
    amount: { argument: 'NUMBER', help: 'a sum, or a share such as 0.9' },
    currency: { argument: 'CODE', help: 'e.g. EUR' },
    json: jsonOption,
  },
  async run(given, terminal) {
    const action = given.words[1] ?? '';
    return withEngine(terminal, async (engine) => {
      const opened = await openCase(engine, given.words[0] ?? '', terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      if (action === 'list') return listed(engine, given, terminal);
      if (action === 'retention') return retained(engine, given, terminal);
      if (action === 'hold' || action === 'release') return held(engine, action === 'hold', given, terminal);
      if (action === 'create') return created(engine, given, terminal);
      const incident = given.values.get('incident');
      if (incident === undefined) return complain({ code: 'usage', message: '--incident is missing.', nextStep: 'proofline incident CASE list' }, terminal);
      if (action === 'show') return shown(engine, incident, given, terminal);
      const step = stepOf(action, given);
      if (!step.ok) return complain(step.problem, terminal);
      const done = await engine.ask('incidents.do', { incident, step: step.value });
      if (!done.ok) return complain(done.problem, terminal);
      if (given.switches.has('json')) printJson({ incident, journal: done.value.seq }, terminal);
      else terminal.out(`${incident}: done, journal entry ${done.value.seq}\n`);
      return exitCodes.fine;
    });
  },
};

function stepOf(action: string, given: Given): ReturnType<typeof incidentStepOf> {
  const known = stepActions.find((one) => one === action);
  return known === undefined ? failed('usage', `There is no action ${JSON.stringify(action)}.`, `Actions are list, show, retention, hold, release, create, ${stepActions.join(', ')}.`) : incidentStepOf(known, given);
}

async function retained(engine: Asking, given: Given, terminal: Terminal): Promise<ExitCode> {
  const found = await engine.ask('incidents.keepUntil', { run: given.lists.get('run')?.[0] ?? null });
  if (!found.ok) return complain(found.problem, terminal);
  const { legalHold, until, undated, incidents } = found.value;
  if (given.switches.has('json')) printJson(found.value, terminal);
  else {
    terminal.out(`${legalHold === null ? '' : `LEGAL HOLD since ${legalHold.at}: ${printable(legalHold.reason)}\n`}Keep until: ${until ?? 'no date can be told'} (a hint: candidate, confirm with counsel)\n`);
    for (const { id, title, until: own } of incidents) terminal.out(`  ${id} ${printable(title)}: ${own ?? 'no date'}\n`);
    for (const words of undated) terminal.out(`  without a date: ${printable(words)}\n`);
  }
  return exitCodes.fine;
}

async function held(engine: Asking, hold: boolean, given: Given, terminal: Terminal): Promise<ExitCode> {
  const reason = given.values.get('reason') ?? '';
  if (reason.trim() === '') return complain({ code: 'usage', message: '--reason is missing: the journal keeps why.' }, terminal);
  const done = await engine.ask('incidents.hold', { hold, reason });
  if (!done.ok) return complain(done.problem, terminal);
  if (given.switches.has('json')) printJson({ hold, reason }, terminal);
  else terminal.out(hold ? 'The case is on legal hold.\n' : 'The legal hold is lifted.\n');
  return exitCodes.fine;
}

async function created(engine: Asking, given: Given, terminal: Terminal): Promise<ExitCode> {
  const severity = incidentSeverities.find((one) => one === (given.values.get('severity') ?? 'not stated'));
  if (severity === undefined) return complain({ code: 'usage', message: `--severity takes one of: ${incidentSeverities.join(' · ')}.` }, terminal);
  const where = given.values.get('where');
  const made: Result<{ readonly incident: string; readonly runs: number }> = await engine.ask('incidents.create', {
    title: given.values.get('title') ?? '', severity, zone: given.values.get('zone') ?? 'UTC',
    origin: { kind: where === undefined ? 'by hand' : 'search', text: where ?? '' },
    runs: where === undefined ? { ids: [...(given.lists.get('run') ?? [])] } : { where },
    regimes: (given.lists.get('regime') ?? []).map(regimeOf),
  });
  if (!made.ok) return complain(made.problem, terminal);
  if (given.switches.has('json')) printJson(made.value, terminal);
  else terminal.out(`${made.value.incident}: created with ${made.value.runs} runs\n`);
  return exitCodes.fine;
}

async function listed(engine: Asking, given: Given, terminal: Terminal): Promise<ExitCode> {
  const all = await engine.ask('incidents.list', {});
  if (!all.ok) return complain(all.problem, terminal);
  if (given.switches.has('json')) printJson(all.value, terminal);
  else terminal.out(all.value.incidents.length === 0 ? 'The case has no incident.\n' : textTable(['incident', 'title', 'severity', 'status', 'runs', 'regimes', 'next due, UTC'], all.value.incidents.map(summaryRow), ['runs']));
  return exitCodes.fine;
}

function summaryRow({ id, title, severity, status, runs, regimes, next }: IncidentSummary): readonly string[] {
  return [id, title, severity, status, String(runs), regimes.join(', '), next === null ? '' : `${instantText(next.due)} ${next.article}${next.late ? ' (late)' : ''}`];
}

async function shown(engine: Asking, incident: string, given: Given, terminal: Terminal): Promise<ExitCode> {
  const facts = await engine.ask('incidents.facts', { incident, at: null });
  if (!facts.ok) return complain(facts.problem, terminal);
  if (given.switches.has('json')) printJson(facts.value, terminal);
  else terminal.out(factsText(facts.value));
  return exitCodes.fine;
}

function factsText({ incident, clocks, compensations, suspicionToCertainty, earlierEvidence, timeZoneDatabase, legalHold }: IncidentFacts): string {
  const { id, title, severity, status, owner, runs, zone, awareness, timeline, measures } = incident;
  const [early] = earlierEvidence;
  return [
    `${id}  ${printable(title)}\nseverity ${severity} · ${status} · owner ${owner === '' ? 'not named' : printable(owner)} · ${runs.length} runs · zone ${zone}${legalHold === null ? '' : ' · LEGAL HOLD'}\n`,
    `\nClocks\n${clocksText(clocks, zone)}`,
    awareness.length === 0 ? '\nAwareness log: no entry\n' : `\nAwareness log\n${textTable(['journal', 'kind', 'at, UTC', 'who', 'reason', ''], awareness.map((entry) => [String(entry.seq), entry.kind, instantText(entry.at.ns), entry.who, entry.reason, entry.supersededBy === null ? '' : `superseded by ${entry.supersededBy}`]))}`,
    suspicionToCertainty === null ? '' : `From suspicion to certainty: ${durationText(suspicionToCertainty)}\n`,
    early === undefined ? '' : `Evidence in the case is earlier than awareness entry ${early.entry}: ${early.runs} of ${early.of} runs, the first ${instantText(early.firstAt)}\n`,
    timeline.length === 0 ? '\nCurated timeline: no entry\n' : `\nCurated timeline\n${textTable(['journal', 'at, UTC', 'title', 'kind'], timeline.map((line) => [String(line.seq), line.recordedAt === null ? (line.asserted === null ? 'not recorded' : `${instantText(line.asserted.at.ns)} asserted`) : instantText(line.recordedAt), line.title, line.kind]))}`,
    measures.length === 0 ? '\nMeasures: none\n' : `\nMeasures\n${textTable(['journal', 'kind', 'state', 'what', 'owner'], measures.map(({ seq, kind, state, text, owner: who }) => [String(seq), kind, state, text, who]))}`,
    compensations.rows.length === 0 ? '' : `\nCompensations: ${Object.entries(compensations.states).map(([state, count]) => `${count} ${state}`).join(' · ')}\n${compensations.totals.map(({ currency, residual }) => `  still owed: ${residual} ${currency ?? 'currency not recorded'}`).join('\n')}\n`,
    `\nTime zones: ${timeZoneDatabase}\n`,
  ].join('');
}
