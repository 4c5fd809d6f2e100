import { instantText } from '#shared/time.ts';
import type { ClockReading } from '#shared/model/clock.ts';
import type { CuratedEntry } from '#shared/model/incident.ts';
import { mono, nothing, paragraph, plain, say, strong, type Block, type Section, type Words } from '../../document.ts';
import type { ReportInput } from '../report-facts.ts';
import { durationWords, figureValue, runsWords, timeWords } from '../words.ts';

/** Section 1: what happened, since when, to whom, how many, stopped, open, next. At most a page. */
export function summarySection(input: ReportInput): Section {
  const { incident: { incident, clocks, compensations, firstExecutionAt, lastExecutionAt }, figures } = input;
  const figure = (id: string): string | null => {
    const found = figures.find((one) => one.id === id);
    return found === undefined ? null : figureValue(found);
  };
  const open = incident.measures.filter(({ state }) => state === 'planned' || state === 'under way').length;
  const next = clocks.filter(({ state, due }) => due !== null && (state.name === 'running' || (state.name === 'late' && state.submission === null))).toSorted((a, b) => (BigInt(a.due ?? '0') < BigInt(b.due ?? '0') ? -1 : 1))[0];
  const blocks: readonly Block[] = [
    incident.summary === '' ? nothing('nothing recorded', 'no summary of the incident has been entered') : { kind: 'paragraph', words: say`${incident.summary}` },
    ...(incident.summary === '' ? [] : [{ kind: 'aside' as const, words: plain('Entered by the analyst.') }]),
    {
      kind: 'pairs', rows: [
        { label: 'Since when', words: say`first recorded execution ${timeWords(firstExecutionAt, incident.zone)}, last ${timeWords(lastExecutionAt, incident.zone)}` },
        { label: 'How many runs', words: plain(figure('runs') ?? runsWords(incident.runs.length)) },
        { label: 'Executed', words: plain(figure('executed') ?? 'not known from this evidence') },
        { label: 'To whom', words: subjectsWords(input) },
        { label: 'Money', words: moneyWords(input) },
        { label: 'Stopped?', words: say`status ${strong(incident.status)}, as stated by a person; severity ${strong(incident.severity)}` },
        { label: 'Still open', words: say`${open} of ${incident.measures.length} measures; ${compensations.states.open + compensations.states['in progress']} of ${compensations.rows.length} compensations` },
        { label: 'Next deadline', words: next === undefined ? plain('none is running') : say`${next.title} (${next.article}): ${timeWords(next.due, incident.zone)}${next.state.name === 'late' ? strong(' passed, not submitted') : ''}` },
      ],
    },
  ];
  return { id: '1', title: 'Summary', blocks };
}

function subjectsWords({ figures }: ReportInput): Words {
  const of = figures.filter(({ id }) => id.startsWith('subjects:'));
  return of.length === 0 ? plain('not known from this evidence: no run of the incident names a subject') : plain(of.map((figure) => `${figure.unit}: ${figureValue(figure)}`).join('; '));
}

function moneyWords({ figures }: ReportInput): Words {
  const of = figures.filter(({ id }) => id.startsWith('money:'));
  return of.length === 0 ? plain('no amount is recorded') : plain(of.map(figureValue).join('; '));
}

/** Section 2: the awareness log and, per regime, start, limit, submitted, reasons for delay, other readings. */
export function clockSection({ incident: { incident, clocks, suspicionToCertainty, earlierEvidence } }: ReportInput): Section {
  const { zone } = incident;
  const log: Block = incident.awareness.length === 0
    ? nothing('nothing recorded', 'the awareness log has no entry, so no clock that counts from awareness has started')
    : { kind: 'table', caption: 'Awareness log. Nothing is erased: a corrected entry stays and names what replaced it.', leftOut: 0, columns: [{ title: 'Journal', align: 'end' }, { title: 'When', align: 'start' }, { title: 'What', align: 'start' }, { title: 'Who', align: 'start' }, { title: 'Why, and on what', align: 'start' }], rows: incident.awareness.map(({ seq, at, kind, who, reason, source, supersededBy }) => [plain(String(seq)), timeWords(at.ns, zone), say`${kind}${supersededBy === null ? '' : say` (replaced by entry ${supersededBy})`}`, plain(who === '' ? 'not stated' : who), say`${reason}${source === null ? '' : say` (${source.kind} ${mono(source.ref)})`}`]) };
  const clockRows: Block = clocks.length === 0
    ? nothing('nothing recorded', 'no regime has been chosen for this incident')
    : { kind: 'table', caption: 'Clocks: candidate, confirm with counsel', leftOut: 0, columns: [{ title: 'Clock', align: 'start' }, { title: 'Counts from', align: 'start' }, { title: 'Limit', align: 'start' }, { title: 'Strict deadline', align: 'start' }, { title: 'State', align: 'start' }], rows: clocks.map((clock) => [say`${clock.title}, ${clock.article}`, startWords(clock, zone), plain(clock.limit), clock.due === null ? plain(clock.dueUnknown ?? (clock.state.name === 'not started' && !clock.limit.startsWith('no number') ? 'none while it has not started' : 'no number in the law')) : timeWords(clock.due, zone), stateWords(clock)]) };
  const notes = clocks.flatMap(({ article, notes: of }) => of.filter(({ kind }) => kind !== 'basis').map(({ text, at, source }) => say`${article}: ${text.replace(/\.$/u, '')}${at === null ? '' : say` (${mono(instantText(at))})`}. Source: ${source}`));
  return {
    id: '2', title: 'Clock sheet', blocks: [
      log,
      ...(suspicionToCertainty === null ? [] : [paragraph`Between the earliest standing suspicion and the earliest standing certainty: ${durationWords(suspicionToCertainty)}.`]),
      ...earlierEvidence.map(({ entry, runs, of, firstAt, firstRun }): Block => ({ kind: 'paragraph', words: say`The case holds evidence earlier than the awareness stated in journal entry ${entry}: ${runs} of ${of} runs, the first ${mono(firstRun)} at ${mono(instantText(firstAt))}. It shows when records were written, not when anybody read them.` })),
      clockRows,
      ...(notes.length === 0 ? [] : [{ kind: 'heading' as const, text: 'Other readings and what to look at' }, { kind: 'list' as const, items: notes }]),
      { kind: 'note', words: plain('Regime clocks are versioned data, not advice: candidate, confirm with counsel.') },
    ],
  };
}

function startWords({ start }: ClockReading, zone: string): Words {
  return start === null ? plain('not started') : say`${start.what}, journal ${start.seq}, ${timeWords(start.at.ns, zone)}`;
}

function stateWords({ state }: ClockReading): Words {
  switch (state.name) {
    case 'not started':
      return say`not started: waits for ${state.waitsFor}`;
    case 'running':
      return plain('running');
    case 'met':
      return say`met, submission ${state.submission}${state.early === null ? '' : `, ${durationWords(state.early)} before`}`;
    case 'late':
      return say`late by ${durationWords(state.by)}${state.submission === null ? ', not submitted' : `, submission ${state.submission}`}. Reasons: ${state.reasons === '' ? 'none stated' : state.reasons}`;
    case 'not applicable':
    case 'withdrawn':
      return say`${state.name}: ${state.why} (${state.who})`;
  }
}

/** An entered line has the time a person gave it; a recorded one keeps its own, and an assertion stands beside it. */
function whenWords({ kind, recordedAt, asserted }: CuratedEntry, zone: string): Words {
  if (kind === 'entered') return timeWords(asserted?.at.ns ?? null, zone, 'no time entered');
  return say`${timeWords(recordedAt, zone)}${asserted === null ? '' : say`; asserted ${timeWords(asserted.at.ns, zone)} by ${asserted.by}, because ${asserted.reason}`}`;
}

/** Section 3: the curated timeline, recorded times untouched, assertions beside them. */
export function factsSection({ incident: { incident } }: ReportInput, cited: (entry: (typeof incident.timeline)[number]) => Words, picture: Block | null): Section {
  const { timeline, zone } = incident;
  if (timeline.length === 0) return { id: '3', title: 'Facts', blocks: [nothing('nothing recorded', 'no line has been put on the curated timeline')] };
  return {
    id: '3', title: 'Facts', blocks: [
      ...(picture === null ? [] : [picture]),
      { kind: 'table', caption: `Curated timeline, UTC${zone === 'UTC' ? '' : ` and ${zone}`}. Recorded: a record says so. Analyst-entered: a person says so.`, leftOut: 0, columns: [{ title: 'When', align: 'start' }, { title: 'What', align: 'start' }, { title: 'Standing', align: 'start' }, { title: 'Evidence', align: 'start' }], rows: timeline.map((entry) => [
        whenWords(entry, zone),
        say`${entry.title}${entry.text === '' ? '' : `. ${entry.text}`}`,
        plain(entry.kind === 'recorded' ? (entry.evidence?.provenance === 'inferred' || entry.version?.basis === 'first use' ? 'derived' : 'recorded') : 'analyst-entered'),
        cited(entry),
      ]) },
    ],
  };
}
