import type { FindingRule, RuleContext, RunFinding, SurveyedRun } from '../../findings/finding-rule.ts';
import { findingRules } from '../../findings/index.ts';
import { assembleRun } from '../../lineage/assemble.ts';
import type { PlacedEvent } from '../../lineage/placed-event.ts';
import { runFactsOf } from '../../lineage/run-facts.ts';
import { bytesOfRunId } from '../../lineage/run-id.ts';
import { CopyRows } from '../../store/binary-copy.ts';
import type { RuleFailure, SurveyBatch } from './survey-batch.ts';
import { surveyTableNames, surveyTables } from './survey-tables.ts';

/** Surveys one run after another and keeps their rows until they are taken. */
export interface Surveyor {
  /** All events of one run, in the order its page has them. */
  run(events: readonly PlacedEvent[]): void;
  decline(id: string): void;
  take(bytes: number): SurveyBatch;
}

/** What every table and rule is given of a run: what its page shows. */
export function surveyedRunOf(events: readonly PlacedEvent[]): SurveyedRun {
  const run = assembleRun(events);
  return { row: run.run, facts: runFactsOf(run, events), run };
}

/** Rules are numbered by their place in the list, from 1; the survey is made anew when the list changes. */
export const ruleKeyOf = (rule: FindingRule): number => findingRules.indexOf(rule) + 1;

export function createSurveyor(caseKey: number, context: RuleContext): Surveyor {
  const rules = findingRules.flatMap((rule) => {
    const look = rule.ofRun === undefined || (rule.needs?.(context) ?? null) !== null ? null : rule.ofRun(context);
    return look === null ? [] : [{ key: ruleKeyOf(rule), id: rule.id, look }];
  });
  const tables = surveyTableNames.map((name) => ({ name, rows: new CopyRows(256 << 10), write: surveyTables[name].write }));
  const failing = new Set<string>();
  let ids: string[] = [];
  let declined: string[] = [];
  let failures: RuleFailure[] = [];

  function findingsOf(surveyed: SurveyedRun): readonly number[] {
    const found: number[] = [];
    for (const { key, id, look } of rules) {
      const finding = tried(look, surveyed);
      if (finding === null) continue;
      if (finding instanceof Error) {
        if (!failing.has(id)) failures.push({ rule: id, run: surveyed.row.id, what: finding.message });
        failing.add(id);
      } else found.push(key);
    }
    return found;
  }

  return {
    run(events) {
      const surveyed = surveyedRunOf(events);
      const survey = { ...surveyed, id: bytesOfRunId(surveyed.row.id), findings: findingsOf(surveyed) };
      ids.push(surveyed.row.id);
      for (const { rows, write } of tables) write(rows, caseKey, survey);
    },
    decline: (id) => void declined.push(id),
    take(bytes) {
      const batch: SurveyBatch = { runs: ids.length, bytes, ids: packedIds(ids), rows: Object.fromEntries(tables.map(({ name, rows }) => [name, rows.take()])), declined: packedIds(declined), failures };
      ids = [];
      declined = [];
      failures = [];
      return batch;
    },
  };
}

/** A rule that throws says so: its silence would pass for "nothing found". */
function tried(look: (surveyed: SurveyedRun) => RunFinding | null, surveyed: SurveyedRun): RunFinding | Error | null {
  try {
    return look(surveyed);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function packedIds(ids: readonly string[]): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(ids.length * 16);
  for (const [index, id] of ids.entries()) packed.set(bytesOfRunId(id), index * 16);
  return packed;
}
