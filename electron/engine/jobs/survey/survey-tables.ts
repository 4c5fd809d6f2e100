import type { RunFacts } from '#shared/model/run-facts.ts';
import type { SurveyedRun } from '../../findings/finding-rule.ts';
import type { CopyRows } from '../../store/binary-copy.ts';
import { detailColumns, writeDetailRow } from './detail-rows.ts';
import { textColumns, writeTextRow } from './text-rows.ts';

/** One run as the survey has it: what every table it fills is written from, in one reading of the vault. */
export interface RunSurvey extends SurveyedRun {
  readonly id: Uint8Array;
  /** Rules that found something, by their key. */
  readonly findings: readonly number[];
}

/** A table with rows for surveyed runs. To have one filled: a file with its columns and rows, one line below, its name in store/surveyed-tables.ts. */
export interface SurveyTable {
  readonly columns: readonly string[];
  write(rows: CopyRows, caseKey: number, survey: RunSurvey): void;
}

/** `run_detail` is written last: a run that has a row there has all its others. */
export const surveyTables = {
  run_finding: { columns: ['case_key', 'rule_key', 'run_id', 'at'], write: writeFindingRows },
  run_text_waiting: { columns: textColumns, write: writeTextRow },
  run_detail: { columns: detailColumns, write: (rows, caseKey, { id, facts }) => writeDetailRow(rows, caseKey, id, facts) },
} as const satisfies Record<string, SurveyTable>;

export type SurveyTableName = keyof typeof surveyTables;
export const surveyTableNames: readonly SurveyTableName[] = ['run_finding', 'run_text_waiting', 'run_detail'];

function writeFindingRows(rows: CopyRows, caseKey: number, { id, findings, row, facts }: RunSurvey): void {
  const at = timeOfFindings(row.startedAt, facts);
  for (const rule of findings) {
    rows.row(4);
    rows.int4(caseKey);
    rows.int2(rule);
    rows.uuid(id);
    rows.instant(at);
  }
}

function timeOfFindings(startedAt: string | null, { executedAt }: RunFacts): string | null {
  return startedAt ?? executedAt;
}
