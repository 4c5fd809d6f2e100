import { createHash } from 'node:crypto';
import type { CaseContext, CaseFinding, Collector, FindingRule } from '../../findings/finding-rule.ts';
import { findingRules } from '../../findings/index.ts';
import { bytesOfRunId } from '../../lineage/run-id.ts';
import { CopyRows, copyStream } from '../../store/binary-copy.ts';
import { countFindings } from '../../store/queries/finding-counts.ts';
import { surveyedRuns, type ListedSurvey } from '../../store/queries/surveyed-runs.ts';
import type { CaseBench } from '../case-bench.ts';
import type { RuleFailure } from './survey-batch.ts';
import { ruleKeyOf } from './surveyor.ts';

/** Runs handed to the collectors at a time: a statement of some tens of milliseconds. */
const pageRuns = 1000;
const findingsAtOnce = 500;

/** Feeds every surveyed run to the rules over many runs, writes what they found in the place of what stood there, and counts all findings. */
export async function collectFindings(bench: CaseBench, context: CaseContext, onPage: () => void): Promise<readonly RuleFailure[]> {
  const failures: RuleFailure[] = [];
  const collecting = findingRules.flatMap((rule) => (rule.overRuns === undefined || (rule.needs?.(context) ?? null) !== null ? [] : [{ rule, collector: rule.overRuns(context) }]));
  const failed = new Set<FindingRule>();
  const tried = <T>(rule: FindingRule, run: string, work: () => T): T | null => {
    try {
      return work();
    } catch (error) {
      failed.add(rule);
      failures.push({ rule: rule.id, run, what: error instanceof Error ? error.message : String(error) });
      return null;
    }
  };
  if (collecting.length > 0) {
    for await (const { row, facts } of allSurveyed(bench, onPage)) {
      for (const { rule, collector } of collecting) if (!failed.has(rule)) tried(rule, row.id, () => collector.add(row, facts));
    }
  }
  await emptyCaseFindings(bench);
  for (const { rule, collector } of collecting) {
    const findings = failed.has(rule) ? null : tried(rule, '', () => ended(collector));
    for (let from = 0; findings !== null && from < findings.length; from += findingsAtOnce) {
      onPage();
      await writeFindings(bench, rule, findings.slice(from, from + findingsAtOnce));
    }
  }
  await numberRules(bench);
  await countFindings(bench.store, bench.caseKey, findingRules.map((rule) => ({ id: rule.id, key: ruleKeyOf(rule) })), onPage);
  return failures;
}

/** The same order whatever order the runs came in. */
function ended(collector: Collector): readonly CaseFinding[] {
  return collector.end().toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

async function* allSurveyed({ store, caseKey }: CaseBench, onPage: () => void): AsyncGenerator<ListedSurvey> {
  for (let after: string | null = null; ; ) {
    const page: readonly ListedSurvey[] = await surveyedRuns(store, caseKey, after, pageRuns);
    onPage();
    yield* page;
    after = page.at(-1)?.row.id ?? null;
    if (page.length < pageRuns) return;
  }
}

/** Deterministic: the rule, and a hash of what it is about. */
export function caseFindingId(rule: string, key: string): string {
  return `${rule}:${createHash('sha256').update(key).digest('hex').slice(0, 24)}`;
}

async function emptyCaseFindings({ store, caseKey }: CaseBench): Promise<void> {
  for (const table of ['case_finding_run', 'case_finding']) await store.query(`DELETE FROM ${table} WHERE case_key = $1`, [caseKey]);
}

async function writeFindings({ store, caseKey }: CaseBench, rule: FindingRule, findings: readonly CaseFinding[]): Promise<void> {
  const rows = new CopyRows(64 << 10);
  const runRows = new CopyRows(64 << 10);
  for (const { key, sentence, runs, at, evidence } of findings) {
    const id = caseFindingId(rule.id, key);
    const about = [...new Set(runs)].sort();
    rows.row(8);
    rows.int4(caseKey);
    rows.int2(ruleKeyOf(rule));
    rows.text(id);
    rows.text(key);
    rows.text(sentence);
    rows.text(JSON.stringify(evidence));
    rows.instant(at);
    rows.int4(about.length);
    for (const run of about) {
      runRows.row(3);
      runRows.int4(caseKey);
      runRows.text(id);
      runRows.uuid(bytesOfRunId(run));
    }
  }
  await store.copyIn('case_finding', ['case_key', 'rule_key', 'finding_id', 'subject', 'sentence', 'evidence', 'at', 'runs'], copyStream([rows.take()]));
  if (runRows.rows > 0) await store.copyIn('case_finding_run', ['case_key', 'finding_id', 'run_id'], copyStream([runRows.take()]));
}

async function numberRules({ store, caseKey }: CaseBench): Promise<void> {
  await store.query('DELETE FROM finding_rule WHERE case_key = $1', [caseKey]);
  await store.query('INSERT INTO finding_rule SELECT $1::integer, numbered.key, numbered.rule FROM json_to_recordset($2::json) AS numbered(key smallint, rule text)', [
    caseKey, JSON.stringify(findingRules.map((rule) => ({ key: ruleKeyOf(rule), rule: rule.id }))),
  ]);
}
