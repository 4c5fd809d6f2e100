import { properties, propertyTitles } from '#shared/model/verdict.ts';
import { sevenFields, sevenFieldTitles } from '#shared/model/run.ts';
import { instantText } from '#shared/time.ts';
import type { RerunFigure } from '#shared/model/figure.ts';
import { figureText } from '#shared/model/figure-text.ts';
import { mono, nothing, paragraph, plain, say, strong, type Block, type Section, type Words } from '../../document.ts';
import type { Change } from '../changes.ts';
import type { ReportInput } from '../report-facts.ts';
import { grouped, runsWords } from '../words.ts';

/** Section 10: the forms, field by field. */
export function sheetsSection({ sheets }: ReportInput): Section {
  if (sheets.length === 0) return { id: '10', title: 'Field sheets', blocks: [nothing('nothing recorded', 'no regime with a field sheet has been chosen')] };
  return {
    id: '10', title: 'Field sheets', blocks: sheets.flatMap((sheet): readonly Block[] => {
      const count = (status: string): number => sheet.fields.filter((field) => field.status === status).length;
      return [
        { kind: 'heading', text: `${sheet.title}: ${sheet.phase}` },
        paragraph`${sheet.fields.length} fields: ${count('complete')} complete, ${count('unknown yet')} unknown yet, ${count('not applicable')} not applicable, ${count('later phase')} later phase. ${sheet.note}`,
        { kind: 'fields', sheet: sheet.sheet, title: `${sheet.title}, sheet ${sheet.version}`, rows: sheet.fields },
        { kind: 'note', words: say`${sheet.status}. Source: ${sheet.source}, read on ${sheet.readOn}, mark ${sheet.mark}.` },
      ];
    }),
  };
}

/** Section 11: made from completeness, gaps, rejects and verdicts; nothing in it is typed by hand but the last part. */
export function limitsSection({ runs, population, completeness, sources, verdicts, incident: { incident, runsFound }, figures, pseudonymous, texts, unsurveyed }: ReportInput): Section {
  const fields = sevenFields.map((field) => {
    const { recorded, part, inferred, hashOnly, absent } = completeness[field];
    return [plain(sevenFieldTitles[field]), plain(`${recorded} of ${runs.length}`), plain(String(part)), plain(String(inferred)), plain(String(hashOnly)), plain(String(absent))];
  });
  const items: Words[] = [
    ...sources.flatMap(({ name, incomplete }) => (incomplete ?? []).map(({ because, sure }) => say`${mono(name)} may hold less than was recorded, because ${because} (${sure}).`)),
    ...sources.filter(({ incomplete }) => incomplete === null).map(({ name }) => say`${mono(name)}: not examined for signs of missing records; it was imported by an earlier build.`),
    ...sources.filter(({ rejected }) => rejected > 0).map(({ name, rejected, read }) => say`${mono(name)}: ${rejected} of ${read} records could not be read and are in no figure.`),
    ...sources.filter(({ withoutTime }) => withoutTime > 0).map(({ name, withoutTime }) => say`${mono(name)}: ${withoutTime} records state no usable time.`),
    ...sources.filter(({ zonelessTimes }) => zonelessTimes > 0).map(({ name, zonelessTimes, zoneAssumption }) => say`${mono(name)}: ${zonelessTimes} times state no zone; ${zoneAssumption === null ? 'none was assumed, they order nothing' : say`${mono(zoneAssumption)} was stated by a person`}.`),
    ...unverified(sources, verdicts),
    ...(population === null && runsFound < incident.runs.length ? [say`${incident.runs.length - runsFound} of ${incident.runs.length} chosen runs are not in the index and are in no figure.`] : []),
    ...(unsurveyed > 0 ? [say`The details of ${unsurveyed} of ${runsWords(runs.length)} are not indexed yet: their countries, recoveries and repeated executions are not examined.`] : []),
    ...(runs.some(({ contradictions }) => contradictions > 0) ? [say`In ${runs.filter(({ contradictions }) => contradictions > 0).length} of ${runsWords(runs.length)} records disagree on a value; the run page shows both.`] : []),
    ...[...new Set(figures.flatMap(({ why }) => why))].map((words) => say`${capital(words)}: it makes a bound of ${figures.filter(({ why }) => why.includes(words)).map(({ title }) => title).join('; ')}.`),
    ...(incident.unread.length === 0 ? [] : [say`Journal entries ${incident.unread.join(', ')} about this incident were written by another build and cannot be read by this one; they are not in this report.`]),
    say`${pseudonymous ? 'Names and ids of people that records state are replaced by pseudonyms. Names a person typed in another spelling are not.' : 'Names and ids of people stand as recorded: a person switched pseudonyms off for this export.'}`,
    say`Completeness of recording cannot be established from a log: what was never written is in no source.`,
  ];
  const entered = texts.get('11');
  return {
    id: '11', title: 'Limits of this report', blocks: [
      runs.length === 0 ? nothing('not examined', 'the incident has no runs') : { kind: 'table', caption: `Fields recorded, of ${runsWords(runs.length)}. “Absent” says that no record states it.`, leftOut: 0, columns: [{ title: 'Field', align: 'start' }, { title: 'Recorded', align: 'end' }, { title: 'In part', align: 'end' }, { title: 'Inferred', align: 'end' }, { title: 'Hash only', align: 'end' }, { title: 'Absent', align: 'end' }], rows: fields },
      { kind: 'list', items },
      entered === undefined ? paragraph`What was not examined, and assumptions of the analyst: nothing recorded.` : { kind: 'paragraph', words: say`What was not examined, and assumptions, entered by ${mono(entered.by)}: ${entered.text}` },
    ],
  };
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

function unverified(sources: ReportInput['sources'], verdicts: ReportInput['verdicts']): readonly Words[] {
  return sources.flatMap((source): readonly Words[] => {
    const known = verdicts.find(({ sourceKey }) => sourceKey === source.sourceKey);
    if (known === undefined) return [say`${mono(source.name)}: its integrity was not checked in this case (${source.integrity}).`];
    if (known.verdicts.length === 0) return [say`${mono(source.name)}: it was checked in journal entry ${known.journalSeq}; the verdict is not at hand on this computer.`];
    return known.verdicts.map(({ headline, mechanism }) => say`${mono(source.name)}: ${mechanism === 'none' ? 'no mechanism; an alteration before the import would not show' : headline}`);
  });
}

/** Section 12: field by field and figure by figure against the last submission; decreases stand like increases. */
export function changesSection({ previous }: ReportInput, changes: readonly Change[]): Section | null {
  if (previous === null) return { id: '12', title: 'Changes since the last submission', blocks: [nothing('nothing recorded', 'no earlier submission with a report of this case is recorded')] };
  return {
    id: '12', title: 'Changes since the last submission', blocks: [
      paragraph`Compared with the ${previous.snapshot.phase} submitted at ${mono(previous.at)} (journal ${previous.submissionSeq}, ${mono(previous.fileName)}, SHA-256 ${mono(previous.sha256)}).`,
      changes.length === 0 ? paragraph`No field and no figure has changed.` : { kind: 'table', caption: `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`, leftOut: 0, columns: [{ title: 'Field or figure', align: 'start' }, { title: 'Submitted', align: 'start' }, { title: 'Now', align: 'start' }, { title: 'Why', align: 'start' }], rows: changes.map(({ what, before, now, why }) => [say`${what}`, say`${before}`, say`${now}`, say`${why}`]) },
    ],
  };
}

/** Section 13. Empty lines are for a pen. */
export function signOffSection({ signOff }: ReportInput): Section {
  const blank = '______________________________';
  if (signOff === null || !signOff.holds) {
    return { id: '13', title: 'Sign-off', blocks: [
      signOff === null ? nothing('nothing recorded', 'nobody has signed this report; it is a draft') : nothing('nothing recorded', `a sign-off by ${signOff.name} of ${signOff.at} was given for other content; this report is a draft`),
      { kind: 'pairs', rows: ['Name', 'Role', 'What was reviewed', 'Date', 'Signature'].map((label) => ({ label, words: plain(blank) })) },
    ] };
  }
  return { id: '13', title: 'Sign-off', blocks: [{ kind: 'pairs', rows: [{ label: 'Name', words: say`${strong(signOff.name)}` }, { label: 'Role', words: plain(signOff.role) }, { label: 'What was reviewed', words: plain(signOff.reviewed) }, { label: 'Recorded', words: say`${mono(signOff.at)} by account ${mono(signOff.by)}, journal ${signOff.seq}` }, { label: 'Signature', words: plain(blank) }] }] };
}

/** Appendices E1 to E8. */
export function appendices(input: ReportInput, reruns: readonly RerunFigure[]): readonly Section[] {
  const { sources, verdicts, figures, journal, build, system, incident: { timeZoneDatabase, incident, keepUntil, legalHold }, sheets, completeness, runs } = input;
  return [
    { id: 'E1', title: 'Sources', blocks: [sources.length === 0 ? nothing('nothing recorded', 'the case has no sources') : { kind: 'table', caption: 'Read = accepted + rejected + duplicate', leftOut: 0, columns: [{ title: 'File', align: 'start' }, { title: 'Bytes', align: 'end' }, { title: 'Read', align: 'end' }, { title: 'Acc.', align: 'end' }, { title: 'Rej.', align: 'end' }, { title: 'Dup.', align: 'end' }, { title: 'Times', align: 'start' }, { title: 'SHA-256', align: 'start', mono: true }], rows: sources.map((row) => [say`${mono(row.name)} ${row.formatTitle}`, plain(grouped(String(row.bytes))), plain(String(row.read)), plain(String(row.accepted)), plain(String(row.rejected)), plain(String(row.duplicate)), say`${row.firstAt === null ? 'none' : mono(instantText(row.firstAt))} ${row.lastAt === null ? '' : mono(instantText(row.lastAt))}`, plain(row.sha256)]) }] },
    {
      id: 'E2', title: 'Integrity', blocks: [
        ...(verdicts.length === 0 ? [nothing('not examined', 'no source has been checked; not checked does not mean that nothing failed')] : verdicts.flatMap(({ name, checkedAt, sha256, verdicts: of }): readonly Block[] => [
          { kind: 'heading', text: name },
          paragraph`Checked ${mono(checkedAt)}, verdict SHA-256 ${mono(sha256)}.`,
          ...of.map((verdict): Block => ({ kind: 'table', caption: verdict.headline, leftOut: 0, columns: [{ title: 'Property', align: 'start' }, { title: 'Verdict', align: 'start' }, { title: 'What was found', align: 'start' }], rows: properties.map((property) => [plain(propertyTitles[property]), plain(verdict.properties[property].verdict.replaceAll('-', ' ')), plain(verdict.properties[property].sentence)]) })),
        ])),
        paragraph`What no such check can show: a cut tail without an anchor from outside, records that were never written, and authorship without a signature.`,
      ],
    },
    {
      id: 'E3', title: 'Methods', blocks: [
        figures.length === 0 ? nothing('not examined', 'no figure was worked out') : { kind: 'table', caption: 'Every figure: its query, parameters and the hash of the data it was worked out from', leftOut: 0, columns: [{ title: 'Query', align: 'start', mono: true }, { title: 'Result', align: 'start' }, { title: 'Parameters', align: 'start', mono: true }, { title: 'Data hash', align: 'start', mono: true }], rows: figures.map((figure) => [plain(`${figure.query}#${figure.id}`), plain(figureText(figure)), plain(JSON.stringify(figure.parameters)), plain(figure.data.hash)]) },
        reruns.length === 0 ? paragraph`Figures kept earlier and worked out again now: none is kept.` : { kind: 'table', caption: 'Figures kept earlier, worked out again now', leftOut: 0, columns: [{ title: 'Figure', align: 'start', mono: true }, { title: 'Kept', align: 'start' }, { title: 'Now', align: 'start' }, { title: 'Result', align: 'start' }], rows: reruns.map(({ query, id, expected, found, state, why }) => [plain(`${query}#${id}`), plain(figureText(expected)), plain(found === null ? '–' : figureText(found)), say`${state === 'same' ? state : strong(state)}${why.length === 0 ? '' : `: ${why.join('; ')}`}`]) },
        paragraph`The query ${mono(input.population === null ? 'incident-runs' : 'population-runs')} counts over ${input.population === null ? 'the runs chosen for the incident' : 'every run that the search of the population finds'}, as the index holds them. An execution counts where a record states its time, an execution, or a success; a run that records neither an execution nor that there was none is possible, not certain.`,
      ],
    },
    { id: 'E4', title: 'Cited records', blocks: [{ kind: 'evidence' }] },
    { id: 'E5', title: 'Gaps', blocks: [{ kind: 'list', items: sevenFields.map((field) => say`${sevenFieldTitles[field]}: absent in ${completeness[field].absent} of ${runsWords(runs.length)}`) }, { kind: 'list', items: sources.map(({ name, incomplete }) => say`${mono(name)}: ${(incomplete ?? []).length === 0 ? 'nothing in the file says it is incomplete, which is not to say that it is whole' : (incomplete ?? []).map(({ because }) => because).join('; ')}`) }] },
    { id: 'E6', title: 'Analyst’s acts', blocks: [paragraph`Every act on the case is an entry of its custody journal, hash-chained and signed: ${journal.entries} entries when this report was made, the last with hash ${mono(journal.head)}. Those cited here: ${citedEntries(input)}.`, paragraph`It shows order and content. It cannot show who sat before the computer.`, ...(legalHold === null ? [] : [paragraph`The case is on legal hold since ${mono(legalHold.at)}: ${legalHold.reason}.`]), ...(keepUntil.length === 0 ? [] : [{ kind: 'list' as const, items: keepUntil.map(({ title, until, startsWith, status }) => say`Keep until ${until === null ? (startsWith === 'none' ? 'a date the rule does not name' : `a date that counts from ${startsWith}`) : mono(until)}: ${title} (${status})`) }])] },
    { id: 'E7', title: 'Tool', blocks: [{ kind: 'pairs', rows: [{ label: 'Program', words: say`Proofline ${mono(build)}` }, { label: 'System', words: plain(system) }, { label: 'Time zones', words: plain(timeZoneDatabase) }, { label: 'Network', words: plain('sealed: the engine imports no network module') }, ...incident.regimes.map(({ title, pack, packVersion }) => ({ label: 'Regime', words: say`${title}: pack ${mono(`${pack} ${packVersion}`)}` })), ...sheets.map(({ title, sheet, version, readOn }) => ({ label: 'Field sheet', words: say`${title}: ${mono(`${sheet} ${version}`)}, read on ${readOn}` }))] }] },
    { id: 'E8', title: 'Manifest', blocks: [sources.length === 0 ? nothing('nothing recorded', 'the case has no sources') : { kind: 'quote', text: sources.map(({ sha256, name }) => `${sha256}  ${name}`).join('\n'), from: plain('SHA-256 of each source as read. An evidence package carries manifest-sha256.txt over the originals: sha256sum -c verifies it without this program.') }] },
  ];
}

function citedEntries({ incident: { incident } }: ReportInput): string {
  const seqs = [incident.created.seq, ...incident.awareness.map(({ seq }) => seq), ...incident.submissions.map(({ seq }) => seq), ...incident.timeline.map(({ seq }) => seq), ...incident.measures.map(({ seq }) => seq)];
  return [...new Set(seqs)].toSorted((a, b) => a - b).join(', ');
}

