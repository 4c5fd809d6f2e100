import { createHash } from 'node:crypto';
import { instantText } from '#shared/time.ts';
import { mono, nothing, paragraph, plain, say, strong, type Block, type Section, type Words } from '../../document.ts';
import type { ControlTotal, CurrencySum, Population, ReportInput } from '../report-facts.ts';
import { figureRow, grouped, runsWords, timeWords } from '../words.ts';

/** What a control sheet is about: the population, how it was approved, the rules in force, and whether it is complete. */
export function populationSection({ population, figures, runs }: ReportInput): Section | null {
  if (population === null) return null;
  const { where, stated, tooMany, classes, rules } = population;
  return {
    id: 'population', title: 'Population', blocks: [
      { kind: 'paragraph', words: say`Every run that the search ${mono(where === '' ? '(all runs)' : where)} finds in this case: ${runsWords(runs.length)}. ${stated === null ? 'Nobody stated a population; this search is the sheet’s own.' : say`Stated by ${mono(stated.by)}, journal ${stated.seq}.`}` },
      ...(tooMany === null ? [] : [nothing('not examined', `${grouped(String(tooMany))} runs match: more than one sheet takes. Narrow the population, to a quarter for instance`)]),
      ...(runs.length === 0 ? [nothing('nothing recorded', 'no run of this case matches')] : [
        { kind: 'figures' as const, caption: 'Figures of the population. “At least” is what is certain; every figure names its query, and section E3 prints it.', rows: figures.map(figureRow) },
        { kind: 'table' as const, caption: 'Reviewed and automatic, by what the records say', leftOut: 0, columns: [{ title: 'Approval', align: 'start' as const }, { title: 'Runs', align: 'end' as const }, { title: 'Amounts', align: 'end' as const }, { title: 'Without an amount', align: 'end' as const }], rows: classes.map(({ approval, runs: count, sums, withoutAmount }) => [plain(approvalWords[approval]), plain(String(count)), plain(sumsWords(sums)), plain(String(withoutAmount))]) },
      ]),
      { kind: 'heading', text: 'Completeness of the population' },
      ...completenessBlocks(population),
      { kind: 'heading', text: 'Rules in force' },
      rules.length === 0 ? nothing('nothing recorded', 'no run of the population names a rule') : { kind: 'table', caption: 'Rules that the runs name, and what registries say of them', leftOut: 0, columns: [{ title: 'Rule', align: 'start' }, { title: 'Runs', align: 'end' }, { title: 'In force', align: 'start' }, { title: 'What it says', align: 'start' }, { title: 'Owner', align: 'start' }], rows: rules.flatMap(({ rule, runs: count, entries }) => (entries.length === 0 ? [[rule === null ? plain('not recorded') : say`${mono(rule)}`, plain(String(count)), plain('in no registry of this case'), plain('not recorded'), plain('not recorded')]] : entries.map((entry, index) => [say`${mono(`${rule ?? ''} ${entry.version}`)}`, plain(index === 0 ? String(count) : ''), say`${mono(instantText(entry.from))} to ${entry.until === null ? 'no end known' : mono(instantText(entry.until))}`, say`${mono(entry.text ?? 'not recorded')}`, plain(entry.owner ?? 'not recorded')]))) },
    ],
  };
}

const approvalWords = { human: 'reviewed by a person', 'named rule': 'automatic under a named rule', 'explicitly none': 'explicitly none: a record states there was no approval', 'not recorded': 'no approval recorded' } as const;

function sumsWords(sums: readonly CurrencySum[]): string {
  return sums.length === 0 ? 'none' : sums.map(({ currency, sum }) => `${grouped(sum)} ${currency ?? '(currency not recorded)'}`).join('; ');
}

function completenessBlocks({ controlTotals }: Population): readonly Block[] {
  const caveat = paragraph`Whether every action reached these files cannot be told from them. A control total comes from the system that executed the actions, and is for a person to obtain.`;
  if (controlTotals === null) return [nothing('nothing recorded', 'no control total of the source system has been entered: the completeness of this population is not shown'), caveat];
  const { entered, rows, unreadable } = controlTotals;
  const off = rows.filter(({ difference }) => difference !== null && Number(difference) !== 0);
  const statement = rows.length === 0 ? say`No line of the control total could be read as a count or a sum.` : off.length === 0 && rows.every(({ found }) => found !== null) ? say`The population ${strong('agrees')} with the control total in ${rows.length} of ${rows.length} lines.` : say`The population ${strong('does not agree')} with the control total: ${rows.filter(({ found, difference }) => found === null || Number(difference) !== 0).length} of ${rows.length} lines differ.`;
  return [
    { kind: 'paragraph', words: statement },
    ...(rows.length === 0 ? [] : [{ kind: 'table' as const, caption: 'This evidence beside the source system', leftOut: 0, columns: [{ title: 'What', align: 'start' as const }, { title: 'Source system, as entered', align: 'end' as const }, { title: 'This evidence', align: 'end' as const }, { title: 'Difference', align: 'end' as const }], rows: rows.map(totalRow) }]),
    ...(unreadable.length === 0 ? [] : [{ kind: 'quote' as const, text: unreadable.join('\n'), from: plain('entered beside it') }]),
    { kind: 'aside', words: say`Entered by ${mono(entered.by)}, journal ${entered.seq}.` },
    caveat,
  ];
}

function totalRow({ what, stated, found, difference }: ControlTotal): readonly Words[] {
  return [plain(what === 'count' ? 'Runs' : `Amounts, ${what}`), plain(grouped(stated)), plain(found === null ? 'none' : grouped(found)), plain(difference === null ? 'not comparable' : grouped(difference))];
}

/** Findings of the rules about approval, thresholds and execution, over the population. */
export function exceptionsSection({ population, runs }: ReportInput): Section | null {
  if (population === null) return null;
  const { exceptions, notChecked } = population;
  return {
    id: 'exceptions', title: 'Exceptions', blocks: [
      exceptions.length === 0 ? nothing('nothing recorded', 'no rule that was checked raised a finding about this population') : { kind: 'table', caption: `Runs of ${grouped(String(runs.length))} that a rule raised, in any state. A run may stand in several lines.`, leftOut: 0, columns: [{ title: 'Rule', align: 'start' }, { title: 'What', align: 'start' }, { title: 'Severity', align: 'start' }, { title: 'Runs', align: 'end' }], rows: exceptions.map(({ rule, title, severity, runs: count }) => [say`${mono(rule)}`, plain(title), plain(severity), plain(String(count))]) },
      ...(notChecked.length === 0 ? [] : [{ kind: 'heading' as const, text: 'Not checked' }, { kind: 'list' as const, items: notChecked.map(({ rule, title, why }) => say`${mono(rule)} ${title}: ${why}`) }]),
      paragraph`What was not checked is not free of exceptions.`,
    ],
  };
}

/** Ordered by SHA-256 over seed and run id: anybody with both draws the same runs, and nobody can steer it once the seed is fixed. */
export function sampleSection({ population, runs }: ReportInput): Section | null {
  if (population === null) return null;
  const { size, seed, stated } = population.sample;
  const place = (id: string): string => createHash('sha256').update(`${seed}\n${id}`).digest('hex');
  const drawn = runs.map((run) => ({ run, at: place(run.id) })).toSorted((a, b) => (a.at < b.at ? -1 : 1)).slice(0, size);
  return {
    id: 'sample', title: 'Sample', blocks: [
      { kind: 'paragraph', words: say`${drawn.length} of ${runsWords(runs.length)}: the first ${size} in the order of SHA-256 over the seed, a line feed and the run’s id. Seed ${mono(seed)}${stated === null ? ', the case’s own id: nobody stated one' : say`, stated by ${mono(stated.by)}, journal ${stated.seq}`}.` },
      drawn.length === 0 ? nothing('nothing recorded', 'the population is empty') : { kind: 'table', caption: 'Runs drawn', leftOut: 0, columns: [{ title: 'Run', align: 'start', mono: true }, { title: 'Executed', align: 'start' }, { title: 'Action', align: 'start' }, { title: 'Amount', align: 'end' }, { title: 'Approval', align: 'start' }, { title: 'By', align: 'start', mono: true }, { title: 'Outcome', align: 'start' }], rows: drawn.map(({ run }) => [plain(run.name), timeWords(run.executedAt, 'UTC'), plain(run.actionType ?? 'not recorded'), plain(run.amount === null ? 'not recorded' : `${run.amount} ${run.currency ?? '(currency not recorded)'}`), plain(run.approvalClass === 'not recorded' ? 'no approval recorded' : run.approvalClass), plain(run.approver ?? run.ruleId ?? 'none named'), plain(run.outcome)]) },
    ],
  };
}
