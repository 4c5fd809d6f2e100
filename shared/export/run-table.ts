import type { RunRow } from '../model/run.ts';
import { instantText } from '../time.ts';
import { type ExportCell, type ExportColumn, exportNumber } from './export-table.ts';

interface RunColumn extends ExportColumn {
  readonly cell: (run: RunRow) => ExportCell;
}

const at = (ns: string | null): ExportCell => (ns === null ? null : instantText(ns));

const columns = {
  startedAt: { title: 'Started (UTC)', cell: (run) => at(run.startedAt) },
  executedAt: { title: 'Executed (UTC)', cell: (run) => at(run.executedAt) },
  endedAt: { title: 'Ended (UTC)', cell: (run) => at(run.endedAt) },
  externalId: { title: 'Run', cell: (run) => run.externalId },
  id: { title: 'Id in this case', cell: (run) => run.id },
  actionType: { title: 'Action', cell: (run) => run.actionType },
  subject: { title: 'Subject', cell: (run) => run.subject },
  furtherSubjects: { title: 'Further subjects', cell: (run) => (run.furtherSubjects.length === 0 ? null : run.furtherSubjects.join(' · ')) },
  amount: { title: 'Amount', cell: (run) => exportNumber(run.amount) },
  currency: { title: 'Currency', cell: (run) => run.currency },
  targetRecord: { title: 'Record', cell: (run) => run.targetRecord },
  system: { title: 'System', cell: (run) => run.system },
  model: { title: 'Model', cell: (run) => run.model },
  modelVersion: { title: 'Model version', cell: (run) => run.modelVersion },
  promptTemplate: { title: 'Prompt', cell: (run) => run.promptTemplate },
  promptVersion: { title: 'Prompt version', cell: (run) => run.promptVersion },
  agent: { title: 'Agent', cell: (run) => run.agent },
  environment: { title: 'Environment', cell: (run) => run.environment },
  approvalClass: { title: 'Approval', cell: (run) => run.approvalClass },
  approver: { title: 'Approver', cell: (run) => run.approver },
  ruleId: { title: 'Rule', cell: (run) => run.ruleId },
  outcome: { title: 'Outcome', cell: (run) => run.outcome },
  recordedFields: { title: 'Fields recorded (of 7)', cell: (run) => exportNumber(run.recordedFields) },
  fields: { title: 'Seven fields', cell: (run) => run.fields },
  records: { title: 'Records', cell: (run) => exportNumber(run.records) },
  contradictions: { title: 'Contradictions', cell: (run) => exportNumber(run.contradictions) },
  failedRecords: { title: 'Records that failed a check', cell: (run) => exportNumber(run.failedRecords) },
  source: { title: 'Source', cell: (run) => run.source },
} as const satisfies Record<string, { readonly title: string; readonly cell: (run: RunRow) => ExportCell }>;

export type RunExportColumn = keyof typeof columns;

export const runExportColumns: readonly RunExportColumn[] = Object.keys(columns).filter(isRunExportColumn);

export function isRunExportColumn(id: string): id is RunExportColumn {
  return Object.hasOwn(columns, id);
}

/** The columns asked for, in the order asked; each with its cell of a run. */
export function runTable(asked: readonly RunExportColumn[]): { readonly columns: readonly RunColumn[]; readonly cells: (run: RunRow) => readonly ExportCell[] } {
  const shown = asked.map((id) => ({ id, ...columns[id] }));
  return { columns: shown, cells: (run) => shown.map(({ cell }) => cell(run)) };
}
