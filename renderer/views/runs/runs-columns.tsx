import type { RunSort, RunSortKey } from '#shared/ipc/contract.ts';
import type { RunRow } from '#shared/model/run.ts';
import { Count } from '../../parts/count.tsx';
import { Instant } from '../../parts/instant.tsx';
import { ApprovalMark, OutcomeMark } from '../../parts/marks.tsx';
import { SevenFields } from '../../parts/seven-fields.tsx';
import type { Column } from '../../parts/virtual-table.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { RunColumnId } from '../../state/runs-table-state.ts';
import { FilterCell } from './filter-cell.tsx';
import styles from './runs-columns.module.css';

export const columnTitles: Readonly<Record<RunColumnId, string>> = {
  time: 'Time',
  externalId: 'Run',
  actionType: 'Action',
  subject: 'Subject',
  amount: 'Amount',
  record: 'Record',
  model: 'Model · version',
  prompt: 'Prompt',
  approval: 'Approval',
  outcome: 'Outcome',
  fields: 'Seven fields',
  source: 'Source',
  agent: 'Agent',
  environment: 'Environment',
  system: 'System',
  records: 'Records',
};

interface Shape {
  readonly width: number;
  readonly grow?: number;
  readonly align?: 'start' | 'end';
  readonly sort?: RunSortKey;
}

const shapes: Readonly<Record<RunColumnId, Shape>> = {
  time: { width: 122, sort: 'startedAt' },
  externalId: { width: 96, grow: 1.2, sort: 'externalId' },
  actionType: { width: 96, grow: 1, sort: 'actionType' },
  subject: { width: 96, grow: 1 },
  amount: { width: 108, align: 'end', sort: 'amount' },
  record: { width: 112, grow: 1 },
  model: { width: 128, grow: 1.2, sort: 'model' },
  prompt: { width: 72, grow: 0.8 },
  approval: { width: 124, grow: 1, sort: 'approvalClass' },
  outcome: { width: 116, sort: 'outcome' },
  fields: { width: 94, sort: 'completeness' },
  source: { width: 88, grow: 0.8 },
  agent: { width: 104, grow: 0.8, sort: 'agent' },
  environment: { width: 96, grow: 0.5 },
  system: { width: 96, grow: 0.5 },
  records: { width: 72, align: 'end' },
};

interface Context {
  readonly sort: RunSort;
  readonly onSort: (key: RunSortKey) => void;
  /** The column the keyboard stands on, in the selected row. */
  readonly cursor: RunColumnId;
  readonly selected: string | null;
  /** Whether rows are grouped by day: then a row prints the time alone. */
  readonly grouped: boolean;
}

export function runTableColumns(shown: readonly RunColumnId[], context: Context): readonly Column<RunRow>[] {
  return shown.map((id) => {
    const { width, grow, align, sort } = shapes[id];
    const direction = sort === context.sort.key ? (context.sort.descending ? 'descending' : 'ascending') : null;
    const wide = id === 'time' && !context.grouped ? 190 : width;
    return {
      id,
      title: columnTitles[id],
      width: wide,
      ...(grow === undefined ? {} : { grow }),
      ...(align === undefined ? {} : { align }),
      ...(sort === undefined ? {} : { sort: { direction, onSort: () => context.onSort(sort) } }),
      cell: (run) => (
        <FilterCell column={id} run={run} atCursor={context.cursor === id && context.selected === run.id}>
          {cellOf(id, run, context.grouped)}
        </FilterCell>
      ),
    };
  });
}

/** Beside an open run: what tells one run from the next, and how well each is evidenced. */
export const narrowColumns: readonly Column<RunRow>[] = [
  { id: 'time', title: 'Time', width: 104, cell: (run) => <Instant at={run.startedAt} className={styles.time} /> },
  { id: 'subject', title: 'Subject', width: 64, grow: 1, cell: (run) => <Recorded text={run.subject ?? run.targetRecord} /> },
  { id: 'amount', title: 'Amount', width: 84, align: 'end', cell: (run) => <Amount run={run} /> },
  { id: 'fields', title: 'Seven fields', width: 96, cell: (run) => <SevenFields letters={run.fields} /> },
];

function cellOf(column: RunColumnId, run: RunRow, grouped: boolean) {
  switch (column) {
    case 'time':
      return <Instant at={run.startedAt} show={grouped ? 'time' : 'both'} className={styles.time} />;
    case 'externalId':
      return <Recorded text={run.externalId} quiet />;
    case 'actionType':
      return run.actionType === null ? <NotRecorded /> : <VisibleText text={run.actionType} />;
    case 'subject':
      return <Recorded text={run.subject} />;
    case 'amount':
      return <Amount run={run} />;
    case 'record':
      return <Recorded text={run.targetRecord} quiet />;
    case 'model':
      return <Pair first={run.model} second={run.modelVersion} />;
    case 'prompt':
      return <Pair first={null} second={run.promptVersion ?? run.promptTemplate} />;
    case 'approval':
      return <ApprovalMark approval={run.approvalClass} by={run.approvalClass === 'named rule' ? run.ruleId : run.approver} />;
    case 'outcome':
      return <OutcomeMark outcome={run.outcome} />;
    case 'fields':
      return <SevenFields letters={run.fields} />;
    case 'source':
      return (
        <span className={styles.quiet}>
          <VisibleText text={run.source} />
          {run.sources > 1 && ` +${run.sources - 1}`}
        </span>
      );
    case 'agent':
      return <Recorded text={run.agent} quiet />;
    case 'environment':
      return <Recorded text={run.environment} quiet />;
    case 'system':
      return <Recorded text={run.system} quiet />;
    case 'records':
      return <Count of={run.records} className="mono" />;
  }
}

function NotRecorded() {
  return <span className={styles.absent}>not recorded</span>;
}

function Recorded({ text, quiet = false }: { readonly text: string | null; readonly quiet?: boolean }) {
  if (text === null) return <NotRecorded />;
  return (
    <span className={quiet ? styles.monoQuiet : 'mono'} title={text}>
      <VisibleText text={text} />
    </span>
  );
}

function Amount({ run }: { readonly run: RunRow }) {
  if (run.amount === null) return <NotRecorded />;
  return (
    <span className={styles.amount} title={run.contradictions > 0 ? 'Records of this run disagree on a value' : undefined}>
      <VisibleText text={run.amount} />
      <span className={styles.currency}>{run.currency === null ? '' : <VisibleText text={run.currency} />}</span>
    </span>
  );
}

function Pair({ first, second }: { readonly first: string | null; readonly second: string | null }) {
  if (first === null && second === null) return <NotRecorded />;
  return (
    <span className="mono" title={[first, second].filter((part) => part !== null).join(' · ')}>
      {first !== null && <VisibleText text={first} />}
      {first !== null && second !== null && <span className={styles.dot}> · </span>}
      {second !== null && <VisibleText text={second} />}
    </span>
  );
}
