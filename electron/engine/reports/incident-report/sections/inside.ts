import type { BoardItem } from '#shared/model/incident.ts';
import { mono, nothing, paragraph, plain, say, strong, type Block, type Section, type Words } from '../../document.ts';
import type { ReportInput } from '../report-facts.ts';
import { figureValue, timeWords } from '../words.ts';
import { enteredBlocks } from './substance.ts';

/** GDPR 33(5): "the facts relating to the personal data breach, its effects and the remedial action taken". */
export function registerSection({ incident: { incident, firstExecutionAt, lastExecutionAt, clocks }, figures, texts, journal }: ReportInput): Section {
  const of = (prefix: string): Words => {
    const found = figures.filter(({ id }) => id.startsWith(prefix));
    return found.length === 0 ? plain('not known from this evidence') : plain(found.map((figure) => `${figure.title}: ${figureValue(figure)}`).join('; '));
  };
  const aware = incident.awareness.find(({ kind, supersededBy }) => kind === 'reasonable certainty' && supersededBy === null);
  const judged = clocks.flatMap(({ article, state }) => (state.name === 'not applicable' ? [`${article}: not applicable, ${state.why} (${state.who})`] : []));
  const done = incident.measures.filter(({ state }) => state === 'done');
  return {
    id: 'register', title: 'Register entry', blocks: [
      { kind: 'heading', text: 'Facts' },
      { kind: 'pairs', rows: [
        { label: 'Entry', words: say`${strong(incident.id)}, entered ${mono(incident.created.at)} by ${mono(incident.created.by)}, journal ${incident.created.seq} of ${journal.entries}` },
        { label: 'What happened', words: plain(incident.summary === '' ? 'no summary has been entered' : incident.summary) },
        { label: 'When', words: say`first recorded execution ${timeWords(firstExecutionAt, incident.zone)}, last ${timeWords(lastExecutionAt, incident.zone)}` },
        { label: 'Aware', words: aware === undefined ? plain('no entry “reasonable certainty” is in the awareness log') : say`${timeWords(aware.at.ns, incident.zone)}, ${aware.who}: ${aware.reason}` },
        { label: 'Status', words: say`${strong(incident.status)}, severity ${incident.severity}, as stated by a person` },
      ] },
      { kind: 'heading', text: 'Effects' },
      { kind: 'pairs', rows: [{ label: 'People', words: of('subjects:') }, { label: 'Records', words: of('records') }, { label: 'Money', words: of('money:') }] },
      ...enteredBlocks(texts, '7', 'no assessment of consequences and risk has been entered; it is for a person to make'),
      { kind: 'heading', text: 'Remedial action' },
      done.length === 0 ? nothing('nothing recorded', 'no measure is entered as done') : { kind: 'list', items: done.map(({ kind, text, owner, when }) => say`${kind}: ${text}${owner === '' ? '' : `, ${owner}`}, ${timeWords(when?.ns ?? null, incident.zone, 'no date stated')}`) },
      { kind: 'heading', text: 'Decision' },
      incident.submissions.length === 0 ? nothing('nothing recorded', 'no notification has been recorded') : { kind: 'list', items: incident.submissions.map(({ seq, kind, clock, at, reference }) => say`${kind} for ${clock}, ${timeWords(at.ns, incident.zone)}${reference === '' ? '' : `, reference ${reference}`}, journal ${seq}`) },
      ...(judged.length === 0 ? [] : [{ kind: 'list' as const, items: judged.map(plain) }]),
      ...enteredBlocks(texts, 'decision', 'no reasoned decision to notify, or not to, has been entered; the register needs it in either case'),
      { kind: 'note', words: plain('GDPR 33(5): every breach is documented, notified or not. Candidate, confirm with counsel.') },
    ],
  };
}

/** The board: what was asked, what was found, and the runs that show it. */
export function questionsSection({ incident: { incident: { board } } }: ReportInput): Section {
  const below = (seq: number): readonly BoardItem[] => board.filter(({ under }) => under === seq);
  const questions = board.filter(({ kind }) => kind === 'question');
  const open = questions.filter(({ state }) => state === 'open').length;
  return {
    id: 'questions', title: 'Questions and findings', blocks: questions.length === 0
      ? [nothing('nothing recorded', 'no question is on the board')]
      : [
          paragraph`${questions.length} questions, ${open} of them open. Findings are the analyst’s; a run named beside one is evidence to be read.`,
          ...questions.flatMap((question): readonly Block[] => [
            { kind: 'heading', text: `${question.text} (${question.state})` },
            below(question.seq).length === 0
              ? nothing('nothing recorded', 'no finding stands under this question')
              : { kind: 'list', items: below(question.seq).map((finding) => say`${finding.state === 'dropped' ? 'Dropped: ' : ''}${finding.text} (${finding.by}, journal ${finding.seq})${evidenceWords(below(finding.seq))}`) },
          ]),
        ],
  };
}

function evidenceWords(items: readonly BoardItem[]): Words {
  if (items.length === 0) return plain('; no evidence stands under it');
  return say`; shown by ${items.flatMap((item, index) => say`${index === 0 ? '' : '; '}${item.state === 'dropped' ? 'dropped: ' : ''}${item.text}${item.run === null ? '' : say` (run ${mono(item.runName ?? item.run)})`}`)}`;
}

export function lessonsSection({ texts }: ReportInput): Section {
  return { id: 'lessons', title: 'Lessons', blocks: [...enteredBlocks(texts, 'lessons', 'no lesson has been entered')] };
}

/** Disputes of the runs, each with what the records say of the decision. `lineages`: picture and citations of a run, by its id. */
export function disputesSection({ disputes }: ReportInput, lineages: ReadonlyMap<string, readonly Block[]>): Section | null {
  if (disputes === null) return null;
  const recorded = (text: string | null): Words => (text === null ? plain('not recorded') : say`${mono(text)}`);
  return {
    id: 'disputes', title: 'Disputes', blocks: disputes.length === 0
      ? [nothing('nothing recorded', 'no dispute of a run of this incident is recorded or filed')]
      : disputes.flatMap((dispute): readonly Block[] => [
          { kind: 'heading', text: `Dispute ${dispute.externalId ?? dispute.id}, run ${dispute.runName ?? 'not recorded'}` },
          { kind: 'pairs', rows: [
            { label: 'Filed', words: say`${timeWords(dispute.filedAt, 'UTC', 'not recorded when')}, by ${recorded(dispute.filedBy)}, ${dispute.basis === 'recorded' ? 'as recorded' : `filed here, journal ${dispute.journalSeq ?? ''}`}` },
            { label: 'Reason', words: say`${recorded(dispute.reasonClass)}: ${recorded(dispute.reason)}` },
            { label: 'Decision', words: dispute.outcome === null ? plain('none recorded') : say`${strong(dispute.outcome)}, ${timeWords(dispute.decidedAt, 'UTC', 'not recorded when')}, by ${recorded(dispute.decidedBy)}: ${recorded(dispute.rationale)}` },
            { label: '48 hours', words: say`${dispute.clock.state}${dispute.clock.dueAt === null ? '' : say`, due ${timeWords(dispute.clock.dueAt, 'UTC')}`}` },
            { label: 'Escalated to', words: recorded(dispute.escalatedTo) },
            { label: 'Followed by', words: dispute.consequences.length === 0 ? plain(dispute.consequenceDue === null ? 'nothing noted' : `nothing noted; the decision asks for: ${dispute.consequenceDue}`) : plain(dispute.consequences.map(({ what, note, journalSeq }) => `${what}${note === '' ? '' : `, ${note}`} (journal ${journalSeq})`).join('; ')) },
          ] },
          ...(dispute.run === null ? [] : (lineages.get(dispute.run) ?? [])),
        ]),
  };
}
