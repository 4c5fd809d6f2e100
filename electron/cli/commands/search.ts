import type { SearchStanding } from '#shared/ipc/answers.ts';
import { jsonOption, type Command } from '../command.ts';
import { listRuns, runTable } from '../list-runs.ts';
import { openCase, withEngine } from '../open-engine.ts';
import { wholeNumber } from '../parse-command-line.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { runJson } from '../run-json.ts';
import { exitCodes } from '../terminal.ts';

export const searchCommand: Command = {
  name: 'search',
  positionals: ['CASE', 'SEARCH'],
  summary: 'say what a search finds, and list it, newest first',
  details: `
SEARCH is what the search box takes, as one argument: 'customer:44821 missing:approval amount:>500 text:"paid twice"'.
"explanation" says in words what is matched. Terms over texts, decision times, scores, countries and the like are answered from the
survey of the case, which is waited for. Where it cannot be made whole, "whole" is false and the answer counts too few.
"texts" says whether the index of words answered alone or words not indexed yet were looked through as well: the answer is the same.
Exit code 2 when the search cannot be read.`,
  options: {
    limit: { argument: 'N', help: 'at most N runs (50; 0 for all)' },
    facets: { argument: null, help: 'counts of the matching runs by value' },
    json: jsonOption,
  },
  async run(given, terminal) {
    const limit = wholeNumber(given, 'limit', 50);
    if (!limit.ok) return complain(limit.problem, terminal);
    const where = given.words[1] ?? '';
    return withEngine(terminal, async (engine) => {
      const opened = await openCase(engine, given.words[0] ?? '', terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      const first = await engine.ask('search.standing', { where });
      if (!first.ok) return complain(first.problem, terminal);
      // What the survey answers is worth waiting for: the alternative is too small a number.
      if (!first.value.whole) await engine.ask('survey.state', { wait: true });
      const standing = await engine.ask('search.standing', { where });
      if (!standing.ok) return complain(standing.problem, terminal);
      const counted = await engine.ask('runs.count', { where });
      if (!counted.ok) return complain(counted.problem, terminal);
      const runs = await listRuns(engine, where, limit.value === 0 ? Number.POSITIVE_INFINITY : limit.value);
      if (!runs.ok) return complain(runs.problem, terminal);
      const facets = given.switches.has('facets') ? await engine.ask('runs.facets', { where }) : null;
      if (facets !== null && !facets.ok) return complain(facets.problem, terminal);
      const { explanation, needs, whole, surveyed, total, texts } = standing.value;
      if (given.switches.has('json')) {
        printJson({ explanation, whole, needs, surveyed, texts, total: counted.value.matching, of: total, shown: runs.value.length, ...(facets === null ? {} : { facets: facets.value }), runs: runs.value.map(runJson) }, terminal);
        return exitCodes.fine;
      }
      terminal.out(`${explanation}\n${standingWords(standing.value)}`);
      terminal.out(runTable(runs.value));
      for (const { title, values, more } of facets?.value ?? []) {
        terminal.out(`\n${title}${more > 0 ? `, ${more} more` : ''}\n${values.map(({ label, count }) => `  ${String(count).padStart(9)}  ${label}\n`).join('')}`);
      }
      terminal.out(`${runs.value.length} of ${counted.value.matching} matching, ${counted.value.total} in the case\n`);
      return exitCodes.fine;
    });
  },
};

function standingWords({ needs, whole, surveyed, total, texts }: SearchStanding): string {
  const cut = texts === null || texts.cut === 0 ? '' : `${texts.cut} runs have more words than the index holds and may be missed.\n`;
  return whole ? cut : cut + `At least: ${needs.join(', ')} ${needs.length === 1 ? 'is' : 'are'} known of ${surveyed} of ${total} runs so far; the survey of the case is not whole.\n`;
}
