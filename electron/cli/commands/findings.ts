import type { AnswerOf, CountedRule, FindingRules } from '#shared/ipc/answers.ts';
import type { Finding, FindingEvidence } from '#shared/model/finding.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import { changeLists } from '../change-lists.ts';
import { jsonOption, type Command } from '../command.ts';
import { openCase, withEngine, type Asking } from '../open-engine.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { exitCodes, type Terminal } from '../terminal.ts';
import { printable, textTable } from '../text-table.ts';
import { waitForSurvey } from '../wait-for-survey.ts';

const pageSize = 100;

export const findingsCommand: Command = {
  name: 'findings',
  positionals: ['CASE'],
  summary: 'list what finding rules raise over the runs of a case',
  details: `
The runs are surveyed first where that is not done; it takes up to a minute for a million runs.
Without --rule the table counts findings by rule, with it it lists that rule's findings. --json has both.
A rule that lacks what it needs is "not checked", with the reason: that is not the same as finding nothing.

An authority list (who may approve what, up to which amount, when) and a roster (who was active when) are taken as CSV or JSON, see
resources/schemas; they stay in the case, and rules go by them, until they are withdrawn. A date alone is its first instant.`,
  options: {
    rule: { argument: 'ID', help: 'only findings of this rule' },
    where: { argument: 'SEARCH', help: 'only findings about runs that match' },
    authorities: { argument: 'FILE', help: 'supply an authority list: principal, action, limit, currency, from, until', repeats: true },
    roster: { argument: 'FILE', help: 'supply a roster of people, teams and agents: principal, from, until', repeats: true },
    zone: { argument: 'ZONE', help: 'for times of these lists that state no zone' },
    forget: { argument: 'ENTRY', help: 'withdraw a supplied list, by the journal entry that brought it', repeats: true },
    json: jsonOption,
  },
  async run(given, terminal) {
    return withEngine(terminal, async (engine) => {
      const opened = await openCase(engine, given.words[0] ?? '', terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      const listed = await changeLists(engine, given, terminal);
      if (!listed.ok) return complain(listed.problem, terminal);
      const surveyed = await waitForSurvey(engine, terminal);
      if (!surveyed.ok) return complain(surveyed.problem, terminal);
      const answered = await engine.ask('findings.rules', {});
      if (!answered.ok) return complain(answered.problem, terminal);
      const chosen = given.values.get('rule') ?? null;
      const rules = rulesChosen(answered.value, chosen);
      if (!rules.ok) return complain(rules.problem, terminal);
      const json = given.switches.has('json');
      if (!json && chosen === null && !given.values.has('where')) {
        terminal.out(ruleTable(rules.value));
        return exitCodes.fine;
      }
      const findings = await findingsOf(engine, rules.value, given.values.get('where') ?? '');
      if (!findings.ok) return complain(findings.problem, terminal);
      if (json) printJson({ findings: findings.value.map(findingJson), rules: rules.value.map(ruleJson) }, terminal);
      else printFindings(rules.value, findings.value, terminal);
      return exitCodes.fine;
    });
  },
};

function rulesChosen({ rules }: FindingRules, id: string | null): Result<readonly CountedRule[]> {
  if (id === null) return ok(rules);
  const found = rules.filter((rule) => rule.id === id);
  return found.length > 0 ? ok(found) : failed('no-such-rule', `There is no finding rule "${id}".`, `Known: ${rules.map((rule) => rule.id).join(', ')}.`);
}

async function findingsOf(engine: Asking, rules: readonly CountedRule[], where: string): Promise<Result<readonly Finding[]>> {
  const found: Finding[] = [];
  for (const { id, counts } of rules) {
    if (counts === null) continue;
    let after: string | null = null;
    do {
      const page: Result<AnswerOf<'findings.page'>> = await engine.ask('findings.page', { rule: id, state: 'all', where, after, limit: pageSize });
      if (!page.ok) return page;
      found.push(...page.value.rows);
      after = page.value.next;
    } while (after !== null);
  }
  return ok(found);
}

function findingJson({ id, rule, severity, runs, runCount, sentence, evidence, state, stated }: Finding) {
  return { id, rule, severity, runs, runCount, sentence, evidence: evidence.map(evidenceJson), state, reason: stated?.reason ?? null };
}

function evidenceJson({ run, value, text, source, offset, length }: FindingEvidence) {
  return { run, value, text, source, offset, length };
}

function ruleJson({ id, title, severity, family, definition, basis, notChecked, counts }: CountedRule) {
  return { id, title, severity, family, definition, basis, notChecked, counts: counts === null ? null : { all: counts.open + counts.accepted + counts.dismissed, ...counts } };
}

function ruleTable(rules: readonly CountedRule[]): string {
  const rows = rules.map(({ id, family, severity, counts, notChecked }) => [
    family, id, severity, counts === null ? '–' : String(counts.open + counts.accepted + counts.dismissed), counts === null ? '–' : String(counts.open), notChecked === null ? '' : `not checked: ${notChecked}`,
  ]);
  return textTable(['about', 'rule', 'severity', 'found', 'open', ''], rows);
}

function printFindings(rules: readonly CountedRule[], findings: readonly Finding[], terminal: Terminal): void {
  for (const { notChecked, id } of rules) if (notChecked !== null) terminal.err(`Not checked: ${id}. ${notChecked}\n`);
  terminal.out(textTable(['rule', 'severity', 'state', 'runs', 'what'], findings.map(({ rule, severity, state, runs, runCount, sentence }) => [rule, severity, state, runCount === 1 ? (runs[0] ?? '') : String(runCount), printable(sentence)])));
  terminal.out(`${findings.length} findings\n`);
}
