import type { AnswerOf } from '#shared/ipc/answers.ts';
import type { JournalEntry } from '#shared/model/journal.ts';
import { ok, type Result } from '#shared/result.ts';
import { jsonOption, type Command } from '../command.ts';
import { openCase, withEngine, type Asking } from '../open-engine.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { exitCodes } from '../terminal.ts';
import { printable, textTable } from '../text-table.ts';

export const journalCommand: Command = {
  name: 'journal',
  positionals: ['CASE'],
  summary: 'list every act on the case and check the journal’s chain and signatures',
  details: `
The check shows order and content: an entry changed, moved or removed in between is found. It does not show who typed,
and a journal cut off at its end looks whole unless its last hash was noted elsewhere.
The command fails when the check does.`,
  options: { json: jsonOption },
  async run(given, terminal) {
    return withEngine(terminal, async (engine) => {
      const opened = await openCase(engine, given.words[0] ?? '', terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      const journal = await wholeJournal(engine);
      if (!journal.ok) return complain(journal.problem, terminal);
      const { entries, check } = journal.value;
      if (given.switches.has('json')) printJson({ entries, check }, terminal);
      else terminal.out(`${textTable(['entry', 'at', 'act', 'by', 'what'], entries.map((entry) => [String(entry.seq), entry.at, entry.act, entry.actor, shorten(JSON.stringify(entry.data))]), ['entry'])}${checkText(check)}`);
      return check.firstFailure === null ? exitCodes.fine : exitCodes.failed;
    });
  },
};

type Journal = Pick<AnswerOf<'journal.page'>, 'entries' | 'check'>;

/** Oldest first, whatever the order of the pages. */
async function wholeJournal(engine: Asking): Promise<Result<Journal>> {
  const entries: JournalEntry[] = [];
  let after: string | null = null;
  for (;;) {
    const page: Result<AnswerOf<'journal.page'>> = await engine.ask('journal.page', { after, limit: 500 });
    if (!page.ok) return page;
    entries.push(...page.value.entries);
    after = page.value.next;
    if (after === null) return ok({ entries: entries.toSorted((a, b) => a.seq - b.seq), check: page.value.check });
  }
}

function checkText({ entries, headHash, firstFailure, keys }: Journal['check']): string {
  const signed = `signed with ${keys.length === 1 ? 'one key' : `${keys.length} keys`}`;
  if (firstFailure !== null) return `Check: fails at entry ${firstFailure.seq}, line ${firstFailure.line}: ${printable(firstFailure.what)}\n`;
  return `Check: ${entries} entries link and their signatures fit, ${signed}. Last hash ${headHash ?? 'none'}\n`;
}

function shorten(text: string): string {
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
}
