import { figureText } from '#shared/model/figure-text.ts';
import type { CompensationCurve } from '#shared/model/incident.ts';
import type { Block, Section, Words } from '../../document.ts';
import { mono, nothing, paragraph, plain, say, strong } from '../../document.ts';
import type { EnteredText } from '#shared/model/report.ts';
import type { AttachedAnswer, ReportInput } from '../report-facts.ts';
import { curvePicture } from '../pictures.ts';
import { countsBy, figureRow, owedWords, runsWords, timeWords } from '../words.ts';

/** A person's own text for a section, marked as theirs; what to print where none was entered. */
export function enteredBlocks(texts: ReadonlyMap<string, EnteredText>, section: string, missing: string): readonly Block[] {
  const entered = texts.get(section);
  if (entered === undefined) return [nothing('nothing recorded', missing)];
  return [...entered.text.split(/\n{2,}/u).map((text): Block => ({ kind: 'paragraph', words: plain(text) })), { kind: 'aside', words: say`Entered by ${mono(entered.by)}, journal ${entered.seq}: the analyst’s own words.` }];
}

/** Section 4: example runs stage by stage, and the versions with their counts. A change coincides; only a person says more. */
export function causeSection({ runs, texts }: ReportInput, examples: readonly Block[]): Section {
  const versions = countsBy(runs, ({ model, modelVersion, promptTemplate, promptVersion, ruleId }) => JSON.stringify([model, modelVersion, promptTemplate, promptVersion, ruleId]));
  const parts = (key: string): readonly (string | null)[] => JSON.parse(key);
  const word = (name: string | null | undefined, version: string | null | undefined): Words => ((name ?? null) === null && (version ?? null) === null ? plain('not recorded') : say`${name === null || name === undefined ? 'name not recorded' : mono(name)} ${version === null || version === undefined ? 'version not recorded' : mono(version)}`);
  return {
    id: '4', title: 'Cause chain', blocks: [
      ...(runs.length === 0 ? [nothing('nothing recorded', 'the incident has no runs')] : [
        { kind: 'table' as const, caption: `Versions named by the ${runsWords(runs.length)} of the incident`, leftOut: Math.max(0, versions.length - 40), columns: [{ title: 'Model', align: 'start' as const }, { title: 'Prompt', align: 'start' as const }, { title: 'Rule', align: 'start' as const }, { title: 'Runs', align: 'end' as const }, { title: 'First', align: 'start' as const }], rows: versions.slice(0, 40).map(([key, count]) => {
          const [model, modelVersion, prompt, promptVersion, rule] = parts(key);
          const first = runs.find((run) => JSON.stringify([run.model, run.modelVersion, run.promptTemplate, run.promptVersion, run.ruleId]) === key);
          return [word(model, modelVersion), word(prompt, promptVersion), rule === null || rule === undefined ? plain('not recorded') : say`${mono(rule)}`, plain(String(count)), timeWords(first?.startedAt ?? null, 'UTC')];
        }) },
        paragraph`What stands in the table coincides with the incident; it does not say what brought it about. A cause is stated by the person who signs.`,
      ]),
      ...examples,
      { kind: 'heading', text: 'Cause, as stated by the analyst' },
      ...enteredBlocks(texts, '4', 'no cause has been stated'),
    ],
  };
}

/** Section 5: every figure with its basis, and the runs by action, country and subject. */
export function scopeSection({ figures, runs, attached, incident: { incident } }: ReportInput): Section {
  const split = (title: string, of: (run: ReportInput['runs'][number]) => string | null): Block => {
    const rows = countsBy(runs, (run) => of(run) ?? 'not recorded');
    return { kind: 'table', caption: `By ${title}, of ${runsWords(runs.length)}`, leftOut: Math.max(0, rows.length - 20), columns: [{ title: title[0]?.toUpperCase() + title.slice(1), align: 'start' }, { title: 'Runs', align: 'end' }], rows: rows.slice(0, 20).map(([value, count]) => [say`${value === 'not recorded' ? value : mono(value)}`, plain(String(count))]) };
  };
  return {
    id: '5', title: 'Scope', blocks: [
      figures.length === 0 ? nothing('not examined', 'no figure was worked out') : { kind: 'figures', caption: `Figures of ${incident.id}. “At least” is what is certain; every figure names its query, and section E3 prints it.`, rows: figures.map(figureRow) },
      ...(runs.length === 0 ? [] : [split('action type', ({ actionType }) => actionType), split('environment', ({ environment }) => environment), split('country', ({ country }) => country), split('target system', ({ system }) => system)]),
      ...attached.flatMap(attachedBlocks),
    ],
  };
}

function attachedBlocks({ title, frozenSeq, at, figures, reruns }: AttachedAnswer): readonly Block[] {
  const reasons = [...new Set(figures.flatMap(({ why }) => why))];
  const moved = reruns.filter(({ state }) => state !== 'same');
  return [
    { kind: 'figures', caption: `Attached: ${title}, as kept in journal entry ${frozenSeq} at ${at}`, rows: figures.map((figure) => ({ ...figureRow(figure), because: [] })) },
    // Said once: the same few reasons make bounds of most of them.
    ...(reasons.length === 0 ? [] : [{ kind: 'list' as const, items: reasons.map((why) => say`${why}: ${figures.filter((figure) => figure.why.includes(why)).length} of these ${figures.length} figures`) }]),
    moved.length === 0
      ? paragraph`Worked out again now: all ${figures.length} figures are the same.`
      : { kind: 'list', items: moved.map(({ id, state, expected, found, why }) => say`${strong(state)}: ${mono(id)}, kept ${figureText(expected)}, found ${found === null ? 'nothing' : figureText(found)}${why.length === 0 ? '' : ` (${why.join('; ')})`}`) },
  ];
}

/** Section 6: what the record shows of control. */
export function controlsSection({ runs, texts }: ReportInput): Section {
  if (runs.length === 0) return { id: '6', title: 'Controls', blocks: [nothing('nothing recorded', 'the incident has no runs')] };
  const classes = countsBy(runs, ({ approvalClass }) => approvalClass);
  const differing = runs.filter(({ amount, proposedAmount }) => amount !== null && proposedAmount !== null && Number(amount) !== Number(proposedAmount)).length;
  const comparable = runs.filter(({ amount, proposedAmount }) => amount !== null && proposedAmount !== null).length;
  return {
    id: '6', title: 'Controls', blocks: [
      { kind: 'table', caption: `Approval as recorded, of ${runsWords(runs.length)}`, leftOut: 0, columns: [{ title: 'Approval', align: 'start' }, { title: 'Runs', align: 'end' }, { title: 'Approvers or rules named', align: 'start' }], rows: classes.map(([name, count]) => {
        const named = [...new Set(runs.filter(({ approvalClass }) => approvalClass === name).flatMap(({ approver, ruleId }) => [approver, ruleId].filter((one) => one !== null)))];
        return [plain(name === 'not recorded' ? 'no approval recorded' : name), plain(String(count)), named.length === 0 ? plain('none named') : say`${mono(named.slice(0, 12).join(', '))}${named.length > 12 ? ` and ${named.length - 12} more` : ''}`];
      }) },
      paragraph`“No approval recorded” says that no imported record shows one; “explicitly none” says that a record states there was none.`,
      comparable === 0 ? paragraph`Executed versus proposed: not examined, no run records both amounts.` : paragraph`Executed versus proposed: the two amounts differ in ${differing} of ${comparable} runs that record both.`,
      ...enteredBlocks(texts, '6', 'no remark on controls has been entered'),
    ],
  };
}

function curveBlocks(curve: CompensationCurve, zone: string): readonly Block[] {
  const picture = curvePicture(curve);
  const last = curve.points.at(-1);
  if (picture === null || last === undefined) return [nothing('not examined', 'no run with a stated harm has a recorded execution time: open compensations cannot be shown over time')];
  const apart = [
    ...(curve.withoutTime > 0 ? [`${runsWords(curve.withoutTime)} with a stated harm have no recorded execution time and are in no point`] : []),
    ...(curve.backWithoutTime > 0 ? [`${runsWords(curve.backWithoutTime)} were given back at a time that nothing states: they leave the curve at its end`] : []),
    ...(curve.withoutHarm > 0 ? [`of ${runsWords(curve.withoutHarm)} no harm is stated`] : []),
  ];
  return [picture, { kind: 'paragraph', words: say`Last change at ${timeWords(last.at, zone)}: ${owedWords(last)}.` }, ...(apart.length === 0 ? [] : [{ kind: 'aside' as const, words: plain(`${apart.join('; ')}.`) }])];
}

/** Sections 7 to 9. */
export function assessmentSections({ texts, curve, incident: { incident, compensations, clocks } }: ReportInput): readonly Section[] {
  const { states, rows, totals, withoutDetails } = compensations;
  const compensationBlocks: readonly Block[] = rows.length === 0
    ? [paragraph`Compensations: nothing recorded.`]
    : [
        paragraph`Compensations of ${rows.length} runs: ${states.done} done, ${states.open} open, ${states['in progress']} in progress, ${states.failed} failed, ${states['not possible']} not possible.${withoutDetails === 0 ? '' : ` Of ${withoutDetails} runs no details are indexed: they are in no row.`}`,
        { kind: 'table', caption: 'Harm stated by a person, less confirmed compensation. What was given back too much is not netted against others.', leftOut: 0, columns: [{ title: 'Currency', align: 'start' }, { title: 'Runs', align: 'end' }, { title: 'Harm stated', align: 'end' }, { title: 'Given back, confirmed', align: 'end' }, { title: 'Open', align: 'end' }, { title: 'Harm not stated', align: 'end' }], rows: totals.map(({ currency, rows: count, harm, recovered, residual, withoutHarm }) => [plain(currency ?? 'not recorded'), plain(String(count)), plain(harm), plain(recovered), plain(residual), plain(`${withoutHarm} runs`)]) },
      ];
  const judged = clocks.flatMap(({ article, state }) => (state.name === 'not applicable' || state.name === 'withdrawn' ? [say`${article}: ${state.name}, ${state.why} (stated by ${state.who})`] : []));
  return [
    { id: '7', title: 'Consequences and risk', blocks: [...enteredBlocks(texts, '7', 'no assessment of consequences and risk has been entered; it is for a person to make')] },
    {
      id: '8', title: 'Measures', blocks: [
        incident.measures.length === 0 ? nothing('nothing recorded', 'no measure has been entered') : { kind: 'table', caption: 'Containment, prevention and other measures', leftOut: 0, columns: [{ title: 'Kind', align: 'start' }, { title: 'Measure', align: 'start' }, { title: 'State', align: 'start' }, { title: 'Owner', align: 'start' }, { title: 'When', align: 'start' }], rows: incident.measures.map(({ kind, text, state, owner, when, note }) => [plain(kind), say`${text}${note === '' ? '' : ` (${note})`}`, plain(state), plain(owner === '' ? 'nobody named' : owner), timeWords(when?.ns ?? null, incident.zone, 'no date stated')]) },
        ...compensationBlocks,
        ...(curve === null ? [] : curveBlocks(curve, incident.zone)),
      ],
    },
    {
      id: '9', title: 'Notifications', blocks: [
        incident.submissions.length === 0 ? nothing('nothing recorded', 'no submission has been recorded; this program sends nothing') : { kind: 'table', caption: 'Submissions made outside this program, as people recorded them', leftOut: 0, columns: [{ title: 'Journal', align: 'end' }, { title: 'When', align: 'start' }, { title: 'Clock', align: 'start' }, { title: 'Kind', align: 'start' }, { title: 'Channel, reference, sent by', align: 'start' }, { title: 'File', align: 'start', mono: true }], rows: incident.submissions.map(({ seq, at, clock, kind, channel, reference, sentBy, report }) => [plain(String(seq)), timeWords(at.ns, incident.zone), plain(clock), plain(kind), plain([channel, reference, sentBy].filter((part) => part !== '').join(', ') || 'not stated'), plain(report === null ? 'no file of this case' : `${report.fileName} ${report.sha256.slice(0, 16)}…`)]) },
        judged.length === 0 ? paragraph`Decided against: nothing recorded.` : { kind: 'list', items: judged },
      ],
    },
  ];
}
