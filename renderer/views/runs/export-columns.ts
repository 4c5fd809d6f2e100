import { type RunExportColumn, runExportColumns } from '#shared/export/run-table.ts';
import type { RunColumnId } from '../../state/runs-table-state.ts';

const members: Readonly<Record<RunColumnId, readonly RunExportColumn[]>> = {
  time: ['startedAt'],
  externalId: ['externalId', 'id'],
  actionType: ['actionType'],
  subject: ['subject', 'furtherSubjects'],
  amount: ['amount', 'currency'],
  record: ['targetRecord'],
  model: ['model', 'modelVersion'],
  prompt: ['promptTemplate', 'promptVersion'],
  approval: ['approvalClass', 'approver', 'ruleId'],
  outcome: ['outcome'],
  fields: ['recordedFields', 'fields'],
  source: ['source'],
  agent: ['agent'],
  environment: ['environment'],
  system: ['system'],
  records: ['records'],
  tags: [],
};

/** What the list shows, column by column; a cell that shows two values is two columns. The run's id is always among them. */
export function shownExportColumns(shown: readonly RunColumnId[]): readonly RunExportColumn[] {
  const columns = shown.flatMap((id) => members[id]);
  return columns.includes('id') ? columns : [...columns, 'externalId', 'id'];
}

export const everyExportColumn: readonly RunExportColumn[] = runExportColumns;
