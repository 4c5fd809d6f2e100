import type { ProcessVariant, ProcessVariants } from '#shared/model/variant.ts';
import { jsonOption, type Command } from '../command.ts';
import { openCase, withEngine } from '../open-engine.ts';
import { wholeNumber } from '../parse-command-line.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { timeText } from '../run-json.ts';
import { exitCodes } from '../terminal.ts';
import { printable, textTable } from '../text-table.ts';
import { variantLetterWords, variantText } from '../variant-text.ts';
import { waitForSurvey } from '../wait-for-survey.ts';

export const variantsCommand: Command = {
  name: 'variants',
  positionals: ['CASE'],
  summary: 'group runs by the sequence of stages their records tell',
  details: `
The runs are surveyed first where that is not done. One row a sequence, those of most runs first, with what it says and leaves out.
Stages stand in the order of their recorded times; at the same instant, or without one, in the order of the standard.
An empty place (–) is a stage that no record speaks of; that is not the same as one that did not happen.
Letters: ${variantLetterWords}.`,
  options: {
    where: { argument: 'SEARCH', help: 'only runs that match' },
    limit: { argument: 'N', help: 'at most N variants (100, up to 1000)' },
    json: jsonOption,
  },
  async run(given, terminal) {
    const most = wholeNumber(given, 'limit', 100);
    if (!most.ok) return complain(most.problem, terminal);
    return withEngine(terminal, async (engine) => {
      const opened = await openCase(engine, given.words[0] ?? '', terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      const surveyed = await waitForSurvey(engine, terminal);
      if (!surveyed.ok) return complain(surveyed.problem, terminal);
      const found = await engine.ask('variants.list', { where: given.values.get('where') ?? '', most: Math.min(1000, Math.max(1, most.value)) });
      if (!found.ok) return complain(found.problem, terminal);
      if (given.switches.has('json')) printJson(variantsJson(found.value), terminal);
      else terminal.out(variantsText(found.value));
      return exitCodes.fine;
    });
  },
};

function variantsJson({ matching, total, variants, more }: ProcessVariants) {
  return { matching, total, variants: (variants ?? []).map(({ variant, runs, firstAt, lastAt, actions, remarks, term }) => ({ variant, runs, firstAt: timeText(firstAt), lastAt: timeText(lastAt), actions, remarks, term })), more };
}

function variantsText({ matching, total, variants, more }: ProcessVariants): string {
  const row = (one: ProcessVariant): readonly string[] => [
    String(one.runs), variantText(one), timeText(one.firstAt) ?? 'not recorded', timeText(one.lastAt) ?? 'not recorded',
    one.actions.map(({ action, runs }) => `${action ?? 'not recorded'} ${runs}`).join(', '), one.remarks.map(({ words }) => words).join('; '),
  ].map(printable);
  return [
    textTable(['runs', 'stages', 'first, UTC', 'last, UTC', 'action types', 'what it says'], (variants ?? []).map(row), ['runs']),
    more.variants > 0 ? `${more.variants} more variants with ${more.runs} runs\n` : '',
    `${matching} of ${total} runs match\n`,
  ].join('');
}
