import type { CohortComparison, ComparedAmounts, ComparedCohort, ComparedRate, ComparedSection } from '#shared/model/cohort-comparison.ts';
import type { RateSide, SpreadSide } from '#shared/model/timeline.ts';
import { jsonOption, type Command } from '../command.ts';
import { comparePair } from '../compare-pair.ts';
import { openCase, withEngine } from '../open-engine.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { timeText } from '../run-json.ts';
import { exitCodes } from '../terminal.ts';
import { printable, textTable } from '../text-table.ts';
import { waitForSurvey } from '../wait-for-survey.ts';

export const compareCommand: Command = {
  name: 'compare',
  positionals: ['CASE'],
  summary: 'set two searches beside each other, or two runs value by value',
  details: `
A is --where, B is --with. Every share stands beside its count and number of runs, with Wilson's 95 % interval; a difference is
the share of B less the share of A in percentage points, with Newcombe's 95 % interval. Runs in both searches are counted and named.
A difference coincides with what tells the searches apart; nothing here says that it was caused by it.

With --run twice, two runs stand beside each other: stage by stage, each value with its place in its source. Stages of one kind are
paired by their order. Ids and times that every run has of its own are listed as such, not as differences.`,
  options: {
    where: { argument: 'SEARCH', help: 'the runs of A' },
    with: { argument: 'SEARCH', help: 'the runs of B' },
    run: { argument: 'RUN', help: 'a run by its id; given twice, instead of two searches', repeats: true },
    json: jsonOption,
  },
  async run(given, terminal) {
    const runs = given.lists.get('run') ?? [];
    if (runs.length > 0) return comparePair(given, runs, terminal);
    const [a, b] = [given.values.get('where'), given.values.get('with')];
    if (a === undefined || b === undefined) return complain({ code: 'usage', message: 'Two searches are compared, --where A and --with B, or two runs, --run A --run B.', nextStep: "For example --where 'prompt:refund-triage@v13' --with 'prompt:refund-triage@v14'." }, terminal);
    return withEngine(terminal, async (engine) => {
      const opened = await openCase(engine, given.words[0] ?? '', terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      const surveyed = await waitForSurvey(engine, terminal);
      if (!surveyed.ok) return complain(surveyed.problem, terminal);
      const compared = await engine.ask('cohorts.compare', { a, b });
      if (!compared.ok) return complain(compared.problem, terminal);
      if (given.switches.has('json')) printJson(comparisonJson(compared.value), terminal);
      else terminal.out(comparisonText(compared.value));
      return exitCodes.fine;
    });
  },
};

function comparisonJson({ total, a, b, both, sections, amounts, notes }: CohortComparison) {
  const side = ({ where, runs, firstAt, lastAt }: ComparedCohort) => ({ where, runs, firstAt: timeText(firstAt), lastAt: timeText(lastAt) });
  return { total, a: side(a), b: side(b), both, sections, amounts, notes };
}

function comparisonText({ total, a, b, both, sections, amounts, notes }: CohortComparison): string {
  const side = (name: string, { where, runs, firstAt, lastAt }: ComparedCohort): string => `${name}  ${printable(where === '' ? 'every run' : where)}: ${runs} of ${total} runs, first ${timeText(firstAt) ?? 'not recorded'}, last ${timeText(lastAt) ?? 'not recorded'}\n`;
  return [
    side('A', a), side('B', b), `${both} runs in both\n`,
    ...sections.map(sectionText),
    amounts.length === 0 ? '' : `\nAmounts, median (quartiles)\n${textTable(['currency', 'A', 'B'], amounts.map(amountRow))}`,
    `\n${notes.map((note) => `${note}\n`).join('')}`,
  ].join('');
}

function sectionText({ title, note, rates, more }: ComparedSection): string {
  if (rates.length === 0) return `\n${title}: none on either side\n`;
  return `\n${title}. ${note}\n${textTable(['', 'A', 'B', 'B less A'], rates.map(rateRow))}${more > 0 ? `${more} more values are not listed\n` : ''}`;
}

function rateRow({ title, a, b, difference }: ComparedRate): readonly string[] {
  const points = (share: number): string => `${share > 0 ? '+' : ''}${(share * 100).toFixed(1)}`;
  return [printable(title), rateText(a), rateText(b), difference === null ? 'none' : `${points(difference.points)} points (${points(difference.interval[0])} to ${points(difference.interval[1])})`];
}

function rateText({ k, n, interval }: RateSide): string {
  return interval === null ? `${k} of ${n}` : `${k} of ${n}, ${((k / n) * 100).toFixed(1)} % (${(interval[0] * 100).toFixed(1)}–${(interval[1] * 100).toFixed(1)})`;
}

function amountRow({ currency, a, b }: ComparedAmounts): readonly string[] {
  const text = ({ n, quartiles }: SpreadSide): string => (quartiles === null ? 'none recorded' : `${quartiles[1]} (${quartiles[0]}–${quartiles[2]}) of ${n}`);
  return [printable(currency ?? 'no currency recorded'), text(a), text(b)];
}
